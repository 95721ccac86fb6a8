"""What was brought in from elsewhere: a partner's own agreement that was checked, an assessment of
another tool, a spreadsheet of legacy agreements. Working tables: their events carry digests only.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from govern.store.tables import ID, INSTANT, BroughtIn, Row


class PartnerCheckRow(BroughtIn):
    """A partner's own agreement, looked through for what ours must say; a person confirms each."""

    __tablename__ = "partner_check"
    __table_args__ = (Index(None, "version_id", "organisation_id"),)

    words: Mapped[int]
    found: Mapped[dict[str, Any]]
    """Requirement id -> {"state", "passages": [{"where", "text", "terms"}], "missing": [...]}."""
    confirmed: Mapped[dict[str, Any]]
    """Requirement id -> {"state", "note", "person_id", "at"}: what a person says of it."""
    unread: Mapped[list[Any] | None]
    """The pages of a PDF that hold pictures alone, so that nobody looked through them."""


class PiaImportRow(BroughtIn):
    """An assessment that was exported by another tool, and the report of what was understood."""

    __tablename__ = "pia_import"
    __table_args__ = (Index(None, "document_id"),)

    report: Mapped[dict[str, Any]]


class LegacyImportRow(Row):
    """A spreadsheet of legacy agreements with its report: what was understood of each row."""

    __tablename__ = "legacy_import"
    __table_args__ = (Index(None, "organisation_id"),)

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    organisation_id: Mapped[str] = mapped_column(ID)
    person_id: Mapped[str] = mapped_column(ID)
    at: Mapped[str] = mapped_column(INSTANT)
    name: Mapped[str]
    sha256: Mapped[str] = mapped_column(String(64))
    zip_sha256: Mapped[str | None] = mapped_column(String(64))
    columns: Mapped[dict[str, Any]]
    """Field -> the head of the column that it is read from."""
    report: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(String(16))
    settled_at: Mapped[str | None] = mapped_column(INSTANT)
    disposed_at: Mapped[str | None] = mapped_column(INSTANT)


class LegacyAgreementRow(Row):
    """An agreement from before: watched for its end; it opens no flow. Days are London days."""

    __tablename__ = "legacy_agreement"
    __table_args__ = (Index(None, "organisation_id", "ends_on"), Index(None, "import_id"))

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    import_id: Mapped[str] = mapped_column(ID)
    row: Mapped[int]
    organisation_id: Mapped[str] = mapped_column(ID)
    reference: Mapped[str] = mapped_column(String(60))
    title: Mapped[str]
    owner: Mapped[str]
    partners: Mapped[list[str]]
    starts_on: Mapped[str | None] = mapped_column(String(10))
    ends_on: Mapped[str | None] = mapped_column(String(10))
    review_on: Mapped[str | None] = mapped_column(String(10))
    file_name: Mapped[str | None]
    sha256: Mapped[str | None] = mapped_column(String(64))
    size: Mapped[int | None]
    at: Mapped[str] = mapped_column(INSTANT)
    closed_at: Mapped[str | None] = mapped_column(INSTANT)
    closed_because: Mapped[str | None]
