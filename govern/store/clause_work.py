"""Wording for the clause bank that waits for another lawyer than the one who proposed it."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from govern.store.my_work import MOST, Item
from govern.store.rows.clauses import ClauseVersionRow
from workflows import roles
from workflows.engine import Actor


def items(session: Session, actor: Actor) -> list[Item]:
    """What others proposed for the bank of the lawyer's organisation, the oldest first."""
    if actor.role != roles.LAWYER:
        return []
    query = (
        select(ClauseVersionRow)
        .where(
            ClauseVersionRow.organisation_id == actor.organisation,
            ClauseVersionRow.state == "proposed",
            ClauseVersionRow.proposed_by != actor.person,
        )
        .order_by(ClauseVersionRow.proposed_at)
        .limit(MOST)
    )
    return [_item(row) for row in session.scalars(query)]


def _item(row: ClauseVersionRow) -> Item:
    since = row.proposed_at or ""
    return Item("clause", row.clause_id, "", "clause", "Clause bank", row.title, row.number, since)
