"""Connections and acceptances, stops, ICO consultations, failures of evidence."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from govern.store.tables import ID, INSTANT, Projected


class ConnectionRow(Projected):
    """A body's compliance with the code of connection: its return, its certificate and when that
    ends.
    """

    __tablename__ = "connection"
    __table_args__ = (Index(None, "organisation_id"),)

    organisation_id: Mapped[str] = mapped_column(ID)
    document_id: Mapped[str] = mapped_column(ID)
    version_id: Mapped[str] = mapped_column(ID)
    code_document_id: Mapped[str] = mapped_column(ID)
    code_version: Mapped[int]
    profile: Mapped[str] = mapped_column(String(8))
    lead_force_id: Mapped[str] = mapped_column(ID)
    state: Mapped[str] = mapped_column(String(16))
    declared_at: Mapped[str | None] = mapped_column(INSTANT)
    assessed_at: Mapped[str | None] = mapped_column(INSTANT)
    certified_at: Mapped[str | None] = mapped_column(INSTANT)
    expires_at: Mapped[str | None] = mapped_column(INSTANT)
    ended_at: Mapped[str | None] = mapped_column(INSTANT)
    record_sha256: Mapped[str | None] = mapped_column(String(64))


class AcceptanceRow(Projected):
    """Another force's acceptance, for itself, of a connection that the lead force certified."""

    __tablename__ = "acceptance"
    __table_args__ = (UniqueConstraint("connection_id", "force_id"),)

    connection_id: Mapped[str] = mapped_column(ID)
    force_id: Mapped[str] = mapped_column(ID)
    accepted_at: Mapped[str] = mapped_column(INSTANT)
    withdrawn_at: Mapped[str | None] = mapped_column(INSTANT)
    record_sha256: Mapped[str] = mapped_column(String(64))


class StopRow(Projected):
    """A suspension or a kill of one scope; a force's stop closes that force's limbs only
    (`force_id`).
    """

    __tablename__ = "stop"
    __table_args__ = (Index(None, "scope_kind", "scope_id"),)

    kind: Mapped[str] = mapped_column(String(16))
    scope_kind: Mapped[str] = mapped_column(String(16))
    scope_id: Mapped[str] = mapped_column(ID)
    force_id: Mapped[str | None] = mapped_column(ID)
    incident: Mapped[str | None]
    by_appointment_id: Mapped[str | None] = mapped_column(ID)
    at: Mapped[str] = mapped_column(INSTANT)
    lifts: Mapped[list[Any] | None]
    lifted_at: Mapped[str | None] = mapped_column(INSTANT)


class ConsultationRow(Projected):
    """A prior consultation with the ICO (DPA 2018 s.65; UK GDPR Article 36) on one version."""

    __tablename__ = "consultation"
    __table_args__ = (Index(None, "version_id"),)

    version_id: Mapped[str] = mapped_column(ID)
    organisation_id: Mapped[str] = mapped_column(ID)
    state: Mapped[str] = mapped_column(String(24))
    covers: Mapped[str] = mapped_column(String(24))
    live_before: Mapped[str | None] = mapped_column(INSTANT)
    sent_at: Mapped[str | None] = mapped_column(INSTANT)
    due_at: Mapped[str | None] = mapped_column(INSTANT)
    clock_stopped_on: Mapped[str | None] = mapped_column(String(10))
    continue_decision: Mapped[str | None] = mapped_column(String(16))
    closed_at: Mapped[str | None] = mapped_column(INSTANT)


class EvidenceFailureRow(Projected):
    """A record or a row that no longer is what the ledger says; flows that stand on it answer
    closed.
    """

    __tablename__ = "evidence_failure"
    __table_args__ = (Index(None, "record_sha256"),)

    table_name: Mapped[str] = mapped_column(String(32))
    row_key: Mapped[str] = mapped_column(ID)
    record_sha256: Mapped[str | None] = mapped_column(String(64))
    fault: Mapped[str | None] = mapped_column(String(64))
    found_at: Mapped[str] = mapped_column(INSTANT)
    cleared_at: Mapped[str | None] = mapped_column(INSTANT)
