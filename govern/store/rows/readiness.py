"""Readiness checks, their items, and the files handed in as evidence."""

from __future__ import annotations

from sqlalchemy import Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from govern.store.tables import ID, INSTANT, Projected, Row


class ReadinessRow(Projected):
    """A Gateway 4 style checklist for a force, a partner or a flow; `organisation_id` is the force
    whose check it is.
    """

    __tablename__ = "readiness"
    __table_args__ = (Index(None, "subject_kind", "subject_id"), Index(None, "organisation_id"))

    template: Mapped[str] = mapped_column(String(64))
    template_version: Mapped[int]
    subject_kind: Mapped[str] = mapped_column(String(16))
    subject_id: Mapped[str] = mapped_column(ID)
    organisation_id: Mapped[str] = mapped_column(ID)
    state: Mapped[str] = mapped_column(String(16))
    opened_at: Mapped[str] = mapped_column(INSTANT)
    passed_at: Mapped[str | None] = mapped_column(INSTANT)
    valid_until: Mapped[str | None] = mapped_column(INSTANT)
    revoked_at: Mapped[str | None] = mapped_column(INSTANT)


class ReadinessItemRow(Projected):
    """One item of a check. `evidence_until` bounds what was handed in, `valid_until` what was
    accepted or waived; both are exclusive, and None does not end. `carried_from` is the item of an
    earlier check whose evidence still counts.
    """

    __tablename__ = "readiness_item"
    __table_args__ = (Index(None, "readiness_id"),)

    readiness_id: Mapped[str] = mapped_column(ID)
    item: Mapped[str] = mapped_column(String(16))
    place: Mapped[int]
    approver: Mapped[str] = mapped_column(String(32))
    mandatory: Mapped[bool]
    valid_days: Mapped[int | None]
    state: Mapped[str] = mapped_column(String(16))
    submitted_by: Mapped[str | None] = mapped_column(ID)
    submitted_at: Mapped[str | None] = mapped_column(INSTANT)
    evidence_on: Mapped[str | None] = mapped_column(String(10))
    evidence_until: Mapped[str | None] = mapped_column(INSTANT)
    decided_by: Mapped[str | None] = mapped_column(ID)
    decided_at: Mapped[str | None] = mapped_column(INSTANT)
    valid_until: Mapped[str | None] = mapped_column(INSTANT)
    carried_from: Mapped[str | None] = mapped_column(ID)


class EvidenceFileRow(Row):
    """A file handed in as evidence; the ledger holds a seal of its digest and name, never it."""

    __tablename__ = "evidence_file"
    __table_args__ = (Index(None, "readiness_item_id"),)

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    readiness_item_id: Mapped[str] = mapped_column(ID)
    name: Mapped[str] = mapped_column(String(200))
    sha256: Mapped[str] = mapped_column(String(64))
    size: Mapped[int]
    at: Mapped[str] = mapped_column(INSTANT)
    body: Mapped[bytes] = mapped_column(LargeBinary)
