"""Observe mode of a force (decision 28): who asked, who started it, until when."""

from __future__ import annotations

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from govern.store.tables import ID, INSTANT, Projected


class ObservationRow(Projected):
    """A time in which a force's gates answer and enforce nothing; two people start it."""

    __tablename__ = "observation"
    __table_args__ = (Index(None, "force_id"),)

    force_id: Mapped[str] = mapped_column(ID)
    until: Mapped[str] = mapped_column(INSTANT)
    asked_by: Mapped[str] = mapped_column(ID)
    asked_by_person: Mapped[str] = mapped_column(ID)
    asked_at: Mapped[str] = mapped_column(INSTANT)
    started_by: Mapped[str | None] = mapped_column(ID)
    started_by_person: Mapped[str | None] = mapped_column(ID)
    started_at: Mapped[str | None] = mapped_column(INSTANT)
    ended_at: Mapped[str | None] = mapped_column(INSTANT)
