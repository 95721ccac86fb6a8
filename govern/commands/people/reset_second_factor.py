"""Resetting how somebody signs in: password and authenticator are made anew, by two people."""

from __future__ import annotations

import pyotp
from sqlalchemy import update

from govern.commands.authority import ADMINISTRATORS, require
from govern.commands.people import invites
from govern.commands.second_person.kinds import Done, Given, SensitiveAct
from govern.commands.sign_in.opening import end_sessions
from govern.errors import Forbidden, NotFound
from govern.installation import Installation
from govern.store.rows.people import PersonRow
from govern.store.writing import Writing
from workflows import roles
from workflows.engine import Actor


def reset_second_factor(installation: Installation, *, by: Actor | None, person_id: str) -> str:
    """Make password and authenticator worthless, end every sign-in, and return an invitation.

    Nobody else learns the new secret: the person sets both with the invitation. A person alone is
    refused (SecondPersonNeeded); the installation itself may.
    """
    with installation.writing(by) as writing:
        return RESET.alone(writing, by, {"person_id": person_id}).secret or ""


def _check(writing: Writing, by: Actor | None, given: Given) -> None:
    require(writing, by, ADMINISTRATORS)
    row = writing.session.get(PersonRow, given["person_id"])
    if row is None or row.erased_at is not None:
        raise NotFound(f"person {given['person_id']}")
    if by is not None and by.person == row.id:
        raise Forbidden("Another administrator must ask for yours.")


def _do(writing: Writing, given: Given) -> Done:
    person_id = given["person_id"]
    anew = {"password_hash": None, "totp_secret": pyotp.random_base32()}
    writing.session.execute(update(PersonRow).where(PersonRow.id == person_id).values(**anew))
    end_sessions(writing.session, person_id, writing.at)
    writing.record("second_factor_reset", ("person", person_id))
    return Done(person_id, invites.issue(writing, person_id))


RESET = SensitiveAct(
    name="reset_second_factor",
    title="Reset somebody's password and authenticator",
    check=_check,
    do=_do,
    confirms=frozenset({roles.ADMINISTRATOR, roles.COORDINATOR}),
)
