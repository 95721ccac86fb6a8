"""Taking up an invitation: a password of one's own, and an authenticator shown to work."""

from __future__ import annotations

from dataclasses import dataclass

from govern.commands.people import invites
from govern.commands.people.accept_invite import accept_invite
from govern.commands.sign_in import one_time_code
from govern.commands.sign_in.leave import leave_everywhere
from govern.errors import Invalid, NotFound
from govern.installation import Installation
from govern.store import people
from govern.store.rows.people import PersonRow

WRONG_CODE = "The code is not right. Type the six digits that your authenticator shows now"


@dataclass(frozen=True)
class Invited:
    """Whom a token invites. `authenticator` is the address to scan, `secret` the same to type.

    Both are None for somebody who set up an authenticator before: theirs goes on, so that whoever
    gets hold of a second invitation still lacks it.
    """

    name: str
    email: str
    authenticator: str | None
    secret: str | None


def invited(installation: Installation, token: str) -> Invited:
    """The person whom an unused token invites; NotFound for any other token."""
    person = _person(installation, token)
    email, secret = person.email or "", person.totp_secret
    if person.password_hash is not None or secret is None:
        return Invited(person.name, email, None, None)
    return Invited(person.name, email, one_time_code.address(secret, email=email), secret)


def take_up_invitation(installation: Installation, *, token: str, password: str, code: str) -> None:
    """Set the password and end every sign-in made with an older one.

    Invalid on `password` or `code` burns nothing; NotFound for a spent token.
    """
    person = _person(installation, token)
    if one_time_code.step_of(person.totp_secret, code, installation.clock.now()) is None:
        raise Invalid.field("code", WRONG_CODE)
    person_id = accept_invite(installation, token=token, password=password)
    leave_everywhere(installation, person_id=person_id)


def _person(installation: Installation, token: str) -> PersonRow:
    with installation.reading() as session:
        person_id = invites.invited(session, token, installation.clock.now())
        row = people.by_id(session, person_id) if person_id else None
    if row is None or row.erased_at is not None:
        raise NotFound("This invitation does not exist, was used, or has run out.")
    return row
