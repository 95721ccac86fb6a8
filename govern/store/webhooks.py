"""Subscriptions to hints as the outbox and the pages read them, and what came of each attempt."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from govern.errors import NotFound
from govern.store.identifiers import new_id
from govern.store.rows.webhooks import WebhookAttemptRow, WebhookRow

ALL = "all"
KEPT = 200
"""Attempts kept of each subscription; older ones go."""


@dataclass(frozen=True)
class Failing:
    """The attempts that failed one after the other up to now: how many, and since when (text)."""

    number: int
    since: str | None


def listed(session: Session) -> list[WebhookRow]:
    """Every subscription, those in force first, by name."""
    order = select(WebhookRow).order_by(WebhookRow.ended_at.is_not(None), WebhookRow.name)
    return list(session.scalars(order.order_by(WebhookRow.id)))


def in_force(session: Session) -> list[WebhookRow]:
    """Those that are to be told: neither ended nor paused."""
    query = select(WebhookRow).where(WebhookRow.ended_at.is_(None), WebhookRow.paused_at.is_(None))
    return list(session.scalars(query.order_by(WebhookRow.id)))


def one(session: Session, webhook_id: str) -> WebhookRow:
    """One subscription; NotFound for any other id."""
    row = session.get(WebhookRow, webhook_id)
    if row is None:
        raise NotFound(f"webhook {webhook_id}")
    return row


def told_of(row: WebhookRow, forces: Collection[str]) -> list[str]:
    """Which of these forces (slugs) the subscription hears about."""
    return sorted(each for each in forces if row.forces == [ALL] or each in row.forces)


def attempts(session: Session, webhook_id: str, *, most: int) -> list[WebhookAttemptRow]:
    """The latest attempts to tell it, the newest first."""
    query = select(WebhookAttemptRow).where(WebhookAttemptRow.webhook_id == webhook_id)
    newest = query.order_by(WebhookAttemptRow.at.desc(), WebhookAttemptRow.id)
    return list(session.scalars(newest.limit(most)))


def keep_attempt(session: Session, webhook_id: str, news: str, at: str, fault: str | None) -> None:
    """Write down one attempt, and let the oldest beyond `KEPT` go."""
    row = {"id": new_id(), "webhook_id": webhook_id, "news": news, "at": at, "fault": fault}
    session.execute(insert(WebhookAttemptRow).values(**row))
    of_it = WebhookAttemptRow.webhook_id == webhook_id
    newest = select(WebhookAttemptRow.at).where(of_it).order_by(WebhookAttemptRow.at.desc())
    oldest_kept = session.scalar(newest.offset(KEPT - 1).limit(1))
    if oldest_kept is not None:
        session.execute(delete(WebhookAttemptRow).where(of_it, WebhookAttemptRow.at < oldest_kept))


def failing(session: Session, row: WebhookRow) -> Failing:
    """The failures of a subscription since it last took a hint or was resumed."""
    of_it = WebhookAttemptRow.webhook_id == row.id
    taken = select(func.max(WebhookAttemptRow.at)).where(of_it, WebhookAttemptRow.fault.is_(None))
    after = max(session.scalar(taken) or "", row.resumed_at or "")
    query = select(func.count(), func.min(WebhookAttemptRow.at)).where(
        of_it, WebhookAttemptRow.fault.is_not(None), WebhookAttemptRow.at > after
    )
    number, first = session.execute(query).one()
    return Failing(int(number), first)
