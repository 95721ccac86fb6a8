"""Sign a test client in, by each way there is."""

from __future__ import annotations

import re

import pyotp
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from govern.clock import Clock
from tests.web.people import PASSWORD, SECRET


def code_now(clock: Clock) -> str:
    """What an authenticator shows at this instant."""
    return pyotp.TOTP(SECRET).at(int(clock.now().timestamp()))


def token_of(client: FlaskClient, path: str) -> str:
    """The form token of a page."""
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get(path).text)
    assert found, f"{path} shows no form"
    return found[1]


def give_password(client: FlaskClient, email: str, password: str = PASSWORD) -> TestResponse:
    """Post the first step."""
    form = {"email": email, "password": password, "csrf_token": token_of(client, "/sign-in")}
    return client.post("/sign-in", data=form)


def give_code(client: FlaskClient, code: str) -> TestResponse:
    """Post the second step."""
    form = {"code": code, "csrf_token": token_of(client, "/sign-in/code")}
    return client.post("/sign-in/code", data=form)


def sign_in(client: FlaskClient, clock: Clock, email: str) -> TestResponse:
    """Both steps."""
    give_password(client, email)
    return give_code(client, code_now(clock))


def enter(client: FlaskClient, person_id: str, appointment: str = "") -> TestResponse:
    """One click in the demonstration."""
    form = {"csrf_token": token_of(client, "/sign-in"), "appointment": appointment}
    return client.post(f"/demonstration/sign-in/{person_id}", data=form)
