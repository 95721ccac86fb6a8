"""Who somebody is at an instant: their appointment, delegation and every role they hold, as
workflows ask for it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from govern.clock import instant, text
from govern.store.rows.organisations import AppointmentRow, DelegationRow
from workflows import facts, roles
from workflows.engine import Actor


def held_by(session: Session, person_id: str, at: datetime) -> list[AppointmentRow]:
    """The appointments a person holds at `at`, the oldest first."""
    return list(session.scalars(_in_force(at).where(AppointmentRow.person_id == person_id)))


def holders(
    session: Session, organisation_id: str, roles: Iterable[str], at: datetime
) -> list[AppointmentRow]:
    """Who holds any of `roles` in an organisation at `at`."""
    query = _in_force(at).where(
        AppointmentRow.organisation_id == organisation_id, AppointmentRow.role.in_(list(roles))
    )
    return list(session.scalars(query))


def colleagues(session: Session, organisation_id: str, at: datetime) -> list[str]:
    """Who holds any appointment in an organisation at `at`, those of machines left out."""
    query = _in_force(at).where(
        AppointmentRow.organisation_id == organisation_id,
        AppointmentRow.role.not_in(roles.MACHINE_ROLES),
    )
    return list(dict.fromkeys(row.person_id for row in session.scalars(query)))


def actor_of(session: Session, appointment: AppointmentRow) -> Actor:
    """The actor that an appointment makes of its person."""
    giver = None
    if appointment.delegation_id:
        delegation = session.get(DelegationRow, appointment.delegation_id)
        giver = delegation.from_appointment_id if delegation else None
    return Actor(
        person=appointment.person_id,
        appointment=appointment.id,
        organisation=appointment.organisation_id,
        role=appointment.role,
        delegated_from=giver,
        delegation=appointment.delegation_id,
    )


def standing(session: Session, actor: Actor, at: datetime) -> dict[str, Any]:
    """The people part of workflow facts: appointment, delegation, roles held and whether the office
    is joint.
    """
    row = session.get(AppointmentRow, actor.appointment)
    held = held_by(session, actor.person, at)
    return {
        "appointment": None if row is None else appointment_facts(row),
        "delegation": _delegation(session, actor.delegation),
        "roles_held": frozenset((each.organisation_id, each.role) for each in held),
        "joint": bool(row and row.scope and row.scope.get("joint")),
    }


def appointment_facts(row: AppointmentRow) -> facts.Appointment:
    """One appointment row as workflows read it."""
    return facts.Appointment(
        id=row.id,
        person=row.person_id,
        organisation=row.organisation_id,
        role=row.role,
        starts_at=instant(row.starts_at),
        ends_at=instant(row.ends_at) if row.ends_at else None,
        delegation=row.delegation_id,
    )


def _delegation(session: Session, delegation_id: str | None) -> facts.Delegation | None:
    row = session.get(DelegationRow, delegation_id) if delegation_id else None
    if row is None or row.ends_at is None:
        return None
    giver = session.get_one(AppointmentRow, row.from_appointment_id)
    receiver = session.get_one(AppointmentRow, row.to_appointment_id)
    return facts.Delegation(
        id=row.id,
        organisation=row.organisation_id,
        role=giver.role,
        giver=giver.person_id,
        receiver=receiver.person_id,
        document_kinds=frozenset(row.document_kinds),
        starts_at=instant(row.starts_at),
        ends_at=instant(row.ends_at),
        revoked_at=instant(row.revoked_at) if row.revoked_at else None,
    )


def _in_force(at: datetime) -> Any:
    now = text(at)
    return (
        select(AppointmentRow)
        .where(
            AppointmentRow.starts_at <= now,
            or_(AppointmentRow.ends_at.is_(None), AppointmentRow.ends_at > now),
        )
        .order_by(AppointmentRow.starts_at, AppointmentRow.id)
    )
