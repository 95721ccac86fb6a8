"""Sign-offs, signing acts with their records, conditions and extensions."""

from __future__ import annotations

from sqlalchemy import BigInteger, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from govern.store.tables import ID, INSTANT, Projected, only_where

WAITING = "outcome IS NULL OR outcome = 'referred' OR stage = 'reconsider'"
"""Few of all sign-offs wait for somebody, and every page asks for them."""


class SignOffRow(Projected):
    """One organisation's way through one frozen version; a returned or refused one may be followed
    by another.

    `chain` names its table, with every step that its organisation had added when it was opened.
    `carried_from_id` is the sign-off of an older version that a notice carried over to this one;
    `materiality_view` (confirmed or disputed) answers the lawyers' `materiality_note`.
    """

    __tablename__ = "sign_off"
    __table_args__ = (
        Index(None, "version_id", "organisation_id"),
        Index(None, "organisation_id", "outcome"),
        Index(None, "outcome", "version_id"),
        Index(None, "document_id"),
        Index("ix_sign_off_waiting_version", "version_id", "due_at", **only_where(WAITING)),
        Index("ix_sign_off_waiting_body", "organisation_id", "due_at", **only_where(WAITING)),
    )

    version_id: Mapped[str] = mapped_column(ID)
    document_id: Mapped[str] = mapped_column(ID)
    organisation_id: Mapped[str] = mapped_column(ID)
    chain: Mapped[str] = mapped_column(String(255))
    chain_version: Mapped[int]
    stage: Mapped[str] = mapped_column(String(32))
    outcome: Mapped[str | None] = mapped_column(String(16))
    opened_at: Mapped[str] = mapped_column(INSTANT)
    stage_since: Mapped[str] = mapped_column(INSTANT)
    due_at: Mapped[str | None] = mapped_column(INSTANT)
    escalated_at: Mapped[str | None] = mapped_column(INSTANT)
    completed_at: Mapped[str | None] = mapped_column(INSTANT)
    ended_at: Mapped[str | None] = mapped_column(INSTANT)
    advice: Mapped[str | None] = mapped_column(String(32))
    advice_record_sha256: Mapped[str | None] = mapped_column(String(64))
    record_sha256: Mapped[str | None] = mapped_column(String(64))
    with_conditions: Mapped[bool | None]
    endorsement_withdrawn_at: Mapped[str | None] = mapped_column(INSTANT)
    carried_from_id: Mapped[str | None] = mapped_column(ID)
    materiality_view: Mapped[str | None] = mapped_column(String(16))
    materiality_note: Mapped[str | None] = mapped_column(ID)


class ActRow(Projected):
    """One signing act: confirmed by a click, complete only when its record is sealed. It lapses
    when the signature of somebody's own certificate does not come in time.
    """

    __tablename__ = "act"
    __table_args__ = (Index(None, "sign_off_id"), Index(None, "subject_id"))

    sign_off_id: Mapped[str | None] = mapped_column(ID)
    subject_kind: Mapped[str] = mapped_column(String(32))
    subject_id: Mapped[str] = mapped_column(ID)
    organisation_id: Mapped[str] = mapped_column(ID)
    act: Mapped[str] = mapped_column(String(32))
    appointment_id: Mapped[str] = mapped_column(ID)
    person_id: Mapped[str] = mapped_column(ID)
    delegation_id: Mapped[str | None] = mapped_column(ID)
    statement_digest: Mapped[str] = mapped_column(String(64))
    frozen_digest: Mapped[str] = mapped_column(String(64))
    confirmed_at: Mapped[str] = mapped_column(INSTANT)
    confirmed_seq: Mapped[int] = mapped_column(BigInteger)
    sealed_at: Mapped[str | None] = mapped_column(INSTANT)
    lapsed_at: Mapped[str | None] = mapped_column(INSTANT)
    record_sha256: Mapped[str | None] = mapped_column(String(64), unique=True)


class ConditionRow(Projected):
    """What an endorsement or a decision depends on; its words are private text under
    `text_commitment`.
    """

    __tablename__ = "condition"
    __table_args__ = (Index(None, "sign_off_id"), Index(None, "organisation_id", "state"))

    sign_off_id: Mapped[str] = mapped_column(ID)
    act_id: Mapped[str] = mapped_column(ID)
    organisation_id: Mapped[str] = mapped_column(ID)
    document_id: Mapped[str] = mapped_column(ID)
    text_commitment: Mapped[str] = mapped_column(String(64))
    timing: Mapped[str] = mapped_column(String(16))
    due_at: Mapped[str | None] = mapped_column(INSTANT)
    on_overdue: Mapped[str] = mapped_column(String(16))
    state: Mapped[str] = mapped_column(String(16))
    set_at: Mapped[str] = mapped_column(INSTANT)
    submitted_by: Mapped[str | None] = mapped_column(ID)
    submitted_at: Mapped[str | None] = mapped_column(INSTANT)
    accepted_by: Mapped[str | None] = mapped_column(ID)
    accepted_at: Mapped[str | None] = mapped_column(INSTANT)
    continue_until: Mapped[str | None] = mapped_column(INSTANT)


class ExtensionRow(Projected):
    """A SIRO's one extension, at most 90 calendar days, of a due, review or expiry date."""

    __tablename__ = "extension"
    __table_args__ = (UniqueConstraint("organisation_id", "subject_kind", "subject_id"),)

    organisation_id: Mapped[str] = mapped_column(ID)
    subject_kind: Mapped[str] = mapped_column(String(32))
    subject_id: Mapped[str] = mapped_column(ID)
    until: Mapped[str] = mapped_column(INSTANT)
    at: Mapped[str] = mapped_column(INSTANT)
    record_sha256: Mapped[str] = mapped_column(String(64))
