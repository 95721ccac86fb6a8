"""Finding organisations and the words of the vocabularies."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from govern.errors import Conflict, NotFound
from govern.store.rows.organisations import OrganisationRow


def by_id(session: Session, organisation_id: str) -> OrganisationRow:
    """The organisation of that id, ended or not; NotFound when there is none."""
    row = session.get(OrganisationRow, organisation_id)
    if row is None:
        raise NotFound(f"organisation {organisation_id}")
    return row


def by_slug(session: Session, slug: str) -> OrganisationRow:
    """The organisation of that slug, ended or not; NotFound when there is none."""
    row = session.scalar(select(OrganisationRow).where(OrganisationRow.slug == slug))
    if row is None:
        raise NotFound(f"organisation {slug}")
    return row


def acting(session: Session, organisation_id: str) -> OrganisationRow:
    """The organisation of that id, which must not have ended; Conflict when it has."""
    row = by_id(session, organisation_id)
    if row.ended_at is not None:
        raise Conflict(f"{row.name} has ended; choose its successor or another organisation.")
    return row


def of_kind(session: Session, kind: str, *, ended: bool = False) -> list[OrganisationRow]:
    """The organisations of a kind by slug; those that have ended only when asked for."""
    query = select(OrganisationRow).where(OrganisationRow.kind == kind)
    if not ended:
        query = query.where(OrganisationRow.ended_at.is_(None))
    return list(session.scalars(query.order_by(OrganisationRow.slug)))
