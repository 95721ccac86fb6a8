"""Adding a person: their account, and an invitation to set a password."""

from __future__ import annotations

from dataclasses import dataclass

import pyotp
from sqlalchemy import insert, select

from govern.clock import text
from govern.commands.authority import ADMINISTRATORS, require
from govern.commands.people import invites, passwords
from govern.commands.people.offices import APPOINTERS
from govern.commands.reading import Reading
from govern.commands.sign_in.passwords import hash_password
from govern.errors import Conflict
from govern.installation import Installation
from govern.store.identifiers import new_id
from govern.store.rows.people import PersonRow
from govern.store.writing import Writing
from workflows.engine import Actor


@dataclass(frozen=True)
class Added:
    """The new person's id; what to hand over once: the invitation (None when a password was given)
    and the secret of the one-time code."""

    person_id: str
    invite: str | None
    totp_secret: str


def add_person(
    installation: Installation,
    *,
    by: Actor | None,
    name: str,
    email: str,
    password: str | None = None,
    totp_secret: str | None = None,
) -> Added:
    """Add a person who has no role yet. Without `password` an invitation of seven days is issued.

    The ledger names the person by id and commits to name and e-mail with a salt, so that both can
    be erased. Conflict when the e-mail address is taken.
    """
    read = Reading()
    called, address = read.line("name", name), read.email("email", email)
    if password is not None and (fault := passwords.fault(password, name=called, email=address)):
        read.fault("password", fault)
    read.done()
    hashed = None if password is None else hash_password(password)
    with installation.writing(by) as writing:
        require(writing, by, ADMINISTRATORS | APPOINTERS)
        return enter(writing, called, address, hashed, totp_secret)


def enter(
    writing: Writing, name: str, email: str, hashed: str | None, totp_secret: str | None = None
) -> Added:
    """Write a person whose fields were checked; for `add_person` and the first administrator."""
    if writing.session.scalar(select(PersonRow.id).where(PersonRow.email == email)):
        raise Conflict(f"Somebody has the e-mail address {email} already.")
    person_id, secret = new_id(), totp_secret or pyotp.random_base32()
    row = {"id": person_id, "name": name, "email": email, "created_at": text(writing.at)}
    writing.session.execute(
        insert(PersonRow).values(**row, password_hash=hashed, totp_secret=secret)
    )
    private = {"name": name, "email": email}
    writing.record("person_added", ("person", person_id), private=private)
    return Added(person_id, None if hashed else invites.issue(writing, person_id), secret)
