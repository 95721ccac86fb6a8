"""Finding people: by id for their names, by e-mail address for sign-in."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from govern.errors import NotFound
from govern.store.rows.people import PersonRow

ERASED = "a person whose name was erased"


def by_id(session: Session, person_id: str) -> PersonRow:
    """The person of that id; NotFound when there is none."""
    row = session.get(PersonRow, person_id)
    if row is None:
        raise NotFound(f"person {person_id}")
    return row


def person_name(session: Session, person_id: str) -> str:
    """The name to show; erased people keep their acts but not their name."""
    return _name(by_id(session, person_id))


def person_names(session: Session, person_ids: Iterable[str]) -> dict[str, str]:
    """Names of many people at once, by id; ids of nobody are left out."""
    query = select(PersonRow).where(PersonRow.id.in_(set(person_ids)))
    return {row.id: _name(row) for row in session.scalars(query)}


def by_email(session: Session, email: str) -> PersonRow | None:
    """Who signs in with this address, whatever its capitals; None when nobody does."""
    folded = email.strip().casefold()
    query = select(PersonRow).where(func.lower(PersonRow.email) == folded)
    return session.scalar(query.where(PersonRow.erased_at.is_(None)))


def everyone(session: Session) -> list[PersonRow]:
    """Every person who was not erased, by name."""
    query = select(PersonRow).where(PersonRow.erased_at.is_(None)).order_by(PersonRow.name)
    return list(session.scalars(query))


def _name(row: PersonRow) -> str:
    return ERASED if row.erased_at else row.name
