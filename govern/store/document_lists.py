"""The list of documents: which ones an actor may see, where each stands, and who it waits for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session, aliased

from govern.store.reach import visible, writes
from govern.store.rows.documents import DocumentRow, VersionRow
from govern.store.rows.organisations import OrganisationRow
from govern.store.rows.sign_offs import SignOffRow
from workflows.engine import Actor

OPEN = (SignOffRow.outcome.is_(None)) | (SignOffRow.outcome == "referred")
ENDED_BADLY = ("refused", "returned", "declined", "withdrawn")


@dataclass(frozen=True)
class Wanted:
    """What the list is narrowed to, where not empty. `waits_for` is an organisation id."""

    words: str = ""
    kind: str = ""
    state: str = ""
    waits_for: str = ""


@dataclass(frozen=True)
class Listed:
    """One document with its newest visible version; `state` is a code of `govern.web.words`."""

    id: str
    kind: str
    reference: str
    title: str
    number: int
    state: str
    since: str
    signed: int = 0
    parties: int = 0
    waiting: Sequence[str] = field(default_factory=tuple)


def listed(
    session: Session, actor: Actor, wanted: Wanted, *, skip: int, take: int
) -> tuple[list[Listed], int]:
    """(one page of the documents, how many there are in all), those that changed last first."""
    newest = _newest(session, actor)
    query = (
        select(DocumentRow, VersionRow)
        .join(newest, newest.c.document_id == DocumentRow.id)
        .join(
            VersionRow,
            and_(
                VersionRow.document_id == DocumentRow.id,
                VersionRow.number == newest.c.number,
            ),
        )
        .where(visible(session, actor), *_narrowed(wanted))
    )
    total = session.scalar(select(func.count()).select_from(query.subquery())) or 0
    order = query.order_by(VersionRow.seq.desc(), DocumentRow.reference)
    found = session.execute(order.offset(skip).limit(take)).all()
    standing = _standing(session, [version.id for _, version in found])
    return [_listed(session, row, version, standing) for row, version in found], total


def waited_for(session: Session, actor: Actor) -> list[tuple[str, str]]:
    """(id, name) of every organisation whose open sign-off the actor may see."""
    query = (
        select(OrganisationRow.id, OrganisationRow.name)
        .join(SignOffRow, SignOffRow.organisation_id == OrganisationRow.id)
        .join(DocumentRow, DocumentRow.id == SignOffRow.document_id)
        .where(OPEN, visible(session, actor))
        .distinct()
        .order_by(OrganisationRow.name)
    )
    return [(each, name) for each, name in session.execute(query)]


def _newest(session: Session, actor: Actor) -> Any:
    """The newest version of each document that the actor may see: a draft only of their own."""
    mine = select(DocumentRow.id).where(DocumentRow.drafter_id == actor.organisation)
    query = select(VersionRow.document_id, func.max(VersionRow.number).label("number"))
    if writes(actor):
        query = query.where((VersionRow.status != "draft") | VersionRow.document_id.in_(mine))
    else:
        query = query.where(VersionRow.status != "draft")
    return query.group_by(VersionRow.document_id).subquery()


def _narrowed(wanted: Wanted) -> Iterable[ColumnElement[bool]]:
    if wanted.words:
        for word in wanted.words.split()[:8]:
            like = f"%{word.replace('%', '').replace('_', '')}%"
            yield DocumentRow.title.ilike(like) | DocumentRow.reference.ilike(like)
    if wanted.kind:
        yield DocumentRow.kind == wanted.kind
    if wanted.state in STATE_CONDITIONS:
        yield STATE_CONDITIONS[wanted.state]
    if wanted.waits_for:
        yield _waits_for(wanted.waits_for)


def _waits_for(organisation_id: str) -> ColumnElement[bool]:
    waiting = select(SignOffRow.version_id).where(
        OPEN, SignOffRow.organisation_id == organisation_id
    )
    writing = VersionRow.status.in_(("draft", "review"))
    return VersionRow.id.in_(waiting) | (writing & (DocumentRow.drafter_id == organisation_id))


def _with(condition: ColumnElement[bool]) -> Any:
    other = aliased(SignOffRow)
    later = select(other.id).where(
        other.version_id == SignOffRow.version_id,
        other.organisation_id == SignOffRow.organisation_id,
        other.seq > SignOffRow.seq,
        other.opened_at > SignOffRow.opened_at,
    )
    return select(SignOffRow.version_id).where(condition, ~later.exists())


_LIVE = DocumentRow.state == "live"
_FROZEN = VersionRow.status == "frozen"
_HELD = SignOffRow.outcome.in_(ENDED_BADLY)
STATE_CONDITIONS: Mapping[str, ColumnElement[bool]] = {
    "draft": _LIVE & (VersionRow.status == "draft"),
    "review": _LIVE & (VersionRow.status == "review"),
    "awaiting_signature": _LIVE & _FROZEN & VersionRow.id.in_(_with(OPEN)),
    "returned": _LIVE & _FROZEN & VersionRow.id.in_(_with(_HELD)),
    "complete": _LIVE & _FROZEN & ~VersionRow.id.in_(_with(OPEN | _HELD)),
    "withdrawn": (DocumentRow.state == "withdrawn") | (VersionRow.status == "withdrawn"),
    "terminated": DocumentRow.state == "terminated",
}
"""State of a document with its version -> the condition on the two rows."""

STATES = tuple(STATE_CONDITIONS)
"""The states that the list can be narrowed to, in the order of a document's life."""


def _standing(
    session: Session, version_ids: Sequence[str]
) -> Mapping[str, list[tuple[str, str, str | None]]]:
    """version id -> (organisation id, name, outcome) of each organisation's newest sign-off."""
    query = (
        select(
            SignOffRow.version_id,
            OrganisationRow.id,
            OrganisationRow.name,
            SignOffRow.outcome,
        )
        .join(OrganisationRow, OrganisationRow.id == SignOffRow.organisation_id)
        .where(SignOffRow.version_id.in_(version_ids))
        .order_by(SignOffRow.opened_at, SignOffRow.seq)
    )
    newest: dict[str, dict[str, tuple[str, str, str | None]]] = defaultdict(dict)
    for version_id, organisation_id, name, outcome in session.execute(query):
        newest[version_id][organisation_id] = (organisation_id, name, outcome)
    return {version_id: list(rows.values()) for version_id, rows in newest.items()}


def _listed(
    session: Session,
    row: DocumentRow,
    version: VersionRow,
    standing: Mapping[str, list[tuple[str, str, str | None]]],
) -> Listed:
    signing = standing.get(version.id, [])
    waiting = [name for _, name, outcome in signing if outcome in (None, "referred")]
    held = any(outcome in ENDED_BADLY for _, _, outcome in signing)
    state = row.state if row.state != "live" else version.status
    if state == "frozen":
        state = "awaiting_signature" if waiting else ("returned" if held else "complete")
    if state in ("draft", "review"):
        drafter = session.get(OrganisationRow, row.drafter_id)
        waiting = [drafter.name] if drafter else []
    return Listed(
        id=row.id,
        kind=row.kind,
        reference=row.reference,
        title=row.title,
        number=version.number,
        state=state,
        since=version.frozen_at or version.sent_at or version.opened_at,
        signed=sum(outcome in ("complete", "carried") for _, _, outcome in signing),
        parties=len(signing),
        waiting=waiting,
    )
