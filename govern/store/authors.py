"""Who made an event: the person, the role and the organisation they acted for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from govern.ledger.leaf import Event
from govern.store import people
from govern.store.rows.organisations import AppointmentRow, OrganisationRow


@dataclass(frozen=True)
class Doer:
    """Who did something; a person whose name was erased keeps their role."""

    person: str
    role: str
    organisation: str


def doers(session: Session, found: Iterable[Event]) -> dict[int, Doer]:
    """Sequence number -> who made that event; events of the installation itself are left out.

    Whose names may be shown to whom is for the caller: these are all of them.
    """
    made = {event.seq: event.author for event in found if event.author is not None}
    names = people.person_names(session, (each.person for each in made.values()))
    held = select(AppointmentRow.id, AppointmentRow.role).where(
        AppointmentRow.id.in_({each.appointment for each in made.values()})
    )
    roles = {row.id: row.role for row in session.execute(held)}
    bodies = select(OrganisationRow.id, OrganisationRow.name).where(
        OrganisationRow.id.in_({each.organisation for each in made.values()})
    )
    organisations = {row.id: row.name for row in session.execute(bodies)}
    return {
        seq: Doer(
            names.get(each.person, ""),
            roles.get(each.appointment, ""),
            organisations.get(each.organisation, ""),
        )
        for seq, each in made.items()
    }
