"""The clause bank and where its wording was put: working tables, whose events carry digests."""

from __future__ import annotations

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from govern.store.tables import ID, INSTANT, Row


class ClauseVersionRow(Row):
    """One version of a clause in the bank of one organisation of lawyers.

    `clause_id` is the id of a row of the table `clauses`, whose text is version 1, or random.
    """

    __tablename__ = "clause_version"
    __table_args__ = (UniqueConstraint("organisation_id", "clause_id", "number"),)

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    organisation_id: Mapped[str] = mapped_column(ID)
    clause_id: Mapped[str] = mapped_column(String(64))
    number: Mapped[int]
    definition: Mapped[str] = mapped_column(String(64))
    section: Mapped[str] = mapped_column(String(16))
    title: Mapped[str]
    wording: Mapped[str]
    fallback: Mapped[str | None]
    why: Mapped[str | None]
    owner_id: Mapped[str | None] = mapped_column(ID)
    """The person who keeps the clause true; None for what the service brings along."""
    state: Mapped[str] = mapped_column(String(16))
    proposed_by: Mapped[str | None] = mapped_column(ID)
    proposed_at: Mapped[str | None] = mapped_column(INSTANT)
    decided_by: Mapped[str | None] = mapped_column(ID)
    decided_at: Mapped[str | None] = mapped_column(INSTANT)
    reasons: Mapped[str | None]


class ClauseUseRow(Row):
    """A clause that was put into an answer: which version of it, the standard or the fallback."""

    __tablename__ = "clause_use"
    __table_args__ = (
        UniqueConstraint("version_id", "question", "clause_id"),
        Index(None, "organisation_id", "clause_id"),
    )

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    version_id: Mapped[str] = mapped_column(ID)
    document_id: Mapped[str] = mapped_column(ID)
    organisation_id: Mapped[str] = mapped_column(ID)
    """Whose bank it came from: the drafters of the document."""
    section: Mapped[str] = mapped_column(String(16))
    question: Mapped[str] = mapped_column(String(64))
    clause_id: Mapped[str] = mapped_column(String(64))
    number: Mapped[int]
    variant: Mapped[str] = mapped_column(String(16))
    put_by: Mapped[str] = mapped_column(ID)
    put_at: Mapped[str] = mapped_column(INSTANT)
