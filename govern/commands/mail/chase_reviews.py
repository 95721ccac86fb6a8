"""Chase the reviews of policy documents: run by the worker with the other chases."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from sqlalchemy import select

from govern.clock import london_end_of
from govern.commands.mail.tell import tell
from govern.store.rows.organisations import PolicyDocumentRow
from govern.store.writing import Writing
from workflows import roles
from workflows.conditions import WARNING_DAYS

Nearest = Callable[[datetime, datetime, tuple[int, ...]], int | None]


def chase_reviews(w: Writing, nearest: Nearest) -> int:
    """Reviews that fall due, and once each that are late: a late one closes nothing by itself."""
    newest: dict[tuple[str, str], PolicyDocumentRow] = {}
    rows = select(PolicyDocumentRow).order_by(PolicyDocumentRow.reviewed_on, PolicyDocumentRow.seq)
    for row in w.session.scalars(rows):
        newest[row.organisation_id, row.title] = row
    queued = 0
    for row in newest.values():
        due = london_end_of(date.fromisoformat(row.review_due_on))
        days = nearest(w.at, due, WARNING_DAYS)
        if days is None and due > w.at:
            continue
        queued += tell(
            w,
            row.organisation_id,
            (roles.DPO, roles.INFORMATION_MANAGER, roles.PARTNER_DPO, roles.AUTHOR),
            "policy_document_due" if days is not None else "policy_document_late",
            key=f"{row.id}:due:{'late' if days is None else days}",
            about={"title": row.title, "days": str(days)},
            path="/policy-documents",
        )
    return queued
