"""What waits for a person under one appointment: to sign, read, write, hand in or accept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, func, literal_column, or_, select
from sqlalchemy.orm import Session, aliased

from govern.store import consultation_pages, suggestions, turns
from govern.store.rows.documents import DocumentRow, PartyRow, VersionRow
from govern.store.rows.enforcement import ConnectionRow
from govern.store.rows.sign_offs import ConditionRow, SignOffRow
from govern.store.rows.working import CommentRow
from govern.store.signing import written
from govern.store.wall import HELD, OPEN
from workflows import roles
from workflows.conditions import ACCEPTORS, SUBMITTERS
from workflows.engine import Actor

MOST = 200
IN_WORK = VersionRow.status.in_([literal_column("'draft'"), literal_column("'review'")])
"""A text that is being written or reviewed: word for word the condition of its partial index."""
READERS = frozenset(
    {
        roles.REVIEWER,
        roles.DPO,
        roles.SIRO,
        roles.ASSET_OWNER,
        roles.SECURITY_OFFICER,
        roles.INFORMATION_MANAGER,
        roles.AUTHOR,
        roles.SIGNATORY,
        roles.CALDICOTT_GUARDIAN,
        roles.PARTNER_DPO,
    }
)
SENDERS = (roles.DPO, roles.INFORMATION_MANAGER)
HAND_IN = frozenset(role for role, of in SUBMITTERS if of == "own")


@dataclass(frozen=True)
class Item:
    """One thing that waits. `kind` says what is asked; `id` is that of what is acted on; `held_by`
    says what others do first.
    """

    kind: str
    id: str
    document_id: str
    document_kind: str
    reference: str
    title: str
    number: int
    since: str
    due: str | None = None
    detail: str = ""
    count: int = 0
    held_by: str = ""


def items(session: Session, actor: Actor) -> list[Item]:
    """Everything that waits under this appointment, at most `MOST` of each kind."""
    return list(_items(session, actor))


def _items(session: Session, actor: Actor) -> Iterator[Item]:
    yield from to_sign(session, actor)
    if actor.role in READERS:
        yield from _to_read(session, actor)
        yield from _answered(session, actor)
    if actor.role in HAND_IN:
        yield from _conditions(session, actor, "hand_in", "open")
    if actor.role in ACCEPTORS:
        yield from _conditions(session, actor, "accept", "submitted")
    if actor.role in (roles.LAWYER, roles.AUTHOR):
        yield from _to_write(session, actor)
        yield from _suggested(session, actor)
        yield from _returned(session, actor)
    if actor.delegation is None:
        yield from _consultations(session, actor)


def to_sign(session: Session, actor: Actor) -> list[Item]:
    """The sign-offs whose turn is this role's: of its organisation, or of returns that it leads."""
    stages = turns.stages_of(actor.role)
    led = {each for each in stages if each[0] == "connection" and each[2] in turns.LEAD_STAGES}
    own = [each for each in stages if each not in led]
    found: list[Any] = []
    turn = or_(turns.standing_at(own), *turns.standing_at_added(actor.role))
    if own or turns.added_stages_of(actor.role):
        mine = SignOffRow.organisation_id == actor.organisation
        found += _rows(session, _signing(turn).where(mine))
    if led:
        query = _signing(turns.standing_at(list(led))).join(
            ConnectionRow, ConnectionRow.version_id == SignOffRow.version_id
        )
        found += _rows(session, query.where(ConnectionRow.lead_force_id == actor.organisation))
    return [
        _item("sign", id, text, since=since, due=due, detail=stage)
        for id, stage, since, due, *text in found
    ]


def _signing(turn: ColumnElement[bool]) -> Any:
    return (
        select(
            SignOffRow.id,
            SignOffRow.stage,
            SignOffRow.stage_since,
            SignOffRow.due_at,
            *_TEXT,
        )
        .join(DocumentRow, DocumentRow.id == SignOffRow.document_id)
        .join(VersionRow, VersionRow.id == SignOffRow.version_id)
        .where(OPEN, turn, DocumentRow.state == "live", VersionRow.status == "frozen")
        .order_by(SignOffRow.due_at)
        .limit(MOST)
    )


_TEXT = (
    DocumentRow.id,
    DocumentRow.kind,
    DocumentRow.reference,
    DocumentRow.title,
    VersionRow.number,
)


def _to_read(session: Session, actor: Actor) -> Iterator[Item]:
    """Texts in review that bind the actor's organisation, which others write."""
    query = (
        select(VersionRow.id, VersionRow.sent_at, *_TEXT)
        .join(DocumentRow, DocumentRow.id == VersionRow.document_id)
        .where(
            IN_WORK,
            VersionRow.status == "review",
            select(PartyRow.id)
            .where(
                PartyRow.version_id == VersionRow.id,
                PartyRow.organisation_id == actor.organisation,
            )
            .exists(),
            DocumentRow.state == "live",
            DocumentRow.drafter_id != actor.organisation,
        )
        .order_by(VersionRow.sent_at)
        .limit(MOST)
    )
    for version_id, sent_at, *text in _rows(session, query):
        yield _item("read", version_id, text, since=sent_at or "")


