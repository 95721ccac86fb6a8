"""Policy documents whose review waits for somebody: late, or due within a month."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy.orm import Session

from govern.clock import london_end_of, text
from govern.store import policy_document_pages
from govern.store.my_work import Item
from workflows import roles
from workflows.engine import Actor

REVIEWERS = frozenset({roles.DPO, roles.INFORMATION_MANAGER, roles.PARTNER_DPO, roles.AUTHOR})
"""Who is asked to review a policy document; others may record that it was reviewed."""
REVIEW_SOON = timedelta(days=30)


def policy_documents(session: Session, actor: Actor, today: date) -> list[Item]:
    """The organisation's own policy documents whose review is late, or due within a month."""
    if actor.role not in REVIEWERS:
        return []
    soon = (today + REVIEW_SOON).isoformat()
    return [
        Item(
            kind="policy",
            id=each.row.id,
            document_id="",
            document_kind="",
            reference=each.row.title,
            title=f"Last reviewed on {each.row.reviewed_on}",
            number=0,
            since="",
            due=text(london_end_of(date.fromisoformat(each.row.review_due_on))),
        )
        for each in policy_document_pages.listed(session, actor)
        if each.current and each.row.review_due_on <= soon
    ]
