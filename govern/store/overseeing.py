"""What those oversee who sign nothing: whose flows, and which appointments end soon."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from govern.store import reach
from govern.store.rows.organisations import AppointmentRow, OrganisationRow
from govern.store.rows.people import PersonRow
from workflows import roles
from workflows.engine import Actor

EVERYWHERE = (roles.COORDINATOR, roles.GOLD)


@dataclass(frozen=True)
class Leaving:
    """An appointment in force that ends at `ends_at`."""

    person_id: str
    person: str
    role: str
    organisation: str
    ends_at: str


def bodies(session: Session, actor: Actor) -> frozenset[str] | None:
    """Slugs of the organisations whose flows and steps the actor oversees; empty for all of them,
    None for whoever oversees none.
    """
    whose = reach.audited(session, actor)
    if actor.role in EVERYWHERE or whose == reach.EVERYBODY:
        return frozenset()
    if not whose:
        return None
    query = select(OrganisationRow.slug).where(OrganisationRow.id.in_(list(whose)))
    return frozenset(session.scalars(query))


def leaving(session: Session, now: str, end: str) -> list[Leaving]:
    """Appointments in force at `now` that end by `end`, the next first."""
    query = (
        select(
            PersonRow.id,
            PersonRow.name,
            AppointmentRow.role,
            OrganisationRow.name,
            AppointmentRow.ends_at,
        )
        .join(PersonRow, PersonRow.id == AppointmentRow.person_id)
        .join(OrganisationRow, OrganisationRow.id == AppointmentRow.organisation_id)
        .where(
            AppointmentRow.starts_at <= now,
            AppointmentRow.ends_at > now,
            AppointmentRow.ends_at <= end,
        )
        .order_by(AppointmentRow.ends_at, PersonRow.name)
    )
    return [
        Leaving(person_id, person, role, organisation, ends_at or "")
        for person_id, person, role, organisation, ends_at in session.execute(query)
    ]
