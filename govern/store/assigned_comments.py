"""Comments that were given to a person to see to, for the list of what waits for them."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from govern.store.audiences import audiences
from govern.store.my_work import MOST, Item
from govern.store.rows.documents import DocumentRow, VersionRow
from govern.store.rows.working import CommentRow
from workflows.engine import Actor


def items(session: Session, actor: Actor) -> list[Item]:
    """The person's open comments, given to them in this organisation, the oldest first.

    Each is of an audience that the organisation still belongs to, on a text that is in review or
    frozen: what nobody can reach any longer is not asked for.
    """
    query = (
        select(CommentRow, DocumentRow, VersionRow.number)
        .join(VersionRow, VersionRow.id == CommentRow.version_id)
        .join(DocumentRow, DocumentRow.id == CommentRow.document_id)
        .where(
            CommentRow.assigned_to == actor.person,
            CommentRow.assigned_in == actor.organisation,
            CommentRow.resolved_at.is_(None),
            CommentRow.recalled_at.is_(None),
            VersionRow.status.in_(["review", "frozen"]),
            DocumentRow.state == "live",
        )
        .order_by(CommentRow.assigned_at)
        .limit(MOST)
    )
    heard: dict[str, set[str]] = {}
    found = []
    for row, document, number in session.execute(query):
        if document.id not in heard:
            heard[document.id] = {each.key for each in audiences(session, actor, document)}
        if row.audience_key in heard[document.id]:
            found.append(_item(row, document, number))
    return found


def _item(row: CommentRow, document: DocumentRow, number: int) -> Item:
    return Item(
        "assigned",
        row.id,
        document.id,
        document.kind,
        document.reference,
        document.title,
        number,
        since=row.assigned_at or row.at,
        detail=row.section,
    )
