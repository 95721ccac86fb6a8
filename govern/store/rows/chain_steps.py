"""Steps that forces added to their own chains."""

from __future__ import annotations

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from govern.store.tables import ID, INSTANT, Projected


class ChainStepRow(Projected):
    """One step that a force added to a chain of its own: a kind of `workflows.added_steps`, before
    a stage, with its working days. A sign-off does not refer to it: its chain's name says it all.
    """

    __tablename__ = "chain_step"
    __table_args__ = (Index(None, "organisation_id", "chain"),)

    organisation_id: Mapped[str] = mapped_column(ID)
    chain: Mapped[str] = mapped_column(String(32))
    kind: Mapped[str] = mapped_column(String(32))
    before_stage: Mapped[str] = mapped_column(String(32))
    days: Mapped[int]
    added_at: Mapped[str] = mapped_column(INSTANT)
    ended_at: Mapped[str | None] = mapped_column(INSTANT)