def _answered(session: Session, actor: Actor) -> Iterator[Item]:
    """The person's own open comments, on texts in review, that somebody else answered."""
    reply = aliased(CommentRow)
    query = (
        select(
            VersionRow.id,
            func.max(reply.at),
            func.count(func.distinct(CommentRow.id)),
            *_TEXT,
        )
        .join(reply, reply.reply_to == CommentRow.id)
        .join(VersionRow, VersionRow.id == CommentRow.version_id)
        .join(DocumentRow, DocumentRow.id == VersionRow.document_id)
        .where(
            CommentRow.person_id == actor.person,
            CommentRow.organisation_id == actor.organisation,
            CommentRow.resolved_at.is_(None),
            CommentRow.recalled_at.is_(None),
            reply.person_id != actor.person,
            reply.recalled_at.is_(None),
            VersionRow.status == "review",
        )
        .group_by(VersionRow.id, *_TEXT)
        .limit(MOST)
    )
    for version_id, at, count, *text in _rows(session, query):
        yield _item("answered", version_id, text, since=at, count=count)


def _conditions(session: Session, actor: Actor, kind: str, state: str) -> Iterator[Item]:
    query = (
        select(ConditionRow, *_TEXT)
        .join(DocumentRow, DocumentRow.id == ConditionRow.document_id)
        .join(SignOffRow, SignOffRow.id == ConditionRow.sign_off_id)
        .join(VersionRow, VersionRow.id == SignOffRow.version_id)
        .where(
            ConditionRow.organisation_id == actor.organisation,
            ConditionRow.state == state,
            SignOffRow.outcome.in_(("complete", "carried")) | OPEN,
        )
        .order_by(ConditionRow.due_at)
        .limit(MOST)
    )
    found = [row for row in _rows(session, query) if row[0].submitted_by != actor.person]
    texts = written(session, (row[0] for row in found))
    for each, (row, *text) in zip(texts, found, strict=True):
        since = (row.submitted_at if state == "submitted" else None) or row.set_at
        yield _item(kind, row.id, text, since=since, due=row.due_at, detail=each.text or "")


def _to_write(session: Session, actor: Actor) -> Iterator[Item]:
    """Own texts in draft or review, with the requests for changes that nobody settled yet."""
    asked = (
        select(CommentRow.document_id, func.count().label("open"))
        .where(
            CommentRow.asks_for_changes,
            CommentRow.resolved_at.is_(None),
            CommentRow.recalled_at.is_(None),
        )
        .group_by(CommentRow.document_id)
        .subquery()
    )
    query = (
        select(
            VersionRow.id,
            VersionRow.status,
            func.coalesce(VersionRow.sent_at, VersionRow.opened_at),
            asked.c.open,
            *_TEXT,
        )
        .join(DocumentRow, DocumentRow.id == VersionRow.document_id)
        .join(asked, asked.c.document_id == DocumentRow.id, isouter=True)
        .where(
            IN_WORK,
            DocumentRow.drafter_id == actor.organisation,
            DocumentRow.state == "live",
        )
        .order_by(VersionRow.opened_at)
        .limit(MOST)
    )
    for version_id, status, since, count, *text in _rows(session, query):
        kind = "write" if status == "draft" else "settle"
        yield _item(kind, version_id, text, since=since, count=count or 0)


def _suggested(session: Session, actor: Actor) -> Iterator[Item]:
    for version_id, at, count, *text in suggestions.open_in_own(session, actor, _TEXT, MOST):
        yield _item("suggested", version_id, text, since=at, count=count)


def _returned(session: Session, actor: Actor) -> Iterator[Item]:
    """Own newest frozen texts that some party sent back, refused, declined or left."""
    later = aliased(VersionRow)
    again = aliased(SignOffRow)
    query = (
        select(VersionRow.id, func.max(SignOffRow.ended_at), func.count(), *_TEXT)
        .join(VersionRow, VersionRow.id == SignOffRow.version_id)
        .join(DocumentRow, DocumentRow.id == SignOffRow.document_id)
        .where(
            HELD,
            DocumentRow.drafter_id == actor.organisation,
            DocumentRow.state == "live",
            VersionRow.status == "frozen",
            ~select(later.id)
            .where(later.document_id == DocumentRow.id, later.number > VersionRow.number)
            .exists(),
            ~select(again.id)
            .where(
                and_(
                    again.version_id == SignOffRow.version_id,
                    again.organisation_id == SignOffRow.organisation_id,
                    again.opened_at > SignOffRow.opened_at,
                )
            )
            .exists(),
        )
        .group_by(VersionRow.id, *_TEXT)
        .limit(MOST)
    )
    for version_id, at, count, *text in _rows(session, query):
        yield _item("returned", version_id, text, since=at, count=count)


def _consultations(session: Session, actor: Actor) -> Iterator[Item]:
    """Consultations of the ICO of which something is asked of this role; no date makes it late."""
    for each in consultation_pages.waiting(session, actor):
        document = each.document
        text = (document.id, document.kind, document.reference, document.title, each.number)
        live = actor.role not in SENDERS and each.row.continue_decision is None
        state = "stopped" if each.row.clock_stopped_on and actor.role in SENDERS else each.row.state
        yield _item("consult", each.row.id, text, since="", detail="" if live else state)


def _item(kind: str, id: str, text: Sequence[Any], **more: Any) -> Item:
    document_id, document_kind, reference, title, number = text
    return Item(kind, id, document_id, document_kind, reference, title, number, **more)


def _rows(session: Session, query: Any) -> list[Any]:
    """The rows of a query, whose columns differ from kind to kind."""
    return list(session.execute(query))
