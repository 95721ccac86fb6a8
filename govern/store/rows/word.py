"""Suggested wording, and Word files that went out and came back. Working tables: their events
carry digests only.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from govern.store.tables import ID, INSTANT, Row

NOTHING: dict[str, Any] = {"edits": {}, "remarks": {}, "kept": []}
"""What is found in a file that was not changed, or is gone."""


class SuggestionRow(Row):
    """Wording that somebody suggests for one answer, with the answer it was written against."""

    __tablename__ = "suggestion"
    __table_args__ = (Index(None, "version_id", "section"), Index(None, "audience_key"))

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    version_id: Mapped[str] = mapped_column(ID)
    document_id: Mapped[str] = mapped_column(ID)
    section: Mapped[str] = mapped_column(String(16))
    question: Mapped[str] = mapped_column(String(64))
    audience: Mapped[str] = mapped_column(String(24))
    audience_key: Mapped[str] = mapped_column(String(130))
    organisation_id: Mapped[str] = mapped_column(ID)
    appointment_id: Mapped[str] = mapped_column(ID)
    person_id: Mapped[str] = mapped_column(ID)
    tracked_by: Mapped[str | None]
    """The name that the tracked change bears in the Word file it came from."""
    answers: Mapped[dict[str, Any]]
    """`before` and `after`; either may be absent: unanswered."""
    why: Mapped[str | None]
    upload_id: Mapped[str | None] = mapped_column(ID)
    at: Mapped[str] = mapped_column(INSTANT)
    state: Mapped[str] = mapped_column(String(16))
    settled_at: Mapped[str | None] = mapped_column(INSTANT)
    settled_by: Mapped[str | None] = mapped_column(ID)
    reasons: Mapped[str | None]
    revision: Mapped[int | None]


class WordDownloadRow(Row):
    """One download as Word: of which version, at which revisions, holding which comments."""

    __tablename__ = "word_download"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    version_id: Mapped[str] = mapped_column(ID)
    document_id: Mapped[str] = mapped_column(ID)
    organisation_id: Mapped[str] = mapped_column(ID)
    person_id: Mapped[str] = mapped_column(ID)
    at: Mapped[str] = mapped_column(INSTANT)
    revisions: Mapped[dict[str, Any]]
    comments: Mapped[dict[str, Any]]
    """The digest of each comment as written in the file -> its id, so that it is known again."""
    front: Mapped[list[str]]


class WordUploadRow(Row):
    """One Word file that came back: its bytes by digest, what was found in it, what became of it.

    It is its organisation's alone.
    """

    __tablename__ = "word_upload"
    __table_args__ = (Index(None, "version_id", "organisation_id"),)

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    version_id: Mapped[str] = mapped_column(ID)
    document_id: Mapped[str] = mapped_column(ID)
    download_id: Mapped[str | None] = mapped_column(ID)
    organisation_id: Mapped[str] = mapped_column(ID)
    appointment_id: Mapped[str] = mapped_column(ID)
    person_id: Mapped[str] = mapped_column(ID)
    at: Mapped[str] = mapped_column(INSTANT)
    name: Mapped[str]
    sha256: Mapped[str] = mapped_column(String(64))
    size: Mapped[int]
    found: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(String(16))
    settled_at: Mapped[str | None] = mapped_column(INSTANT)
    disposed_at: Mapped[str | None] = mapped_column(INSTANT)
    """Since when its bytes and its words are gone; that it was there stays."""
    outcome: Mapped[dict[str, Any] | None]
