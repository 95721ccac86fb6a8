"""Organisations, appointments, delegations, vocabularies, settings and machine callers."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from govern.store.tables import ID, INSTANT, Projected


class OrganisationRow(Projected):
    """A force, partner, the consortium office, the legal provider, a scrutiny body or a national
    service.
    """

    __tablename__ = "organisation"

    slug: Mapped[str] = mapped_column(String(63), unique=True)
    kind: Mapped[str] = mapped_column(String(16))
    sector: Mapped[str | None] = mapped_column(String(32))
    name: Mapped[str]
    legal_name: Mapped[str | None]
    registration: Mapped[str | None]
    settings: Mapped[dict[str, Any] | None]
    created_at: Mapped[str] = mapped_column(INSTANT)
    ended_at: Mapped[str | None] = mapped_column(INSTANT)
    successor_id: Mapped[str | None] = mapped_column(ID)


class AppointmentRow(Projected):
    """The role one person holds in one organisation from an instant to an (exclusive) instant."""

    __tablename__ = "appointment"
    __table_args__ = (Index(None, "person_id"), Index(None, "organisation_id", "role"))

    person_id: Mapped[str] = mapped_column(ID)
    organisation_id: Mapped[str] = mapped_column(ID)
    role: Mapped[str] = mapped_column(String(32))
    scope: Mapped[dict[str, Any] | None]
    starts_at: Mapped[str] = mapped_column(INSTANT)
    ends_at: Mapped[str | None] = mapped_column(INSTANT)
    delegation_id: Mapped[str | None] = mapped_column(ID)
    instrument: Mapped[str | None]


class DelegationRow(Projected):
    """A controller's written delegation of the decision, by instrument, for stated kinds of
    document.
    """

    __tablename__ = "delegation"

    organisation_id: Mapped[str] = mapped_column(ID)
    from_appointment_id: Mapped[str] = mapped_column(ID)
    to_appointment_id: Mapped[str] = mapped_column(ID)
    document_kinds: Mapped[list[str]]
    starts_at: Mapped[str] = mapped_column(INSTANT)
    ends_at: Mapped[str | None] = mapped_column(INSTANT)
    instrument: Mapped[str]
    revoked_at: Mapped[str | None] = mapped_column(INSTANT)


class CategoryRow(Projected):
    """A data category (its id is its slug); it belongs to exactly one RMS module."""

    __tablename__ = "category"

    title: Mapped[str]
    module: Mapped[str] = mapped_column(String(16))
    health: Mapped[bool | None]


class PurposeRow(Projected):
    """A purpose of sharing (its id is its slug), and whether it is a law enforcement purpose (DPA
    2018 s.31).
    """

    __tablename__ = "purpose"

    title: Mapped[str]
    law_enforcement: Mapped[bool]


class SettingRow(Projected):
    """A setting that can change an answer, and so is a ledger fact; its id is its name."""

    __tablename__ = "setting"

    value: Mapped[Any] = mapped_column(JSON(none_as_null=True))


class AdoptionRow(Projected):
    """A named lawyer's adoption of a definition version."""

    __tablename__ = "adoption"

    definition: Mapped[str] = mapped_column(String(64))
    version: Mapped[int]
    person_id: Mapped[str] = mapped_column(ID)
    at: Mapped[str] = mapped_column(INSTANT)


class PolicyDocumentRow(Projected):
    """An organisation's appropriate policy document (DPA 2018 s.42; Schedule 1 paragraph 39)."""

    __tablename__ = "policy_document"

    organisation_id: Mapped[str] = mapped_column(ID)
    title: Mapped[str]
    reviewed_on: Mapped[str] = mapped_column(String(10))
    review_due_on: Mapped[str] = mapped_column(String(10))


class ClientRow(Projected):
    """A machine caller and the forces it may ask about ("all" or slugs). It is known by a token,
    whose hash is a working row, or by its certificate, whose SHA-256 stands here in hexadecimal.
    """

    __tablename__ = "client"

    name: Mapped[str]
    forces: Mapped[list[str]]
    certificate_sha256: Mapped[str | None] = mapped_column(ID)
    created_at: Mapped[str] = mapped_column(INSTANT)
    revoked_at: Mapped[str | None] = mapped_column(INSTANT)
