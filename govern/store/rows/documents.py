"""Documents, versions, their parties, and the flows and bases that frozen agreements list."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from govern.store.tables import ID, INSTANT, Projected, only_where

IN_WORK = "status IN ('draft', 'review')"
"""Most versions are frozen, and stay so."""


class DocumentRow(Projected):
    """A DPIA, local addendum, code of connection, connection return or sharing agreement."""

    __tablename__ = "document"
    __table_args__ = (
        UniqueConstraint("kind", "number"),
        Index(None, "owner_id"),
        Index(None, "drafter_id"),
    )

    kind: Mapped[str] = mapped_column(String(32))
    reference: Mapped[str] = mapped_column(String(32), unique=True)
    number: Mapped[int]
    title: Mapped[str]
    owner_id: Mapped[str] = mapped_column(ID)
    drafter_id: Mapped[str] = mapped_column(ID)
    core_digest: Mapped[str | None] = mapped_column(String(64))
    created_at: Mapped[str] = mapped_column(INSTANT)
    state: Mapped[str] = mapped_column(String(16))
    terminated_at: Mapped[str | None] = mapped_column(INSTANT)


class VersionRow(Projected):
    """One numbered text of a document; once frozen, `pdf_digest` is what people review, sign and
    cite.
    """

    __tablename__ = "version"
    __table_args__ = (
        UniqueConstraint("document_id", "number"),
        Index("ix_version_in_work", "status", "document_id", **only_where(IN_WORK)),
    )

    document_id: Mapped[str] = mapped_column(ID)
    number: Mapped[int]
    status: Mapped[str] = mapped_column(String(16))
    definition: Mapped[str] = mapped_column(String(64))
    definition_version: Mapped[int]
    workflow_version: Mapped[int]
    opened_at: Mapped[str] = mapped_column(INSTANT)
    sent_at: Mapped[str | None] = mapped_column(INSTANT)
    frozen_at: Mapped[str | None] = mapped_column(INSTANT)
    withdrawn_at: Mapped[str | None] = mapped_column(INSTANT)
    content_digest: Mapped[str | None] = mapped_column(String(64))
    pdf_digest: Mapped[str | None] = mapped_column(String(64))
    pages: Mapped[int | None]
    status_token: Mapped[str | None] = mapped_column(String(64), unique=True)
    executed_copy_sha256: Mapped[str | None] = mapped_column(String(64))
    executed_at: Mapped[str | None] = mapped_column(INSTANT)
    facts: Mapped[dict[str, Any] | None]
    materiality: Mapped[dict[str, Any] | None]


class PartyRow(Projected):
    """An organisation that a version binds, in what capacity, and by which sign-off chain."""

    __tablename__ = "party"
    __table_args__ = (
        UniqueConstraint("version_id", "organisation_id"),
        Index(None, "organisation_id", "document_id"),
        Index(None, "document_id"),
    )

    version_id: Mapped[str] = mapped_column(ID)
    document_id: Mapped[str] = mapped_column(ID)
    organisation_id: Mapped[str] = mapped_column(ID)
    capacity: Mapped[str] = mapped_column(String(16))
    chain: Mapped[str | None] = mapped_column(String(32))
    required_roles: Mapped[list[str] | None]


class FlowRow(Projected):
    """The five-tuple (force, partner, category, purpose, direction) under its one permanent id."""

    __tablename__ = "flow"
    __table_args__ = (
        UniqueConstraint("force_id", "partner_id", "category", "purpose", "direction"),
        Index(None, "partner_id"),
    )

    force_id: Mapped[str] = mapped_column(ID)
    partner_id: Mapped[str] = mapped_column(ID)
    category: Mapped[str] = mapped_column(String(63))
    purpose: Mapped[str] = mapped_column(String(63))
    direction: Mapped[str] = mapped_column(String(8))
    safety_critical: Mapped[bool | None]
    fallback: Mapped[str | None]
    listed_at: Mapped[str] = mapped_column(INSTANT)


class BasisRow(Projected):
    """One agreement version's listing of a flow, with its dates and what it relies on."""

    __tablename__ = "basis"
    __table_args__ = (
        Index(None, "flow_id"),
        Index(None, "version_id"),
        Index(None, "document_id"),
        Index(None, "ends_at", "document_id"),
        Index(None, "review_due_at", "document_id"),
    )

    flow_id: Mapped[str] = mapped_column(ID)
    document_id: Mapped[str] = mapped_column(ID)
    version_id: Mapped[str] = mapped_column(ID)
    starts_at: Mapped[str] = mapped_column(INSTANT)
    ends_at: Mapped[str] = mapped_column(INSTANT)
    review_due_at: Mapped[str | None] = mapped_column(INSTANT)
    dpia_document_id: Mapped[str | None] = mapped_column(ID)
    dpia_min_version: Mapped[int | None]
    code_document_id: Mapped[str | None] = mapped_column(ID)
    code_min_version: Mapped[int | None]
    powers: Mapped[list[str]]
    obligations: Mapped[list[Any]]
    readiness: Mapped[list[str]]
    allowance_seconds: Mapped[int | None]
    all_or_none: Mapped[bool | None]
    safety_critical: Mapped[bool | None]
    fallback: Mapped[str | None]
