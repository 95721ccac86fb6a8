"""Stops as pages show them: which are in force, whose, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from govern.clock import text
from govern.errors import NotFound
from govern.ledger.leaf import Event
from govern.store import events, flows, people
from govern.store.rows.enforcement import StopRow
from govern.store.rows.ledger import EventRow
from govern.store.rows.organisations import AppointmentRow, OrganisationRow
from govern.store.stoppable import what
from workflows import roles
from workflows.engine import Actor

STOPPED = ("suspension", "kill")
LIFTING = ("stop_lift_approved", "stop_lift_refused", "stop_lifted")


@dataclass(frozen=True)
class Consent:
    """One person's word that it may start again, or that it may not, and why."""

    at: str
    person: str
    role: str
    reasons: str
    refused: bool = False


@dataclass(frozen=True)
class SeenStop:
    """One stop. `what` names its scope; `reasons`, `person` and `consents` are the force's and the
    stopper's own, and empty for anyone else. `own` says whether the actor's organisation is the
    force.
    """

    id: str
    kind: str
    scope_kind: str
    scope_id: str
    what: str
    force: str
    at: str
    incident: str
    role: str
    organisation: str
    person: str
    reasons: str
    asked: int
    lifted_at: str | None
    own: bool
    consents: Sequence[Consent] = ()


@dataclass(frozen=True)
class Advised:
    """A DPO's advice to stop something."""

    id: str
    at: str
    scope_kind: str
    scope_id: str
    what: str
    person: str
    reasons: str


def present(session: Session, actor: Actor) -> list[SeenStop]:
    """The stops in force that the actor may know of, the newest first."""
    return _seen(session, actor, _visible(session, actor).where(StopRow.lifted_at.is_(None)))


def lifted(session: Session, actor: Actor, since: str) -> list[SeenStop]:
    """The stops lifted since an instant (text), the newest first."""
    return _seen(session, actor, _visible(session, actor).where(StopRow.lifted_at >= since))


def any_kill(session: Session) -> bool:
    """Whether any emergency stop is in force anywhere."""
    query = select(StopRow.id).where(StopRow.kind == "kill", StopRow.lifted_at.is_(None))
    return session.scalar(query.limit(1)) is not None


def one(session: Session, actor: Actor, stop_id: str) -> SeenStop:
    """A stop the actor may know of; NotFound alike for one that is not there."""
    found = _seen(session, actor, _visible(session, actor).where(StopRow.id == stop_id))
    if not found:
        raise NotFound(f"stop {stop_id}")
    return found[0]


def advised(session: Session, actor: Actor, since: str) -> list[Advised]:
    """What the DPOs of the actor's organisation advised to stop since an instant and nobody
    dismissed, newest first.
    """
    query = select(EventRow.subject_id).where(
        EventRow.type == "stop_advised",
        EventRow.organisation_id == actor.organisation,
        EventRow.at >= since,
    )
    every = list(events.about(session, session.scalars(query)))
    dismissed = {each.subject_id for each in every if each.type == "stop_advice_dismissed"}
    found = [each for each in every if each.subject_id not in dismissed]
    said, names = _reasons(session, found), _authors(session, found)
    return [_advised(session, event, said, names) for event in reversed(found)]


def pending(session: Session, actor: Actor, since: str) -> list[Advised]:
    """Of what the DPOs advised: what is neither dismissed nor stopped by now."""
    found = advised(session, actor, since)
    stopped = (
        {(each.scope_kind, each.scope_id) for each in present(session, actor)} if found else ()
    )
    return [each for each in found if (each.scope_kind, each.scope_id) not in stopped]


def advice_events(session: Session, advice_id: str) -> list[Event]:
    """The advice of that id and what was decided on it, in order; empty when there is none."""
    kinds = ("stop_advised", "stop_advice_dismissed")
    return [each for each in events.about(session, [advice_id]) if each.type in kinds]


