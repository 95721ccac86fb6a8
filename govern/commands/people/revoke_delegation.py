"""Revoking a delegation: from now on the delegate decides nothing under it."""

from __future__ import annotations

from govern.clock import text
from govern.commands.people import delegating
from govern.commands.reading import Reading
from govern.errors import Conflict, NotFound
from govern.installation import Installation
from govern.store.rows.organisations import AppointmentRow, DelegationRow
from govern.store.writing import Writing
from workflows.delegation import DELEGATION
from workflows.engine import Actor, Form, move


def revoke_delegation(
    installation: Installation, *, by: Actor, delegation_id: str, reasons: str
) -> None:
    """Revoke a delegation at once. Raises `Refused` with every reason when it may not be."""
    read = Reading()
    why = read.line("reasons", reasons, longest=2000)
    read.done()
    with installation.writing(by) as writing:
        row = writing.session.get(DelegationRow, delegation_id)
        if row is None or row.organisation_id != by.organisation:
            raise NotFound(f"delegation {delegation_id}")
        if row.revoked_at is not None:
            raise Conflict("It was revoked already.")
        facts = delegating.facts(writing, by, Form(reasons=why))
        move(DELEGATION, "in_force", "revoke", by, facts)
        revoke(writing, row, why)


def revoke(writing: Writing, row: DelegationRow, reasons: str | None = None) -> None:
    """Write the revocation and end the appointment that the delegate acted under."""
    private = {"reasons": reasons} if reasons else {}
    writing.record("delegation_revoked", ("delegation", row.id), {}, private)
    acting = writing.session.get_one(AppointmentRow, row.to_appointment_id)
    now = text(writing.at)
    if acting.ends_at is None or acting.ends_at > now:
        writing.record("appointment_ended", ("appointment", acting.id), {"ends_at": now})
