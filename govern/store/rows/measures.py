"""What organisations say of the measures they promised: reported, accepted, or open again."""

from __future__ import annotations

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from govern.store.tables import ID, INSTANT, Projected


class MeasureRow(Projected):
    """One organisation's word on one row of a document's action plan; no row: open.

    `state` is a stage of the table `measure`. `row_id` is the measure's name in the plan, which it
    keeps from version to version.
    """

    __tablename__ = "measure"
    __table_args__ = (Index(None, "organisation_id", "document_id"),)

    document_id: Mapped[str] = mapped_column(ID)
    version_id: Mapped[str] = mapped_column(ID)
    organisation_id: Mapped[str] = mapped_column(ID)
    row_id: Mapped[str] = mapped_column(String(64))
    state: Mapped[str] = mapped_column(String(16))
    reported_by: Mapped[str | None] = mapped_column(ID)
    reported_at: Mapped[str | None] = mapped_column(INSTANT)
    accepted_by: Mapped[str | None] = mapped_column(ID)
    accepted_at: Mapped[str | None] = mapped_column(INSTANT)
