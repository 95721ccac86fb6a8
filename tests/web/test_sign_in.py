"""Signing in with password and one-time code: what opens, what does not, and for how long."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from govern.clock import SettableClock
from govern.installation import Installation
from tests.web.people import Cast
from tests.web.signing_in import code_now, give_code, give_password, sign_in, token_of

AMARA = "amara@essex.example"
BEN = "ben@kent.example"


@pytest.fixture
def client(site: Flask) -> FlaskClient:
    return site.test_client()


@pytest.fixture
def clock(installation: Installation) -> SettableClock:
    assert isinstance(installation.clock, SettableClock)
    return installation.clock


def test_password_and_code_open_the_site(client: FlaskClient, clock: SettableClock) -> None:
    answer = sign_in(client, clock, AMARA)

    assert answer.status_code == 302
    assert "Acting as <strong>DPO, Essex Police</strong>" in client.get("/your-sign-in").text


def test_the_password_alone_opens_nothing(client: FlaskClient) -> None:
    give_password(client, AMARA)

    assert client.get("/your-sign-in").location.startswith("/sign-in?")


def test_an_address_is_the_same_whatever_its_capitals(
    client: FlaskClient, clock: SettableClock
) -> None:
    sign_in(client, clock, " AMARA@Essex.Example")

    assert client.get("/your-sign-in").status_code == 200


def test_unknown_account_and_wrong_password_get_one_answer(site: Flask) -> None:
    def answer(email: str) -> str:
        text = give_password(site.test_client(), email, "wrong").text
        return text.replace(email, "").split("<main")[1].split("csrf_token")[0]

    assert "is not right" in answer(AMARA)
    assert answer(AMARA) == answer("nobody@essex.example")


def test_what_was_typed_is_kept_but_not_the_password(client: FlaskClient) -> None:
    page = give_password(client, AMARA, "not my password").text

    assert f'value="{AMARA}"' in page
    assert "not my password" not in page
    assert "<title>Error: Sign in" in page
    assert 'href="#password"' in page


def test_a_code_works_once(site: Flask, clock: SettableClock) -> None:
    sign_in(site.test_client(), clock, AMARA)
    second = site.test_client()

    answer = sign_in(second, clock, AMARA)

    assert answer.status_code == 422
    assert second.get("/your-sign-in").status_code == 302


def test_the_next_code_works_again(site: Flask, clock: SettableClock) -> None:
    sign_in(site.test_client(), clock, AMARA)
    clock.advance(timedelta(seconds=30))
    second = site.test_client()

    sign_in(second, clock, AMARA)

    assert second.get("/your-sign-in").status_code == 200


@pytest.mark.parametrize(("late", "opens"), [(30, True), (60, False)])
def test_a_code_may_be_one_step_late(
    client: FlaskClient, clock: SettableClock, late: int, opens: bool
) -> None:
    code = code_now(clock)
    clock.advance(timedelta(seconds=late))
    give_password(client, AMARA)

    give_code(client, code)

    assert (client.get("/your-sign-in").status_code == 200) is opens


def test_guessing_codes_is_slowed_before_the_tenth(
    client: FlaskClient, clock: SettableClock
) -> None:
    give_password(client, AMARA)

    answers = [give_code(client, f"{number:06d}").text for number in range(10)]

    assert "Try again in" in answers[-1]
    assert "Try again in" in give_code(client, code_now(clock)).text


def test_guessing_passwords_is_slowed_and_never_locks(
    site: Flask, client: FlaskClient, clock: SettableClock
) -> None:
    for _ in range(12):
        give_password(client, AMARA, "guess")

    refused = give_password(client, AMARA)
    elsewhere = site.test_client()
    elsewhere.environ_base["REMOTE_ADDR"] = "192.0.2.7"
    clock.advance(timedelta(seconds=3))
    sign_in(elsewhere, clock, AMARA)

    assert "Try again in" in refused.text
    assert elsewhere.get("/your-sign-in").status_code == 200


def test_the_session_gets_a_new_token_with_the_code(
    client: FlaskClient, clock: SettableClock
) -> None:
    give_password(client, AMARA)
    with client.session_transaction() as before:
        first = before["sign_in"]
    give_code(client, code_now(clock))

    with client.session_transaction() as after:
        assert after["sign_in"] != first


def test_the_token_from_before_a_change_of_appointment_opens_nothing(
    client: FlaskClient, clock: SettableClock, cast: Cast
) -> None:
    sign_in(client, clock, BEN)
    with client.session_transaction() as held:
        old = held["sign_in"]
    form = {"appointment": cast.siro_kent, "csrf_token": token_of(client, "/acting-as")}
    client.post("/acting-as", data=form)
    assert "SIRO, Kent Police" in client.get("/your-sign-in").text

    with client.session_transaction() as stolen:
        stolen["sign_in"] = old

    assert client.get("/your-sign-in").status_code == 302


def test_one_cannot_act_under_another_persons_appointment(
    client: FlaskClient, clock: SettableClock, cast: Cast
) -> None:
    sign_in(client, clock, AMARA)
    form = {"appointment": cast.siro_kent, "csrf_token": token_of(client, "/acting-as")}

    answer = client.post("/acting-as", data=form)

    assert answer.status_code == 422
    assert "DPO, Essex Police" in client.get("/your-sign-in").text


@pytest.mark.parametrize(
    ("minutes", "times", "opens"),
    [(14, 1, True), (15, 1, False), (14, 34, True), (14, 35, False)],
)
def test_a_sign_in_ends_when_idle_and_after_eight_hours(
    client: FlaskClient, clock: SettableClock, minutes: int, times: int, opens: bool
) -> None:
    sign_in(client, clock, AMARA)

    statuses = []
    for _ in range(times):
        clock.advance(timedelta(minutes=minutes))
        statuses.append(client.get("/your-sign-in").status_code)

    assert (statuses[-1] == 200) is opens


def test_another_sign_in_can_be_ended_from_here(site: Flask, clock: SettableClock) -> None:
    lost, here = site.test_client(), site.test_client()
    sign_in(lost, clock, AMARA)
    clock.advance(timedelta(seconds=30))
    sign_in(here, clock, AMARA)

    here.post("/your-sign-in/end-others", data={"csrf_token": token_of(here, "/your-sign-in")})

    assert lost.get("/your-sign-in").status_code == 302
    assert here.get("/your-sign-in").status_code == 200


def test_anothers_session_is_not_found(site: Flask, clock: SettableClock) -> None:
    amara, ben = site.test_client(), site.test_client()
    sign_in(amara, clock, AMARA)
    sign_in(ben, clock, BEN)
    page = ben.get("/your-sign-in").text
    session_id = page.split("/your-sign-in/")[1].split("/")[0]
    assert len(session_id) == 32

    form = {"csrf_token": token_of(amara, "/your-sign-in")}
    answer = amara.post(f"/your-sign-in/{session_id}/end", data=form)

    assert answer.status_code == 404
    assert ben.get("/your-sign-in").status_code == 200


def test_after_signing_out_the_cookie_opens_nothing(
    client: FlaskClient, clock: SettableClock
) -> None:
    sign_in(client, clock, AMARA)
    with client.session_transaction() as held:
        old = held["sign_in"]
    client.post("/sign-out", data={"csrf_token": token_of(client, "/sign-out")})

    with client.session_transaction() as stolen:
        stolen["sign_in"] = old

    assert client.get("/your-sign-in").status_code == 302


@pytest.mark.parametrize(
    ("wanted", "where"),
    [
        ("/your-sign-in", "/your-sign-in"),
        ("//evil.example/", "/"),
        ("/\\evil.example", "/"),
        ("https://evil.example/", "/"),
    ],
)
def test_signing_in_leads_on_within_this_site_only(
    client: FlaskClient, clock: SettableClock, wanted: str, where: str
) -> None:
    give_password(client, AMARA)
    form = {"code": code_now(clock), "csrf_token": token_of(client, "/sign-in/code")}

    answer = client.post("/sign-in/code", query_string={"next": wanted}, data=form)

    assert answer.location == where
