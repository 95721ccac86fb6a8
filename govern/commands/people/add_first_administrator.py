"""The first administrator of an empty installation; every later one is appointed by somebody."""

from __future__ import annotations

from sqlalchemy import select

from govern.commands.people import passwords
from govern.commands.people.add_person import Added, enter
from govern.commands.people.fitness import Term
from govern.commands.people.make_appointment import appoint
from govern.commands.reading import Reading
from govern.commands.sign_in.passwords import hash_password
from govern.errors import Conflict
from govern.installation import Installation
from govern.store import organisations
from govern.store.identifiers import new_id
from govern.store.rows.people import PersonRow
from govern.store.writing import Writing
from workflows import roles

OFFICE_SLUG = "consortium-office"


def add_first_administrator(
    installation: Installation, *, name: str, email: str, password: str | None = None
) -> Added:
    """Add the first person as administrator of the consortium office, which is made when missing.

    Conflict as soon as anybody is there: then an administrator adds the next one.
    """
    read = Reading()
    called, address = read.line("name", name), read.email("email", email)
    if password is not None and (fault := passwords.fault(password, name=called, email=address)):
        read.fault("password", fault)
    read.done()
    hashed = None if password is None else hash_password(password)
    with installation.writing(None) as writing:
        if writing.session.scalar(select(PersonRow.id).limit(1)):
            raise Conflict("Somebody is here already; ask an administrator to add you.")
        added = enter(writing, called, address, hashed)
        term = Term(added.person_id, _office(writing), roles.ADMINISTRATOR, writing.at, None)
        appoint(writing, term)
        return added


def _office(writing: Writing) -> str:
    found = organisations.of_kind(writing.session, "office")
    if found:
        return found[0].id
    office_id = new_id()
    data = {"slug": OFFICE_SLUG, "kind": "office", "name": "Consortium office"}
    writing.record("organisation_added", ("organisation", office_id), data)
    return office_id
