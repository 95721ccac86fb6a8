"""Agreements from before: what a spreadsheet brought, and whose each is."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from govern.errors import NotFound
from govern.store.rows.imports import LegacyAgreementRow, LegacyImportRow
from govern.store.rows.organisations import OrganisationRow
from workflows import roles
from workflows.engine import Actor

ALL = frozenset({roles.LAWYER, roles.COORDINATOR})
"""Who brings in the agreements of every force; an information manager those of their own."""

BRINGERS = ALL | {roles.INFORMATION_MANAGER}


def agreements(session: Session, actor: Actor) -> list[LegacyAgreementRow]:
    """Those that are not closed, of the actor's own force or of all; the first to end first."""
    query = select(LegacyAgreementRow).where(LegacyAgreementRow.closed_at.is_(None))
    if actor.role not in ALL:
        query = query.where(LegacyAgreementRow.organisation_id == actor.organisation)
    rows = session.scalars(query.order_by(LegacyAgreementRow.reference, LegacyAgreementRow.id))
    return sorted(rows, key=lambda row: row.ends_on or row.review_on or "9999")


def watched(session: Session, force_id: str) -> list[LegacyAgreementRow]:
    """Those of a force that have an end or a review and are not closed."""
    query = select(LegacyAgreementRow).where(
        LegacyAgreementRow.organisation_id == force_id,
        LegacyAgreementRow.closed_at.is_(None),
        LegacyAgreementRow.ends_on.is_not(None) | LegacyAgreementRow.review_on.is_not(None),
    )
    return list(session.scalars(query))


def agreement(session: Session, actor: Actor, agreement_id: str) -> LegacyAgreementRow:
    """One of them; NotFound alike when it is not there and when it is another force's."""
    row = session.get(LegacyAgreementRow, agreement_id)
    if row is None or (actor.role not in ALL and row.organisation_id != actor.organisation):
        raise NotFound(f"legacy agreement {agreement_id}")
    return row


def brought(session: Session, actor: Actor, import_id: str) -> LegacyImportRow:
    """One import of the actor's own organisation; else NotFound."""
    row = session.get(LegacyImportRow, import_id)
    if row is None or row.organisation_id != actor.organisation:
        raise NotFound(f"import {import_id}")
    return row


def forces(session: Session, actor: Actor) -> dict[str, str]:
    """Name or slug of a force, in lower case -> its id: those whose agreements the actor brings."""
    query = select(OrganisationRow).where(
        OrganisationRow.kind == "force", OrganisationRow.ended_at.is_(None)
    )
    rows = [
        row for row in session.scalars(query) if actor.role in ALL or row.id == actor.organisation
    ]
    return {name.casefold(): row.id for row in rows for name in (row.slug, row.name)}


def taken(session: Session) -> set[tuple[str, str]]:
    """(force id, reference in lower case) of every one that is not closed."""
    query = select(LegacyAgreementRow.organisation_id, LegacyAgreementRow.reference).where(
        LegacyAgreementRow.closed_at.is_(None)
    )
    return {(force, reference.casefold()) for force, reference in session.execute(query)}
