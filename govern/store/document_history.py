"""What happened to a document, as one organisation may know it (decision 21)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from govern.clock import text
from govern.ledger.leaf import Author, Event
from govern.store import consultation_pages, document_pages, events, people, suggestions
from govern.store.rows.documents import DocumentRow, VersionRow
from govern.store.rows.enforcement import ConsultationRow
from govern.store.rows.organisations import AppointmentRow, DelegationRow
from govern.store.rows.sign_offs import ActRow, ConditionRow, SignOffRow
from govern.store.rows.word import SuggestionRow
from workflows.engine import Actor

TEXT = frozenset(
    {
        "document_opened", "version_opened", "version_sent_for_review", "version_returned_to_draft",
        "version_frozen", "version_classed", "version_withdrawn", "document_terminated",
        "document_withdrawn", "party_added",
    }
)  # fmt: skip
"""What everyone who may see the document may know, with the drafters' names."""

STANDING = frozenset(
    {
        "sign_off_opened", "sign_off_moved", "sign_off_completed", "sign_off_ended",
        "sign_off_referred", "sign_off_escalated", "sign_off_carried",
    }
)  # fmt: skip
"""Stage, age and completion of each organisation, which every party may know."""

OWN = frozenset(
    {
        "act_confirmed", "endorsement_withdrawn", "decision_reaffirmed",
        "condition_set", "condition_submitted", "condition_accepted", "condition_sent_back",
        "condition_continued", "extension_granted",
    }
)  # fmt: skip
"""What only the organisation itself may know of its own way."""

WORDING = frozenset(
    {
        "suggestion_proposed", "suggestion_accepted", "suggestion_rejected",
        "suggestion_withdrawn",
    }
)  # fmt: skip
"""What became of suggested wording, for the audience that may read it (decision 22)."""

CONSULTING = frozenset(
    {
        "consultation_opened", "consultation_moved", "consultation_closed",
        "consultation_clock_stopped", "consultation_clock_restarted",
    }
)  # fmt: skip
"""The way of the organisation's own consultation of the ICO."""


@dataclass(frozen=True)
class Suggestion:
    """The suggestion that an entry is about: whose eyes it is for, and whether words are left."""

    id: str
    section: str
    audience: str
    erased: bool


@dataclass(frozen=True)
class By:
    """Who did it, as the viewer may know it: names only of the viewer's own and the drafters."""

    name: str
    role: str
    organisation: str
    for_whom: str = ""


@dataclass(frozen=True)
class Entry:
    """One thing that happened, with its place in the ledger as `key`; `about` is the organisation
    it concerns, `version` its number.
    """

    key: int
    type: str
    at: str
    data: Mapping[str, Any]
    by: By | None
    about: str = ""
    version: int = 0
    stage: tuple[str, int, str] | None = None
    act: str = ""
    record: str = ""
    suggestion: Suggestion | None = None


@dataclass
class _Things:
    """The rows that events of one document are about, by id."""

    document: DocumentRow
    versions: Mapping[str, VersionRow]
    sign_offs: Mapping[str, SignOffRow]
    acts: Mapping[str, ActRow]
    conditions: Mapping[str, ConditionRow]
    sealed: Mapping[tuple[str, str], Author]
    suggested: Mapping[str, tuple[SuggestionRow, str]]
    consultations: Mapping[str, ConsultationRow]
    names: Mapping[str, str] = field(default_factory=dict)
    appointments: Mapping[str, AppointmentRow] = field(default_factory=dict)

    def author(self, event: Event) -> Author | None:
        """Who did it; for what a sealed record moved, whoever signed that record."""
        return event.author or self.sealed.get((event.subject_id, text(event.at)))


def history(session: Session, actor: Actor, document: DocumentRow) -> list[Entry]:
    """What happened, the latest first."""
    things = _things(session, actor, document)
    subjects = [
        document.id, *things.versions, *things.sign_offs, *things.acts, *things.conditions,
        *things.suggested, *things.consultations,
    ]  # fmt: skip
    found = [event for event in events.about(session, subjects) if _known(event, things)]
    authors = [author for event in found if (author := things.author(event))]
    named = _named(session, things, authors)
    made = (_entry(session, event, actor, things, named) for event in found)
    return list(reversed(list(made)))


