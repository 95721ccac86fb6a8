"""What one person asked for and takes a second: by whom, until when, and what became of it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from govern.store.tables import ID, INSTANT, Projected


class SecondPersonRow(Projected):
    """A sensitive act that was asked for. `given` is what it is done with: ids, codes and dates,
    and nothing secret. `organisation_id` is whose people may confirm it beside the office.
    """

    __tablename__ = "second_person"
    __table_args__ = (Index(None, "asked_at"),)

    act: Mapped[str] = mapped_column(String(32))
    given: Mapped[dict[str, Any]]
    organisation_id: Mapped[str | None] = mapped_column(ID)
    person_id: Mapped[str | None] = mapped_column(ID)
    asked_by: Mapped[str] = mapped_column(ID)
    asked_by_person: Mapped[str] = mapped_column(ID)
    asked_at: Mapped[str] = mapped_column(INSTANT)
    expires_at: Mapped[str] = mapped_column(INSTANT)
    confirmed_by_person: Mapped[str | None] = mapped_column(ID)
    confirmed_at: Mapped[str | None] = mapped_column(INSTANT)
    refused_by_person: Mapped[str | None] = mapped_column(ID)
    refused_at: Mapped[str | None] = mapped_column(INSTANT)
