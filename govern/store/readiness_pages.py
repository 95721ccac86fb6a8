"""Readiness checks as their pages show them; evidence is shown to whose it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from documents.checklists import Checklist, checklist
from govern.clock import text
from govern.errors import NotFound
from govern.ledger.leaf import Event
from govern.store import events
from govern.store.authors import Doer, doers
from govern.store.people import person_names
from govern.store.readiness import check_of, item_of, oversees, within
from govern.store.rows.documents import FlowRow
from govern.store.rows.enforcement import ConnectionRow
from govern.store.rows.organisations import OrganisationRow
from govern.store.rows.readiness import EvidenceFileRow, ReadinessItemRow, ReadinessRow
from workflows import roles
from workflows.engine import Actor

MOST = 500


@dataclass(frozen=True)
class Seen:
    """A check with its checklist, what it is about in words, and the force whose it is."""

    row: ReadinessRow
    checklist: Checklist
    subject: str
    force: str


@dataclass(frozen=True)
class Happened:
    """One thing recorded. `words` are left out where they are not the reader's to see, or were
    erased; so is the file.
    """

    type: str
    at: str
    by: Doer | None
    words: str
    file_id: str
    file_name: str


@dataclass(frozen=True)
class Subject:
    """Something of the force that a check can be opened on."""

    id: str
    title: str


def listed(session: Session, actor: Actor) -> list[Seen]:
    """The checks that the actor may know of, the newest first; at most `MOST`."""
    query = select(ReadinessRow).order_by(ReadinessRow.opened_at.desc(), ReadinessRow.id)
    if not oversees(session, actor):
        query = query.where(_of(within(session, actor)))
    return [_seen(session, row) for row in session.scalars(query.limit(MOST)).all()]


def one(session: Session, actor: Actor, check_id: str) -> Seen:
    """One check; NotFound where it is not the actor's to see."""
    return _seen(session, check_of(session, actor, check_id))


def of_flow(session: Session, flow: FlowRow, template: str) -> list[ReadinessRow]:
    """Every check of that kind that bears on a flow, the newest first."""
    subjects = or_(
        _about("flow", flow.id), _about("force", flow.force_id), _about("partner", flow.partner_id)
    )
    query = select(ReadinessRow).where(ReadinessRow.template == template, subjects)
    return list(session.scalars(query.order_by(ReadinessRow.opened_at.desc())))


def subjects(session: Session, force_id: str, kind: str) -> list[Subject]:
    """What of that kind the force can open a check on: itself, its flows, partners it leads."""
    if kind == "force":
        return [Subject(force_id, session.get_one(OrganisationRow, force_id).name)]
    if kind == "flow":
        query = select(FlowRow).where(FlowRow.force_id == force_id).order_by(FlowRow.listed_at)
        rows = session.scalars(query.limit(MOST)).all()
        return [Subject(row.id, _flow(session, row)) for row in rows]
    led = select(ConnectionRow.organisation_id).where(ConnectionRow.lead_force_id == force_id)
    partners = select(OrganisationRow).where(OrganisationRow.id.in_(led))
    found = session.scalars(partners.order_by(OrganisationRow.name))
    return [Subject(row.id, row.name) for row in found]


def history(session: Session, actor: Actor, seen: Seen) -> list[Happened]:
    """What happened to the check itself, the latest first."""
    return _happened(session, actor, seen.row, events.about(session, [seen.row.id]))


def item_history(
    session: Session, actor: Actor, row: ReadinessRow, item: ReadinessItemRow
) -> list[Happened]:
    """What happened to an item, and to those whose evidence it carries, the latest first."""
    ids = [item.id, *([item.carried_from] if item.carried_from else [])]
    return _happened(session, actor, row, events.about(session, ids))


def submitters(session: Session, items: list[ReadinessItemRow]) -> dict[str, str]:
    """Person id -> name of those who handed in and judged these items."""
    people = [each for item in items for each in (item.submitted_by, item.decided_by) if each]
    return person_names(session, people)


def file(session: Session, actor: Actor, file_id: str) -> EvidenceFileRow:
    """A file of evidence, for the force whose check it is and whoever's organisation handed it
    in; else NotFound.
    """
    kept = session.get(EvidenceFileRow, file_id)
    if kept is None:
        raise NotFound(f"file {file_id}")
    row, item = item_of(session, actor, kept.readiness_item_id)
    made = events.about(session, [item.id])
    shown = _happened(session, actor, row, made)
    if not any(each.file_id == file_id for each in shown):
        raise NotFound(f"file {file_id}")
    return kept


def reads_evidence(actor: Actor, row: ReadinessRow) -> bool:
    """Whether the actor reads every word of the check: its own force's officers."""
    return actor.organisation == row.organisation_id and actor.role not in roles.MACHINE_ROLES


def _happened(
    session: Session, actor: Actor, row: ReadinessRow, made: list[Event]
) -> list[Happened]:
    texts = events.private_texts(session, (c for each in made for c in each.commitments.values()))
    by, whole = doers(session, made), reads_evidence(actor, row)
    return [_one(each, actor, texts, by, whole=whole) for each in reversed(made)]


def _one(
    event: Event, actor: Actor, texts: dict[str, Any], by: dict[int, Doer], *, whole: bool
) -> Happened:
    own = event.author is not None and event.author.organisation == actor.organisation
    said = {
        name: str(texts.get(commitment) or "")
        for name, commitment in event.commitments.items()
        if whole or own
    }
    return Happened(
        type=event.type,
        at=text(event.at),
        by=by.get(event.seq) if whole or own else None,
        words=said.get("words", ""),
        file_id=said.get("file_id", ""),
        file_name=said.get("file_name", ""),
    )


def _of(organisations: frozenset[str]) -> ColumnElement[bool]:
    """The checks of these organisations (ids): as the force, or as the partner it is about."""
    flows = select(FlowRow.id).where(FlowRow.partner_id.in_(organisations))
    partner = ReadinessRow.subject_id.in_(organisations)
    return or_(
        ReadinessRow.organisation_id.in_(organisations),
        and_(ReadinessRow.subject_kind == "partner", partner),
        and_(ReadinessRow.subject_kind == "flow", ReadinessRow.subject_id.in_(flows)),
    )


def _about(kind: str, id: str) -> ColumnElement[bool]:
    return and_(ReadinessRow.subject_kind == kind, ReadinessRow.subject_id == id)


def _seen(session: Session, row: ReadinessRow) -> Seen:
    force = session.get_one(OrganisationRow, row.organisation_id).name
    asked = checklist(row.template, row.template_version)
    return Seen(row, asked, _subject(session, row), force)


def _subject(session: Session, row: ReadinessRow) -> str:
    if row.subject_kind == "flow":
        return _flow(session, session.get_one(FlowRow, row.subject_id))
    return session.get_one(OrganisationRow, row.subject_id).name


def _flow(session: Session, row: FlowRow) -> str:
    partner = session.get_one(OrganisationRow, row.partner_id).name
    way = "to" if row.direction == "send" else "from"
    return f"{row.category} for {row.purpose}, {way} {partner}"
