"""Taking up an invitation: what it sets, what burns it and what does not."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from govern.clock import SettableClock, text
from govern.commands.people import invites
from govern.commands.people.add_person import add_person
from govern.installation import Installation
from govern.store import people
from tests.web.people import SECRET, Cast
from tests.web.signing_in import code_now, give_code, give_password, token_of

GOOD = "seven wet herons wading"
NEW = "dilys@kent.example"


@pytest.fixture
def clock(installation: Installation) -> SettableClock:
    assert isinstance(installation.clock, SettableClock)
    return installation.clock


@pytest.fixture
def path(installation: Installation, cast: Cast) -> str:
    added = add_person(installation, by=None, name="Dilys Rees", email=NEW, totp_secret=SECRET)
    return f"/invitation/{added.invite}"


@pytest.fixture
def client(site: Flask) -> FlaskClient:
    return site.test_client()


def take_up(client: FlaskClient, path: str, password: str, code: str) -> TestResponse:
    form = {"password": password, "code": code, "csrf_token": token_of(client, path)}
    return client.post(path, data=form)


def test_password_and_authenticator_then_open_the_site(
    client: FlaskClient, clock: SettableClock, path: str
) -> None:
    take_up(client, path, GOOD, code_now(clock))
    clock.advance(timedelta(seconds=30))

    give_password(client, NEW, GOOD)
    give_code(client, code_now(clock))

    assert "Dilys Rees" in client.get("/your-sign-in").text


def test_an_invitation_works_once(client: FlaskClient, clock: SettableClock, path: str) -> None:
    take_up(client, path, GOOD, code_now(clock))

    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    ("password", "code", "said"),
    [("short", None, "Use between 12"), (GOOD, "000000", "The code is not right")],
)
def test_a_refusal_burns_nothing(
    client: FlaskClient, clock: SettableClock, path: str, password: str, code: str | None, said: str
) -> None:
    refused = take_up(client, path, password, code or code_now(clock))

    assert (refused.status_code, said in refused.text) == (422, True)
    assert take_up(client, path, GOOD, code_now(clock)).status_code == 302


def test_an_invitation_runs_out(client: FlaskClient, clock: SettableClock, path: str) -> None:
    clock.advance(timedelta(days=7))

    assert client.get(path).status_code == 404


def test_the_authenticators_key_is_shown_before_the_first_password_only(
    client: FlaskClient, installation: Installation, clock: SettableClock, path: str
) -> None:

    first = client.get(path).text
    take_up(client, path, GOOD, code_now(clock))
    with installation.writing(None) as writing:
        person = people.by_email(writing.session, NEW)
        assert person is not None
        again = invites.issue(writing, person.id)

    second = client.get(f"/invitation/{again}").text

    assert SECRET in first and "QR code" in first
    assert SECRET not in second and "QR code" not in second


def test_a_new_password_ends_the_sign_ins_made_with_the_old_one(
    site: Flask, client: FlaskClient, installation: Installation, clock: SettableClock, path: str
) -> None:
    take_up(client, path, GOOD, code_now(clock))
    clock.advance(timedelta(seconds=30))
    give_password(client, NEW, GOOD)
    give_code(client, code_now(clock))
    with installation.writing(None) as writing:
        person = people.by_email(writing.session, NEW)
        assert person is not None
        again = invites.issue(writing, person.id)

    take_up(site.test_client(), f"/invitation/{again}", f"{GOOD} by", code_now(clock))

    assert client.get("/your-sign-in").status_code == 302


def test_an_erased_persons_sign_in_opens_nothing(
    client: FlaskClient, installation: Installation, clock: SettableClock, path: str
) -> None:
    take_up(client, path, GOOD, code_now(clock))
    clock.advance(timedelta(seconds=30))
    give_password(client, NEW, GOOD)
    give_code(client, code_now(clock))
    with installation.database.writing() as session:
        person = people.by_email(session, NEW)
        assert person is not None
        person.erased_at = text(clock.now())

    assert client.get("/your-sign-in").status_code == 302
