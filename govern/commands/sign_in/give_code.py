"""The second step of signing in: the one-time code, which makes the session whole."""

from __future__ import annotations

from datetime import timedelta

from govern.clock import instant, text
from govern.commands.sign_in import delays, one_time_code
from govern.commands.sign_in.give_password import TooSoon
from govern.commands.sign_in.opening import Opened, only_post, renew_token
from govern.errors import Invalid, NotFound
from govern.installation import Installation
from govern.store import people, sign_ins

WRONG = "The code is not right, or was used before. Wait for the next one and type that"
PENDING_FOR = timedelta(minutes=10)


def give_code(
    installation: Installation, *, token: str, code: str, address: str, secret: bytes
) -> Opened:
    """The same session, whole, under a new token.

    NotFound when the token awaits no code (any longer); Invalid on `code` for a wrong or used one;
    TooSoon after too many. Wrong codes are counted with the account, as passwords are.
    """
    at = installation.clock.now()
    with installation.database.writing() as session:
        row = sign_ins.by_token(session, token)
        if row is None or row.ended_at is not None or row.second_factor_at is not None:
            raise NotFound("no sign-in awaits a code")
        if at - instant(row.begun_at) >= PENDING_FOR:
            raise NotFound("the sign-in waited too long for its code")
        tried = delays.buckets(secret, account=f"code:{row.person_id}", address=address)
        wait = delays.wait(session, tried, at)
        person = people.by_id(session, row.person_id)
        step = one_time_code.step_of(person.totp_secret, code, at)
        if wait <= timedelta(0):
            if step is not None and one_time_code.use(session, person.id, step, at):
                delays.forget(session, tried)
                row.second_factor_at = row.seen_at = text(at)
                row.appointment_id = only_post(session, person.id, at)
                return renew_token(row)
            delays.count_failure(session, tried, at)
    if wait > timedelta(0):
        raise TooSoon(wait)
    raise Invalid.field("code", WRONG)
