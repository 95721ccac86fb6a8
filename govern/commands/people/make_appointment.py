"""Appointing a person to a role in an organisation."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from govern.clock import instant, text
from govern.commands.authority import ADMINISTRATORS, require
from govern.commands.people import fitness
from govern.commands.people.offices import APPOINTERS, SENSITIVE
from govern.commands.reading import Reading
from govern.commands.second_person.kinds import Done, Given, SensitiveAct
from govern.errors import Forbidden, Invalid
from govern.installation import Installation
from govern.store.identifiers import new_id
from govern.store.writing import Writing
from workflows import roles
from workflows.engine import Actor


def make_appointment(
    installation: Installation,
    *,
    by: Actor | None,
    person_id: str,
    organisation_id: str,
    role: str,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
    scope: dict[str, Any] | None = None,
    instrument: str | None = None,
) -> str:
    """Appoint from `starts_at` (now when left out) until `ends_at` (exclusive), and return the id.

    `scope`: an auditor's `{"organisations": [slugs] or "all"}`, or `{"joint": true}` for one
    officer of several organisations (domain 5.4, duty 10). `instrument` cites the letter of
    appointment. Refused: a role that the kind of organisation does not have, roles that exclude
    each other, appointing oneself, a start in the past (decision 17), an auditor without end or
    scope; and for one person alone a role of `SENSITIVE`.
    """
    given = {
        "person_id": person_id,
        "organisation_id": organisation_id,
        "role": role,
        "starts_at": text(starts_at) if starts_at else None,
        "ends_at": text(ends_at) if ends_at else None,
        "scope": scope,
        "instrument": instrument,
    }
    with installation.writing(by) as writing:
        return APPOINT.alone(writing, by, given).made


def _check(writing: Writing, by: Actor | None, given: Given) -> None:
    read = Reading()
    read.choice("role", given["role"], roles.TITLES)
    read.optional_line("instrument", given.get("instrument"), longest=500)
    read.done()
    _check_appointer(writing, by, given["person_id"], given["organisation_id"])
    term = _term(writing, given)
    if term.starts_at < writing.at:
        raise Invalid.field("starts_at", "Nothing takes effect before it is recorded.")
    fitness.check(writing.session, term, given.get("scope"))


def _do(writing: Writing, given: Given) -> Done:
    letter = Reading().optional_line("instrument", given.get("instrument"), longest=500)
    return Done(
        appoint(writing, _term(writing, given), scope=given.get("scope"), instrument=letter)
    )


def _term(writing: Writing, given: Given) -> fitness.Term:
    starts, ends = given.get("starts_at"), given.get("ends_at")
    return fitness.Term(
        given["person_id"],
        given["organisation_id"],
        given["role"],
        instant(starts) if starts else writing.at,
        instant(ends) if ends else None,
    )


def appoint(
    writing: Writing,
    term: fitness.Term,
    *,
    scope: dict[str, Any] | None = None,
    instrument: str | None = None,
    delegation_id: str | None = None,
) -> str:
    """Write an appointment that was checked, and return its id."""
    appointment_id = new_id()
    data = {
        "person_id": term.person_id,
        "organisation_id": term.organisation_id,
        "role": term.role,
        "starts_at": text(term.starts_at),
        "ends_at": text(term.ends_at) if term.ends_at else None,
        "scope": scope,
        "instrument": instrument,
        "delegation_id": delegation_id,
    }
    given = {name: value for name, value in data.items() if value is not None}
    writing.record("appointment_made", ("appointment", appointment_id), given)
    return appointment_id


def _check_appointer(
    writing: Writing, by: Actor | None, person_id: str, organisation_id: str
) -> None:
    if by is None:
        return
    if by.person == person_id:
        raise Forbidden("Nobody appoints themselves; somebody else must.")
    if by.role in ADMINISTRATORS:
        require(writing, by, ADMINISTRATORS)
    else:
        require(writing, by, ADMINISTRATORS | APPOINTERS, organisation=organisation_id)


APPOINT = SensitiveAct(
    name="appoint",
    title="Appoint to a role that signs, stops or administers",
    check=_check,
    do=_do,
    confirms=ADMINISTRATORS | {roles.COORDINATOR},
    own_confirms=APPOINTERS,
    takes_two=lambda _, given: given["role"] in SENSITIVE,
)