def _named(session: Session, things: _Things, authors: Iterable[Author]) -> Mapping[str, str]:
    """Names of the authors by person; their appointments and organisations go into `things`."""
    held = select(AppointmentRow).where(AppointmentRow.id.in_({a.appointment for a in authors}))
    things.appointments = {row.id: row for row in session.scalars(held)}
    bodies = {author.organisation for author in authors}
    bodies |= {row.organisation_id for row in things.sign_offs.values()}
    rows = document_pages.organisations(session, bodies)
    things.names = {each: row.name for each, row in rows.items()}
    return people.person_names(session, (author.person for author in authors))


def _things(session: Session, actor: Actor, document: DocumentRow) -> _Things:
    seen = {row.id: row for row in document_pages.versions(session, actor, document)}
    signing = select(SignOffRow).where(SignOffRow.document_id == document.id)
    sign_offs = {row.id: row for row in session.scalars(signing)}
    own = [each.id for each in sign_offs.values() if each.organisation_id == actor.organisation]
    acts = select(ActRow).where(ActRow.sign_off_id.in_(own), ActRow.lapsed_at.is_(None))
    set_here = select(ConditionRow).where(ConditionRow.sign_off_id.in_(own))
    sealed = select(ActRow).where(
        ActRow.sign_off_id.in_(list(sign_offs)), ActRow.sealed_at.is_not(None)
    )
    return _Things(
        document=document,
        versions=seen,
        sign_offs=sign_offs,
        acts={row.id: row for row in session.scalars(acts)},
        conditions={row.id: row for row in session.scalars(set_here)},
        sealed={
            (row.sign_off_id or "", row.sealed_at or ""): Author(
                row.person_id, row.appointment_id, row.organisation_id
            )
            for row in session.scalars(sealed)
        },
        suggested={
            row.id: (row, audience)
            for row, audience in suggestions.of_document(session, actor, document)
            if row.version_id in seen
        },
        consultations={
            each.row.id: each.row
            for each in consultation_pages.of_document(session, actor, document.id)
        },
    )


def _known(event: Event, things: _Things) -> bool:
    if event.type in TEXT:
        return event.subject_kind == "document" or event.subject_id in things.versions
    if event.type in STANDING:
        return event.subject_id in things.sign_offs
    return event.type in OWN | WORDING | CONSULTING


def _entry(
    session: Session, event: Event, actor: Actor, things: _Things, named: Mapping[str, str]
) -> Entry:
    act = things.acts.get(event.subject_id)
    author = things.author(event)
    sign_off = _sign_off(event, things)
    wording, audience = things.suggested.get(event.subject_id, (None, ""))
    about = sign_off or wording or things.consultations.get(event.subject_id)
    version = things.versions.get(about.version_id if about else event.subject_id)
    stage = event.data.get("stage")
    return Entry(
        key=event.seq,
        type=event.type,
        at=text(event.at),
        data=event.data,
        by=_by(session, author, actor, things, named) if author else None,
        about=things.names.get(sign_off.organisation_id, "") if sign_off else "",
        version=version.number if version else 0,
        stage=(sign_off.chain, sign_off.chain_version, stage) if sign_off and stage else None,
        act=str(event.data.get("act") or (act.act if act else "")),
        record=act.record_sha256 or "" if act and event.type == "act_confirmed" else "",
        suggestion=_suggestion(wording, audience) if wording else None,
    )


def _suggestion(row: SuggestionRow, audience: str) -> Suggestion:
    return Suggestion(row.id, row.section, audience, erased=row.state == "withdrawn")


def _sign_off(event: Event, things: _Things) -> SignOffRow | None:
    act = things.acts.get(event.subject_id)
    condition = things.conditions.get(event.subject_id)
    sign_off_id = (act and act.sign_off_id) or (condition and condition.sign_off_id)
    return things.sign_offs.get(sign_off_id or event.subject_id)


def _by(
    session: Session, author: Author, actor: Actor, things: _Things, named: Mapping[str, str]
) -> By:
    held = things.appointments.get(author.appointment)
    open_names = {actor.organisation, things.document.drafter_id}
    name = named.get(author.person, "") if author.organisation in open_names else ""
    return By(
        name=name,
        role=held.role if held else "",
        organisation=things.names.get(author.organisation, ""),
        for_whom=_giver(session, held) if held and name else "",
    )


def _giver(session: Session, held: AppointmentRow) -> str:
    if held.delegation_id is None:
        return ""
    delegation = session.get_one(DelegationRow, held.delegation_id)
    giver = session.get_one(AppointmentRow, delegation.from_appointment_id)
    return people.person_name(session, giver.person_id)
