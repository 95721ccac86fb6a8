"""Consultations of the ICO as their pages show them: those of one's own organisation alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from documents.catalogue import definition
from govern.clock import text
from govern.errors import NotFound
from govern.ledger.leaf import Event
from govern.store import drafts, events
from govern.store.authors import Doer, doers
from govern.store.rows.documents import DocumentRow, VersionRow
from govern.store.rows.enforcement import ConsultationRow
from govern.store.rows.sign_offs import SignOffRow
from workflows import roles
from workflows.engine import Actor

REGIMES = "regimes"
UK_GDPR, BOTH = "uk_gdpr", "both"
_TO_SEND = ConsultationRow.state.in_(("needed", "not_accepted")) | (
    ConsultationRow.clock_stopped_on.is_not(None)
)
_TO_DECIDE = ConsultationRow.continue_decision.is_(None) | (
    ConsultationRow.state == "advice_received"
)
_ASKED_OF: Mapping[str, ColumnElement[bool]] = {
    roles.DPO: _TO_SEND,
    roles.INFORMATION_MANAGER: _TO_SEND,
    roles.SIRO: _TO_DECIDE,
    roles.CHIEF_CONSTABLE: _TO_DECIDE,
}


@dataclass(frozen=True)
class Seen:
    """A consultation with the text it is about and the number of its version."""

    row: ConsultationRow
    document: DocumentRow
    number: int


@dataclass(frozen=True)
class Step:
    """One thing recorded of a consultation: `state` it reached, the `decision` taken, or neither,
    as when its clock is stopped; `on` is the day it happened, `at` the instant it was recorded,
    `reasons` the words given.
    """

    type: str
    at: str
    state: str
    decision: str
    on: date | None
    by: Doer | None
    reasons: str


@dataclass(frozen=True)
class Stop:
    """Days for which the regulator waited for information; `end` is None while it waits."""

    start: date
    end: date | None


@dataclass(frozen=True)
class ReplyClock:
    """How the time to reply ran since the regulator last received the assessment."""

    received: date
    extended: bool = False
    stops: tuple[Stop, ...] = ()

    @property
    def standing_since(self) -> date | None:
        """The day since which the clock stands; None while it runs."""
        return self.stops[-1].start if self.stops and self.stops[-1].end is None else None

    @property
    def stopped_days(self) -> int:
        """The days of the stops that have ended."""
        return sum((each.end - each.start).days for each in self.stops if each.end)


def reply_clock(found: Sequence[Step]) -> ReplyClock | None:
    """The clock by steps that were read already; None before anything was sent."""
    clock: ReplyClock | None = None
    for each in found:
        if each.state == "sent" and each.on:
            clock = ReplyClock(each.on)
        elif clock is not None:
            clock = _ticked(clock, each)
    return clock


def _ticked(clock: ReplyClock, step: Step) -> ReplyClock:
    if step.type == "consultation_clock_stopped" and step.on:
        return replace(clock, stops=(*clock.stops, Stop(step.on, None)))
    ends = step.type == "consultation_clock_restarted" or step.state in ENDS
    since = clock.standing_since
    if ends and since is not None:
        clock = replace(clock, stops=(*clock.stops[:-1], Stop(since, max(since, step.on or since))))
    return replace(clock, extended=True) if step.state == "extended" else clock


ENDS = ("advice_received", "not_accepted")


def law(session: Session, version_id: str) -> str:
    """`part_3`, `uk_gdpr` or `both`: the regime that the assessment says it is under; both where it
    says nothing.
    """
    version = session.get_one(VersionRow, version_id)
    pinned = definition(version.definition, version.definition_version)
    if REGIMES not in pinned.places:
        return BOTH
    saved = drafts.section(session, version_id, pinned.section_of(REGIMES).id)
    return str((saved.answers if saved else {}).get(REGIMES) or BOTH)


def listed(session: Session, actor: Actor) -> list[Seen]:
    """The consultations of the actor's organisation, the open ones first, then the newest."""
    query = _of(actor).order_by(ConsultationRow.closed_at.is_not(None), ConsultationRow.seq.desc())
    return _seen(session, query)


def of_document(session: Session, actor: Actor, document_id: str) -> list[Seen]:
    """Those of the actor's organisation about one document, the newest version first."""
    query = _of(actor).where(DocumentRow.id == document_id)
    return _seen(session, query.order_by(VersionRow.number.desc(), ConsultationRow.seq.desc()))


def waiting(session: Session, actor: Actor) -> list[Seen]:
    """The open ones of which something is asked of the actor's role: of those who keep it, to send
    what was referred or was not accepted; of the SIRO, to decide on what is live and to close.
    """
    asked = _ASKED_OF.get(actor.role)
    if asked is None:
        return []
    query = _of(actor).where(ConsultationRow.closed_at.is_(None), asked)
    return _seen(session, query.order_by(ConsultationRow.seq))


def one(session: Session, actor: Actor, consultation_id: str) -> Seen:
    """The consultation, if it is the actor's organisation's; else NotFound."""
    found = _seen(session, _of(actor).where(ConsultationRow.id == consultation_id))
    if not found:
        raise NotFound(f"consultation {consultation_id}")
    return found[0]


def sign_off_of(session: Session, seen: Seen) -> str | None:
    """The id of the newest sign-off of the consulting organisation on that version, if any."""
    query = select(SignOffRow.id).where(
        SignOffRow.version_id == seen.row.version_id,
        SignOffRow.organisation_id == seen.row.organisation_id,
    )
    return session.scalar(query.order_by(SignOffRow.opened_at.desc()).limit(1))


def steps(session: Session, consultation_id: str) -> list[Step]:
    """What was recorded, in order; reasons that were erased are empty."""
    made = events.about(session, [consultation_id])
    texts = events.private_texts(session, (c for each in made for c in each.commitments.values()))
    by = doers(session, made)
    return [
        Step(
            type=each.type,
            at=text(each.at),
            state="" if each.data.get("continue_decision") else _state(each),
            decision=str(each.data.get("continue_decision") or ""),
            on=_day(each),
            by=by.get(each.seq),
            reasons=str(texts.get(each.commitments.get("reasons", ""), "")),
        )
        for each in made
    ]


def _state(event: Event) -> str:
    return "closed" if event.type == "consultation_closed" else str(event.data.get("state") or "")


def _day(event: Event) -> date | None:
    on = event.data.get("on")
    return date.fromisoformat(on) if on else None


def _of(actor: Actor) -> Select[ConsultationRow, DocumentRow, int]:
    return (
        select(ConsultationRow, DocumentRow, VersionRow.number)
        .join(VersionRow, VersionRow.id == ConsultationRow.version_id)
        .join(DocumentRow, DocumentRow.id == VersionRow.document_id)
        .where(ConsultationRow.organisation_id == actor.organisation)
    )


def _seen(session: Session, query: Select[ConsultationRow, DocumentRow, int]) -> list[Seen]:
    return [Seen(row, document, number) for row, document, number in session.execute(query)]
