"""Ending an appointment, and with it every delegation that was given from it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from govern.clock import text
from govern.commands.authority import ADMINISTRATORS, require
from govern.commands.people.offices import APPOINTERS
from govern.commands.people.revoke_delegation import revoke
from govern.errors import Conflict, Invalid, NotFound
from govern.installation import Installation
from govern.store.rows.organisations import AppointmentRow, DelegationRow
from govern.store.writing import Writing
from workflows.engine import Actor


def end_appointment(
    installation: Installation,
    *,
    by: Actor | None,
    appointment_id: str,
    ends_at: datetime | None = None,
) -> None:
    """End an appointment at `ends_at` (now when left out; never in the past).

    Anyone may end their own. What was signed under it stays; delegations given from it end now
    when it ends now, and with it when it ends later, for a delegate acts for its holder.
    """
    with installation.writing(by) as writing:
        row = writing.session.get(AppointmentRow, appointment_id)
        if row is None:
            raise NotFound(f"appointment {appointment_id}")
        _check_ender(writing, by, row)
        ends = ends_at or writing.at
        if ends < writing.at:
            raise Invalid.field("ends_at", "Nothing takes effect before it is recorded.")
        if row.ends_at is not None and row.ends_at <= text(ends):
            raise Conflict("It ends no later than that already.")
        writing.record("appointment_ended", ("appointment", row.id), {"ends_at": text(ends)})
        _end_delegations(writing, row.id, ends)


def _check_ender(writing: Writing, by: Actor | None, row: AppointmentRow) -> None:
    if by is None or by.person == row.person_id:
        return
    if by.role in ADMINISTRATORS:
        require(writing, by, ADMINISTRATORS)
    else:
        require(writing, by, ADMINISTRATORS | APPOINTERS, organisation=row.organisation_id)


def _end_delegations(writing: Writing, appointment_id: str, ends: datetime) -> None:
    given = select(DelegationRow).where(
        DelegationRow.from_appointment_id == appointment_id, DelegationRow.revoked_at.is_(None)
    )
    for delegation in writing.session.scalars(given.order_by(DelegationRow.id)).all():
        if ends <= writing.at:
            revoke(writing, delegation)
            continue
        acting = writing.session.get_one(AppointmentRow, delegation.to_appointment_id)
        if acting.ends_at is None or acting.ends_at > text(ends):
            data = {"ends_at": text(ends)}
            writing.record("appointment_ended", ("appointment", acting.id), data)
