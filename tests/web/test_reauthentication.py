"""Proof before an act: what passes, what is refused, and that a refusal uses nothing up."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from govern.clock import SettableClock
from govern.installation import Installation
from govern.web.fields import TextField
from govern.web.policy import rule, signed_in
from govern.web.reauthentication import ReauthenticationForm
from tests.web.people import PASSWORD, Cast
from tests.web.signing_in import code_now, enter, sign_in


class ActForm(ReauthenticationForm):
    reason = TextField("Reason", required="Enter a reason")


def act() -> str:
    form = ActForm()
    proof = form.prove()
    if proof is None:
        return " / ".join(link.text for link in form.error_links())
    return f"done by {proof.method}"


def with_act(site: Flask) -> FlaskClient:
    site.config["WTF_CSRF_ENABLED"] = False
    site.add_url_rule("/act", "act", rule(signed_in)(act), methods=["POST"])
    return site.test_client()


@pytest.fixture
def clock(installation: Installation) -> SettableClock:
    assert isinstance(installation.clock, SettableClock)
    return installation.clock


@pytest.fixture
def client(site: Flask, clock: SettableClock) -> FlaskClient:
    made = with_act(site)
    site.config["WTF_CSRF_ENABLED"] = True
    sign_in(made, clock, "amara@essex.example")
    site.config["WTF_CSRF_ENABLED"] = False
    clock.advance(timedelta(seconds=30))
    return made


def test_password_and_a_fresh_code_prove_it(client: FlaskClient, clock: SettableClock) -> None:
    form = {"reason": "Because", "password": PASSWORD, "code": code_now(clock)}

    assert client.post("/act", data=form).text == "done by totp"


def test_the_code_of_the_sign_in_is_used_up(client: FlaskClient, clock: SettableClock) -> None:
    form = {"reason": "Because", "password": PASSWORD, "code": code_now(clock)}
    client.post("/act", data=form)

    assert "The code is not right, or was used before" in client.post("/act", data=form).text


def test_a_wrong_password_uses_no_code_up(client: FlaskClient, clock: SettableClock) -> None:
    form = {"reason": "Because", "password": "wrong", "code": code_now(clock)}
    refused = client.post("/act", data=form).text

    accepted = client.post("/act", data=form | {"password": PASSWORD}).text

    assert refused == "The password is not right"
    assert accepted == "done by totp"


def test_a_fault_elsewhere_in_the_form_uses_no_code_up(
    client: FlaskClient, clock: SettableClock
) -> None:
    form = {"reason": "", "password": PASSWORD, "code": code_now(clock)}
    refused = client.post("/act", data=form).text

    accepted = client.post("/act", data=form | {"reason": "Because"}).text

    assert refused == "Enter a reason"
    assert accepted == "done by totp"


def test_proof_gives_the_session_a_new_token(client: FlaskClient, clock: SettableClock) -> None:
    with client.session_transaction() as before:
        old = before["sign_in"]
    form = {"reason": "Because", "password": PASSWORD, "code": code_now(clock)}
    client.post("/act", data=form)

    with client.session_transaction() as after:
        assert after["sign_in"] != old
    assert client.get("/your-sign-in").status_code == 200


def test_a_click_proves_nothing_outside_demonstration(client: FlaskClient) -> None:
    form = {"reason": "Because", "demonstration_proof": "clicked"}

    assert "Enter your password" in client.post("/act", data=form).text


@pytest.mark.parametrize(
    ("extra", "answer"),
    [({"demonstration_proof": "clicked"}, "done by demonstration"), ({}, "Confirm that it is you")],
)
def test_in_demonstration_mode_a_labelled_click_stands_for_it(
    demonstration_site: Flask, demonstration_cast: Cast, extra: dict[str, str], answer: str
) -> None:
    client = with_act(demonstration_site)
    demonstration_site.config["WTF_CSRF_ENABLED"] = True
    enter(client, demonstration_cast.dpo)
    demonstration_site.config["WTF_CSRF_ENABLED"] = False

    assert client.post("/act", data={"reason": "Because"} | extra).text == answer
