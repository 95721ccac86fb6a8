"""Whether a person may hold a role for a time: domain 5.1 to 5.4 on who holds what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from govern.clock import text
from govern.commands.people.offices import HELD_BY_ONE, ROLES, excluded_anywhere, excluded_here
from govern.errors import Conflict, Invalid, NotFound
from govern.store import organisations
from govern.store.rows.organisations import AppointmentRow, OrganisationRow
from govern.store.rows.people import PersonRow
from workflows import roles


@dataclass(frozen=True)
class Term:
    """A role in an organisation for a person, from an instant to another (exclusive) or open."""

    person_id: str
    organisation_id: str
    role: str
    starts_at: datetime
    ends_at: datetime | None


def check(session: Session, term: Term, scope: dict[str, Any] | None) -> None:
    """Refuse a term that may not be: Invalid for what was typed, Conflict for what is held."""
    organisation = organisations.acting(session, term.organisation_id)
    _check_person(session, term.person_id)
    _check_fields(session, organisation, term, scope)
    if term.role in HELD_BY_ONE and _holders(session, term):
        raise Conflict(f"{organisation.name} has a {roles.TITLES[term.role]} in that time.")
    _check_others(session, term)


def check_delegate(session: Session, term: Term) -> None:
    """The same for a delegate, who takes the role beside its holder."""
    _check_person(session, term.person_id)
    _check_others(session, term)


def _check_person(session: Session, person_id: str) -> None:
    person = session.get(PersonRow, person_id)
    if person is None or person.erased_at is not None:
        raise NotFound(f"person {person_id}")


def _check_fields(
    session: Session, organisation: OrganisationRow, term: Term, scope: dict[str, Any] | None
) -> None:
    faults: dict[str, str] = {}
    fitting = ROLES[organisation.kind]
    if term.role not in fitting:
        titles = ", ".join(sorted(roles.TITLES[role] for role in fitting)) or "no roles at all"
        faults["role"] = f"{organisation.name} has: {titles}."
    if term.ends_at is not None and term.ends_at <= term.starts_at:
        faults["ends_at"] = "The end comes after the start."
    if term.role == roles.AUDITOR and term.ends_at is None:
        faults["ends_at"] = "An auditor is appointed for a time: give its end (decision 23)."
    if fault := _scope_fault(session, term.role, scope):
        faults["scope"] = fault
    if faults:
        raise Invalid(faults)


def _scope_fault(session: Session, role: str, scope: dict[str, Any] | None) -> str | None:
    if role != roles.AUDITOR:
        fits = scope is None or (set(scope) == {"joint"} and isinstance(scope["joint"], bool))
        return None if fits else "Only a joint office may be named here."
    named = (scope or {}).get("organisations")
    if set(scope or {}) != {"organisations"} or not named:
        return 'Name the organisations to be audited, or "all".'
    if named == "all":
        return None
    if not isinstance(named, list) or not all(isinstance(slug, str) for slug in named):
        return 'Give a list of slugs, or "all".'
    known = select(OrganisationRow.slug).where(OrganisationRow.slug.in_(named))
    unknown = sorted(set(named) - set(session.scalars(known)))
    return f"There is no organisation {', '.join(unknown)}." if unknown else None


def _holders(session: Session, term: Term) -> list[AppointmentRow]:
    """Who holds the term's role in its organisation in its own right, in any part of its time."""
    here = AppointmentRow.organisation_id == term.organisation_id
    role = AppointmentRow.role == term.role, AppointmentRow.delegation_id.is_(None)
    return list(session.scalars(_overlapping(term).where(here, *role)))


def _overlapping(term: Term) -> Select[AppointmentRow]:
    """Appointments whose time overlaps the term's."""
    starts = text(term.starts_at)
    query = select(AppointmentRow).where(
        or_(AppointmentRow.ends_at.is_(None), AppointmentRow.ends_at > starts)
    )
    if term.ends_at is None:
        return query
    return query.where(AppointmentRow.starts_at < text(term.ends_at))


def _check_others(session: Session, term: Term) -> None:
    title = roles.TITLES[term.role]
    held = _overlapping(term).where(AppointmentRow.person_id == term.person_id)
    for other in session.scalars(held.order_by(AppointmentRow.id)):
        here = other.organisation_id == term.organisation_id
        if here and other.role == term.role and other.delegation_id is None:
            raise Conflict(f"This person is {title} there already in that time.")
        if other.role in excluded_anywhere(term.role):
            raise Conflict(f"Nobody may be both {title} and {roles.TITLES[other.role]}.")
        if here and other.role in excluded_here(term.role):
            both = f"{title} and {roles.TITLES[other.role]}"
            raise Conflict(f"Nobody may be both {both} of one organisation.")
