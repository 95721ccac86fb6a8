"""Working tables: drafts, comments, view tokens, jobs and mail. Their events carry a digest
only.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from govern.store.tables import ID, INSTANT, Row


class DraftSectionRow(Row):
    """The current answers of one section of one version, with the revision that was last saved."""

    __tablename__ = "draft_section"

    version_id: Mapped[str] = mapped_column(ID, primary_key=True)
    section: Mapped[str] = mapped_column(String(16), primary_key=True)
    revision: Mapped[int]
    answers: Mapped[dict[str, Any]]
    saved_at: Mapped[str] = mapped_column(INSTANT)
    saved_by: Mapped[str] = mapped_column(ID)


class DraftRevisionRow(Row):
    """Every text ever accepted for a section: nothing that was saved is lost.

    Where two people changed one question `conflict` keeps both answers, and the clash stands
    open until `settled_at`.
    """

    __tablename__ = "draft_revision"
    __table_args__ = (UniqueConstraint("version_id", "section", "revision"),)

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    version_id: Mapped[str] = mapped_column(ID)
    section: Mapped[str] = mapped_column(String(16))
    revision: Mapped[int]
    based_on: Mapped[int]
    answers: Mapped[dict[str, Any]]
    conflict: Mapped[dict[str, Any] | None]
    saved_at: Mapped[str] = mapped_column(INSTANT)
    saved_by: Mapped[str] = mapped_column(ID)
    settled_at: Mapped[str | None] = mapped_column(INSTANT)
    settled_by: Mapped[str | None] = mapped_column(ID)


class ReadMarkRow(Row):
    """How far one reader has read a document: which version, when, and each section's revision."""

    __tablename__ = "read_mark"

    person_id: Mapped[str] = mapped_column(ID, primary_key=True)
    document_id: Mapped[str] = mapped_column(ID, primary_key=True)
    version_id: Mapped[str] = mapped_column(ID)
    sections: Mapped[dict[str, Any]]
    at: Mapped[str] = mapped_column(INSTANT)


class CommentRow(Row):
    """A comment or a request for changes on a section, stored with its one audience (decision
    22). `quote` are the words of the text it is about; `assigned_to` the person who sees to it
    since `assigned_at`, for the organisation `assigned_in`.
    """

    __tablename__ = "comment"
    __table_args__ = (Index(None, "version_id", "section"), Index(None, "audience_key"))

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    version_id: Mapped[str] = mapped_column(ID)
    document_id: Mapped[str] = mapped_column(ID)
    section: Mapped[str] = mapped_column(String(16))
    question: Mapped[str | None] = mapped_column(String(64))
    quote: Mapped[str | None]
    audience: Mapped[str] = mapped_column(String(24))
    audience_key: Mapped[str] = mapped_column(String(130))
    organisation_id: Mapped[str] = mapped_column(ID)
    appointment_id: Mapped[str] = mapped_column(ID)
    person_id: Mapped[str] = mapped_column(ID)
    assigned_to: Mapped[str | None] = mapped_column(ID, index=True)
    assigned_in: Mapped[str | None] = mapped_column(ID)
    assigned_at: Mapped[str | None] = mapped_column(INSTANT)
    reply_to: Mapped[str | None] = mapped_column(ID)
    asks_for_changes: Mapped[bool]
    privileged: Mapped[bool]
    text: Mapped[str | None]
    at: Mapped[str] = mapped_column(INSTANT)
    resolved_at: Mapped[str | None] = mapped_column(INSTANT)
    resolution: Mapped[str | None] = mapped_column(String(16))
    resolution_text: Mapped[str | None]
    resolved_by: Mapped[str | None] = mapped_column(ID)
    recalled_at: Mapped[str | None] = mapped_column(INSTANT)


class FindingReasonRow(Row):
    """A lawyer's reasons for going on against an advice finding; shown to every signer (decision
    33).
    """

    __tablename__ = "finding_reason"

    version_id: Mapped[str] = mapped_column(ID, primary_key=True)
    finding: Mapped[str] = mapped_column(String(128), primary_key=True)
    reason: Mapped[str]
    person_id: Mapped[str] = mapped_column(ID)
    at: Mapped[str] = mapped_column(INSTANT)


class ViewTokenRow(Row):
    """The single-use proof of what was shown before a signing act (decision 11)."""

    __tablename__ = "view_token"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    session_id: Mapped[str] = mapped_column(ID)
    person_id: Mapped[str] = mapped_column(ID)
    appointment_id: Mapped[str] = mapped_column(ID)
    sign_off_id: Mapped[str | None] = mapped_column(ID)
    subject_id: Mapped[str] = mapped_column(ID)
    version_id: Mapped[str | None] = mapped_column(ID)
    act: Mapped[str] = mapped_column(String(32))
    frozen_digest: Mapped[str] = mapped_column(String(64))
    statement_digest: Mapped[str] = mapped_column(String(64))
    statement: Mapped[dict[str, Any]]
    issued_at: Mapped[str] = mapped_column(INSTANT)
    expires_at: Mapped[str] = mapped_column(INSTANT)
    used_at: Mapped[str | None] = mapped_column(INSTANT)


class JobRow(Row):
    """One side effect to do after its transaction: a mail, a sealing, a publication. Idempotent by
    `key`.
    """

    __tablename__ = "job"
    __table_args__ = (Index(None, "state", "due_at"),)

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    key: Mapped[str] = mapped_column(String(128), unique=True)
    kind: Mapped[str] = mapped_column(String(32))
    payload: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(String(16))
    due_at: Mapped[str] = mapped_column(INSTANT)
    attempts: Mapped[int]
    leased_until: Mapped[str | None] = mapped_column(INSTANT)
    done_at: Mapped[str | None] = mapped_column(INSTANT)
    fault: Mapped[str | None]


class ClientSecretRow(Row):
    """The hash of a machine caller's bearer token."""

    __tablename__ = "client_secret"

    client_id: Mapped[str] = mapped_column(ID, primary_key=True)
    token_sha256: Mapped[str] = mapped_column(String(64), unique=True)


class InstallationRow(Row):
    """Which installation this database belongs to: its id stands in every leaf."""

    __tablename__ = "installation"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    name: Mapped[str]
    demonstration: Mapped[bool]
    begun_at: Mapped[str] = mapped_column(INSTANT)
