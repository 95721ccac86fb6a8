"""Proof, before one act, that the person is still the one who signed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from govern.clock import text
from govern.commands.sign_in import delays, one_time_code, passwords
from govern.commands.sign_in.give_code import WRONG as WRONG_CODE
from govern.commands.sign_in.give_password import TooSoon
from govern.commands.sign_in.opening import Opened, renew_token
from govern.errors import Invalid, NotFound
from govern.installation import Installation
from govern.store import people
from govern.store.rows.sign_in import SignInSessionRow

WRONG_PASSWORD = "The password is not right"  # noqa: S105 (a sentence)


@dataclass(frozen=True)
class Proof:
    """What the record says of it: how, in which session, and when. `opened` renews the cookie."""

    method: Literal["totp", "demonstration"]
    session_id: str
    at: datetime
    opened: Opened


def reauthenticate(
    installation: Installation,
    *,
    session_id: str,
    person_id: str,
    password: str,
    code: str,
    clicked: bool,
    address: str,
    secret: bytes,
) -> Proof:
    """A fresh proof for one act.

    In demonstration mode a click stands for it; otherwise password and an unused code are needed.
    Invalid names `password` or `code`; TooSoon after too many failures.
    """
    at = installation.clock.now()
    if installation.demonstration:
        if not clicked:
            raise Invalid.field("password", "Confirm that it is you")
        return _prove(installation, session_id, person_id, "demonstration", at)
    tried = delays.buckets(secret, account=f"proof:{person_id}", address=address)
    with installation.reading() as session:
        wait = delays.wait(session, tried, at)
        person = people.by_id(session, person_id)
    if wait > timedelta(0):
        raise TooSoon(wait)
    faults = {}
    if not passwords.matches(password, person.password_hash):
        faults["password"] = WRONG_PASSWORD
    step = one_time_code.step_of(person.totp_secret, code, at)
    with installation.database.writing() as session:
        used = not faults and step is not None and one_time_code.use(session, person_id, step, at)
        if not faults and not used:
            faults["code"] = WRONG_CODE
        if faults:
            delays.count_failure(session, tried, at)
        else:
            delays.forget(session, tried)
    if faults:
        raise Invalid(faults)
    return _prove(installation, session_id, person_id, "totp", at)


def _prove(
    installation: Installation,
    session_id: str,
    person_id: str,
    method: Literal["totp", "demonstration"],
    at: datetime,
) -> Proof:
    with installation.database.writing() as session:
        row = session.get(SignInSessionRow, session_id)
        if row is None or row.person_id != person_id or row.ended_at is not None:
            raise NotFound(f"sign-in {session_id}")
        row.reauthenticated_at = row.seen_at = text(at)
        return Proof(method, session_id, at, renew_token(row))
