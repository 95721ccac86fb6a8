"""Ending an organisation with its appointments; a successor takes over only by novation."""

from __future__ import annotations

from sqlalchemy import or_, select

from govern.clock import text
from govern.commands.authority import OFFICE, require
from govern.commands.reading import Reading
from govern.errors import Invalid
from govern.installation import Installation
from govern.store import organisations
from govern.store.rows.organisations import AppointmentRow, OrganisationRow
from govern.store.writing import Writing
from workflows.engine import Actor


def end_organisation(
    installation: Installation,
    *,
    by: Actor | None,
    organisation_id: str,
    successor_id: str | None = None,
    novation: str | None = None,
) -> None:
    """End an organisation now. `novation` cites the instrument by which the successor takes over.

    Nothing moves to the successor by itself: it signs anew what it wants to go on with
    (decision 19). Every appointment held in the ended organisation ends at the same instant.
    """
    read = Reading()
    instrument = read.optional_line("novation", novation, longest=500)
    if successor_id is not None and instrument is None:
        read.fault("novation", "Cite the novation: a successor takes over by instrument alone.")
    if successor_id is None and instrument is not None:
        read.fault("successor_id", "Name the successor that the novation is with.")
    read.done()
    with installation.writing(by) as writing:
        require(writing, by, OFFICE)
        row = organisations.acting(writing.session, organisation_id)
        data = {}
        if successor_id is not None:
            _check_successor(row, organisations.acting(writing.session, successor_id))
            data["successor_id"] = successor_id
        _end_appointments(writing, organisation_id)
        private = {"novation": instrument} if instrument else {}
        writing.record("organisation_ended", ("organisation", organisation_id), data, private)


def _check_successor(row: OrganisationRow, successor: OrganisationRow) -> None:
    if row.id == successor.id:
        raise Invalid.field("successor_id", "An organisation cannot succeed itself.")
    if row.kind != successor.kind:
        raise Invalid.field("successor_id", f"A {row.kind} is succeeded by a {row.kind}.")


def _end_appointments(writing: Writing, organisation_id: str) -> None:
    now = text(writing.at)
    held = select(AppointmentRow.id).where(
        AppointmentRow.organisation_id == organisation_id,
        or_(AppointmentRow.ends_at.is_(None), AppointmentRow.ends_at > now),
    )
    for appointment_id in writing.session.scalars(held.order_by(AppointmentRow.id)).all():
        writing.record("appointment_ended", ("appointment", appointment_id), {"ends_at": now})
