"""Who is told of newer registers, and what came of each attempt to tell them."""

from __future__ import annotations

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from govern.store.tables import ID, INSTANT, Projected, Row


class WebhookRow(Projected):
    """A subscription to hints: where they go, and of which forces ("all" or slugs). It is silent
    while `paused_at` stands, because of `failures` or of a `person`, and for ever once ended.
    """

    __tablename__ = "webhook"

    name: Mapped[str] = mapped_column(String(100))
    url: Mapped[str]
    forces: Mapped[list[str]]
    opened_at: Mapped[str] = mapped_column(INSTANT)
    paused_at: Mapped[str | None] = mapped_column(INSTANT)
    resumed_at: Mapped[str | None] = mapped_column(INSTANT)
    paused_because: Mapped[str | None] = mapped_column(String(16))
    ended_at: Mapped[str | None] = mapped_column(INSTANT)


class WebhookAttemptRow(Row):
    """One attempt to tell one subscription of one register; `fault` is None when it was taken."""

    __tablename__ = "webhook_attempt"
    __table_args__ = (Index(None, "webhook_id", "at"),)

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    webhook_id: Mapped[str] = mapped_column(ID)
    news: Mapped[str] = mapped_column(String(64))
    at: Mapped[str] = mapped_column(INSTANT)
    fault: Mapped[str | None]
