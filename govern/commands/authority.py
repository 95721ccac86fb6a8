"""Who may set up the house: the appointment a command is done under, as it stands just then."""

from __future__ import annotations

from collections.abc import Collection

from govern.clock import text
from govern.errors import Forbidden
from govern.store.rows.organisations import AppointmentRow
from govern.store.writing import Writing
from workflows import roles
from workflows.engine import Actor

ADMINISTRATORS = frozenset({roles.ADMINISTRATOR})
OFFICE = frozenset({roles.ADMINISTRATOR, roles.COORDINATOR})


def require(
    writing: Writing,
    by: Actor | None,
    allowed: Collection[str],
    *,
    organisation: str | None = None,
) -> None:
    """Refuse unless `by` holds one of the `allowed` roles now, in `organisation` when given.

    None is the installation itself: the command line and the builder of the demonstration. A
    delegate never passes: a delegation covers kinds of document and nothing else (domain 5.3).
    """
    if by is None:
        return
    row = writing.session.get(AppointmentRow, by.appointment)
    if row is None or not _is(row, by) or not _runs(row, writing):
        raise Forbidden("The appointment you act under is not in force.")
    wrong_place = organisation is not None and row.organisation_id != organisation
    if row.role not in allowed or row.delegation_id or wrong_place:
        titles = " or ".join(sorted(roles.TITLES[role] for role in allowed))
        where = " of that organisation" if organisation else ""
        raise Forbidden(f"This needs the {titles}{where}.")


def present(writing: Writing, by: Actor) -> None:
    """Refuse an appointment that is not the actor's or does not run now. Commands that no workflow
    judges call it first.
    """
    row = writing.session.get(AppointmentRow, by.appointment)
    if row is None or not _is(row, by) or not _runs(row, writing):
        raise Forbidden("The appointment you act under is not in force.")


def _is(row: AppointmentRow, by: Actor) -> bool:
    return (row.person_id, row.organisation_id, row.role) == (by.person, by.organisation, by.role)


def _runs(row: AppointmentRow, writing: Writing) -> bool:
    now = text(writing.at)
    return row.starts_at <= now and (row.ends_at is None or now < row.ends_at)
