"""Suggested wording, and Word files that went out and came back. Working tables: their events
carry digests only.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from govern.store.tables import ID, INSTANT, BroughtIn, OfVersion

NOTHING: dict[str, Any] = {"edits": {}, "remarks": {}, "kept": []}
"""What is found in a file that was not changed, or is gone."""


class SuggestionRow(OfVersion):
    """Wording that somebody suggests for one answer, with the answer it was written against."""

    __tablename__ = "suggestion"
    __table_args__ = (Index(None, "version_id", "section"), Index(None, "audience_key"))

    section: Mapped[str] = mapped_column(String(16))
    question: Mapped[str] = mapped_column(String(64))
    audience: Mapped[str] = mapped_column(String(24))
    audience_key: Mapped[str] = mapped_column(String(130))
    appointment_id: Mapped[str] = mapped_column(ID)
    tracked_by: Mapped[str | None]
    """The name that the tracked change bears in the Word file it came from."""
    answers: Mapped[dict[str, Any]]
    """`before` and `after`; either may be absent: unanswered."""
    why: Mapped[str | None]
    upload_id: Mapped[str | None] = mapped_column(ID)
    state: Mapped[str] = mapped_column(String(16))
    settled_at: Mapped[str | None] = mapped_column(INSTANT)
    settled_by: Mapped[str | None] = mapped_column(ID)
    reasons: Mapped[str | None]
    revision: Mapped[int | None]


class WordDownloadRow(OfVersion):
    """One download as Word: of which version, at which revisions, holding which comments."""

    __tablename__ = "word_download"

    revisions: Mapped[dict[str, Any]]
    comments: Mapped[dict[str, Any]]
    """The digest of each comment as written in the file -> its id, so that it is known again."""
    front: Mapped[list[str]]


class WordUploadRow(BroughtIn):
    """One Word file that came back: its bytes by digest, what was found in it, what became of it.

    It is its organisation's alone.
    """

    __tablename__ = "word_upload"
    __table_args__ = (Index(None, "version_id", "organisation_id"),)

    download_id: Mapped[str | None] = mapped_column(ID)
    appointment_id: Mapped[str] = mapped_column(ID)
    found: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(String(16))
    settled_at: Mapped[str | None] = mapped_column(INSTANT)
    outcome: Mapped[dict[str, Any] | None]
