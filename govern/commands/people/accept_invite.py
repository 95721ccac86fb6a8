"""Setting a first password by invitation."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from govern.commands.people import invites, passwords
from govern.commands.sign_in.passwords import hash_password
from govern.errors import Invalid, NotFound
from govern.installation import Installation
from govern.store.rows.people import PersonRow


def accept_invite(installation: Installation, *, token: str, password: str) -> str:
    """Set the password of the person whom `token` invites and return their id; the token is burnt.

    NotFound alike for a token that never was, is used or has run out. A refused password burns
    nothing.
    """
    with installation.reading() as session:
        row = _invited(session, token, installation.clock.now())
    if fault := passwords.fault(password, name=row.name, email=row.email or ""):
        raise Invalid.field("password", fault)
    hashed = hash_password(password)
    with installation.writing(None) as writing:
        person_id = _invited(writing.session, token, writing.at).id
        invites.burn(writing, token)
        changed = update(PersonRow).where(PersonRow.id == person_id).values(password_hash=hashed)
        writing.session.execute(changed)
        writing.record("password_set", ("person", person_id), {"how": "invitation"})
    return person_id


def _invited(session: Session, token: str, at: datetime) -> PersonRow:
    person_id = invites.invited(session, token, at)
    row = session.get(PersonRow, person_id) if person_id else None
    if row is None or row.erased_at is not None:
        raise NotFound("This invitation does not exist, was used, or has run out.")
    return row