def _visible(session: Session, actor: Actor) -> Select[StopRow]:
    """A force sees the stops of its own limbs, the office and the operator all, an auditor those
    of the forces in scope.
    """
    query = select(StopRow).where(StopRow.kind.in_(STOPPED)).order_by(StopRow.at.desc(), StopRow.id)
    may = flows.sight(session, actor)
    if may.all:
        return query
    own = select(OrganisationRow.id).where(
        OrganisationRow.slug.in_(may.organisations), OrganisationRow.kind == "force"
    )
    return query.where(StopRow.force_id.in_(own))


def _seen(session: Session, actor: Actor, query: Select[StopRow]) -> list[SeenStop]:
    rows = list(session.scalars(query))
    every = list(events.about(session, (row.id for row in rows)))
    found = [each for each in every if each.type == "stop_placed"]
    placing = {each.subject_id: each for each in found}
    said, names = _reasons(session, found), _authors(session, every)
    seen = (_one(session, actor, row, placing.get(row.id), said, names) for row in rows)
    return [replace(each, consents=_consents(session, each, every, names)) for each in seen]


def _consents(
    session: Session, stop: SeenStop, every: Iterable[Event], names: Mapping[str, str]
) -> list[Consent]:
    """Who said that it may start again, for those who may also know who stopped it."""
    if not stop.person:
        return []
    return [
        Consent(
            at=text(each.at),
            person=names.get(each.author.person, ""),
            role=session.get_one(AppointmentRow, each.author.appointment).role,
            reasons=_reasons(session, [each]).get(each.subject_id, ""),
            refused=each.type == "stop_lift_refused",
        )
        for each in every
        if each.subject_id == stop.id and each.type in LIFTING and each.author
    ]


def _one(
    session: Session,
    actor: Actor,
    row: StopRow,
    event: Event | None,
    said: Mapping[str, str],
    names: Mapping[str, str],
) -> SeenStop:
    held = session.get(AppointmentRow, row.by_appointment_id) if row.by_appointment_id else None
    stopper = session.get(OrganisationRow, held.organisation_id) if held else None
    force = session.get(OrganisationRow, row.force_id) if row.force_id else None
    own = row.force_id == actor.organisation
    theirs = own or (held is not None and held.organisation_id == actor.organisation)
    told = theirs and actor.role not in roles.MACHINE_ROLES
    return SeenStop(
        id=row.id,
        kind=row.kind,
        scope_kind=row.scope_kind,
        scope_id=row.scope_id,
        what=what(session, row.scope_kind, row.scope_id),
        force=force.name if force else "Every force",
        at=row.at,
        incident=row.incident or "",
        role=held.role if held else "",
        organisation=stopper.name if stopper else "",
        person=names.get(held.person_id, "") if held and told else "",
        reasons=said.get(event.subject_id, "") if event and told else "",
        asked=len(row.lifts or []),
        lifted_at=row.lifted_at,
        own=own,
    )


def _advised(
    session: Session, event: Event, said: Mapping[str, str], names: Mapping[str, str]
) -> Advised:
    kind, scope_id = str(event.data["scope_kind"]), str(event.data["scope_id"])
    return Advised(
        id=event.subject_id,
        at=text(event.at),
        scope_kind=kind,
        scope_id=scope_id,
        what=what(session, kind, scope_id),
        person=names.get(event.author.person, "") if event.author else "",
        reasons=said.get(event.subject_id, ""),
    )


def _reasons(session: Session, found: Iterable[Event]) -> dict[str, str]:
    """subject id -> the reasons given in these events, as far as they were not erased."""
    commitments = {
        each.commitments["reasons"]: each.subject_id
        for each in found
        if "reasons" in each.commitments
    }
    texts = events.private_texts(session, commitments)
    return {commitments[commitment]: str(words) for commitment, words in texts.items()}


def _authors(session: Session, found: Iterable[Event]) -> dict[str, str]:
    return people.person_names(session, (each.author.person for each in found if each.author))
