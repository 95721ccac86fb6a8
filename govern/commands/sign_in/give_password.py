"""Signing in, first step: an e-mail address and a password, with one answer for every failure."""

from __future__ import annotations

from datetime import timedelta

from govern.commands.sign_in import delays, passwords
from govern.commands.sign_in.opening import Opened, open_session
from govern.errors import Invalid
from govern.installation import Installation
from govern.store import people

WRONG = "The e-mail address or the password is not right"


class TooSoon(Exception):
    """After failures the next try is not looked at yet; `wait` says for how long."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__(f"Try again in {self.words(wait)}.")
        self.wait = wait

    @staticmethod
    def words(wait: timedelta) -> str:
        """A wait in words, rounded up."""
        seconds = max(1, int(-(-wait.total_seconds() // 1)))
        if seconds < 60:
            return "1 second" if seconds == 1 else f"{seconds} seconds"
        minutes = -(-seconds // 60)
        return "1 minute" if minutes == 1 else f"{minutes} minutes"


def give_password(
    installation: Installation,
    *,
    email: str,
    password: str,
    address: str,
    browser: str,
    secret: bytes,
) -> Opened:
    """A session that still needs its one-time code.

    Invalid on `password` with one sentence whether the account is unknown, has no password or the
    password is wrong, and at the same cost; TooSoon after too many failures.
    """
    tried = delays.buckets(secret, account=email, address=address)
    at = installation.clock.now()
    with installation.reading() as session:
        wait = delays.wait(session, tried, at)
        person = people.by_email(session, email)
    if wait > timedelta(0):
        raise TooSoon(wait)
    right = passwords.matches(password, person.password_hash if person else None)
    with installation.database.writing() as session:
        if person is not None and right:
            return open_session(
                session, person_id=person.id, method="totp", browser=browser, at=at, whole=False
            )
        delays.count_failure(session, tried, at)
    raise Invalid.field("password", WRONG)
