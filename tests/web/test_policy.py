"""The table of rules: every endpoint has one, and one without answers nobody."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from govern.installation import Installation
from govern.store.sign_ins import Post
from govern.web import policy
from govern.web.policy import acting, anyone, organisation, role, rule, signed_in
from govern.web.viewer import Viewer
from tests.web.people import Cast
from tests.web.signing_in import sign_in


def viewer(*, role: str = "dpo", kind: str = "force", acting: bool = True) -> Viewer:
    post = Post("a", "o", "Essex Police", "essex", kind, role, role, None, None, None)
    return Viewer("p", "Amara", "s", "totp", [post], post if acting else None, None)


def test_every_endpoint_of_the_site_declares_a_rule(site: Flask) -> None:
    assert [name for name, stated in policy.rules(site).items() if stated is None] == []


@pytest.mark.parametrize(
    ("caller", "seen", "admitted"),
    [
        (anyone, None, True),
        (signed_in, None, False),
        (signed_in, viewer(acting=False), True),
        (acting, viewer(acting=False), False),
        (acting, viewer(), True),
        (role("siro"), viewer(), False),
        (role("siro", "dpo"), viewer(), True),
        (role("dpo"), viewer(acting=False), False),
        (organisation("partner"), viewer(), False),
        (organisation("force"), viewer(), True),
    ],
)
def test_a_rule_admits_whom_it_names(
    caller: policy.Caller, seen: Viewer | None, admitted: bool
) -> None:
    assert policy.Rule((caller,)).admits(seen) is admitted


def test_an_endpoint_without_a_rule_answers_nobody(site: Flask) -> None:
    site.add_url_rule("/forgotten", "forgotten", lambda: "secret")

    answer = site.test_client().get("/forgotten")

    assert answer.status_code == 403
    assert "secret" not in answer.text


def test_a_missing_role_is_refused(site: Flask, installation: Installation) -> None:
    site.add_url_rule("/lawyers", "lawyers", rule(role("lawyer"))(lambda: "drafts"))
    client = site.test_client()
    sign_in(client, installation.clock, "amara@essex.example")

    assert client.get("/lawyers").status_code == 403


def test_somebody_with_several_appointments_is_asked_first(
    site: Flask, installation: Installation
) -> None:
    site.add_url_rule("/siros", "siros", rule(role("siro"))(lambda: "decide"))
    client = site.test_client()
    sign_in(client, installation.clock, "ben@kent.example")

    assert client.get("/siros").location == "/acting-as?next=/siros"


@pytest.mark.usefixtures("cast")
def test_a_post_without_its_form_token_does_nothing(site: Flask) -> None:
    answer = site.test_client().post("/sign-in", data={"email": "a@b.example", "password": "x"})

    assert answer.status_code == 400
    assert "This page had been open too long" in answer.text


def test_a_stranger_is_sent_to_sign_in_and_back(site: Flask) -> None:
    client: FlaskClient = site.test_client()

    assert client.get("/your-sign-in?page=2").location == "/sign-in?next=/your-sign-in?page%3D2"


def test_a_stranger_who_posts_is_refused(site: Flask, cast: Cast) -> None:
    site.config["WTF_CSRF_ENABLED"] = False

    assert site.test_client().post("/your-sign-in/keep").status_code == 401
