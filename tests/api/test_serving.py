"""The register's questions, asked of the whole application with a machine caller's own token."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from govern.app import create_app
from govern.clock import SettableClock, instant, text
from govern.commands.clients.add_client import add_client
from govern.commands.clients.revoke_client import revoke_client
from govern.commands.stops.lift import lift_stop
from tests.sharing import COUNCIL, TRUST, WHY, Sharing

Ask = Callable[..., TestResponse]
ESSEX: dict[str, Any] = {
    "subject": {"type": "force", "id": "essex"},
    "action": {"name": "send"},
    "resource": {"type": "flow", "id": f"{COUNCIL}/crime-report/prevention"},
}
KENT = {**ESSEX, "subject": {"type": "force", "id": "kent"}}
TRUSTS = {**KENT, "resource": {"type": "flow", "id": f"{TRUST}/crime-report/prevention"}}


@pytest.fixture
def http(sharing: Sharing) -> FlaskClient:
    return create_app(sharing.installation).test_client()


@pytest.fixture
def token(sharing: Sharing) -> str:
    """A caller of Essex alone."""
    return added(sharing, "essex")


@pytest.fixture
def ask(http: FlaskClient, token: str) -> Ask:
    """Post a body to an endpoint below /access/v1 as the caller of Essex."""

    def post(body: Any, endpoint: str = "evaluation", bearer: str = token) -> TestResponse:
        headers = {"Authorization": f"Bearer {bearer}"}
        return http.post(f"/access/v1/{endpoint}", json=body, headers=headers)

    return post


def added(sharing: Sharing, *forces: str) -> str:
    name = f"rms of {' and '.join(forces)}"
    return add_client(sharing.installation, by=None, name=name, forces=forces).token


def test_a_signed_flow_is_permitted_with_the_records_it_stands_on(
    sharing: Sharing, ask: Ask
) -> None:
    now = sharing.installation.clock.now()

    answer = ask(ESSEX).get_json()

    context = answer["context"]
    assert answer["decision"] is True, context
    assert context["flow"] == sharing.flows[f"essex:{COUNCIL}"]
    assert {one["document"] for one in context["evidence"]} >= {"ISA-1", "DPIA-1", "COC-1"}
    assert context["valid_until"] == text(now + timedelta(days=300))
    assert now < instant(context["decide_again_by"]) <= now + timedelta(hours=8)
    assert context["obligations"] == [{"id": "log_disclosure"}]


def test_a_stop_denies_at_once_and_its_lifting_permits_again(sharing_anywhere: Sharing) -> None:
    sharing = sharing_anywhere
    http, lifter = (
        create_app(sharing.installation).test_client(),
        sharing.people.actor("essex_siro"),
    )
    headers = {"Authorization": f"Bearer {added(sharing, 'essex')}"}

    def decision() -> Any:
        return http.post("/access/v1/evaluation", json=ESSEX, headers=headers).get_json()

    signed = decision()
    stop_id = sharing.suspend("agreement", sharing.documents["isa-council"], "essex_owner")
    stopped = decision()
    lift_stop(sharing.installation, by=lifter, stop_id=stop_id, reasons=WHY)
    lifted = decision()

    assert [one["decision"] for one in (signed, stopped, lifted)] == [True, False, True]
    assert stopped["context"]["reason"] == "agreement_suspended"
    assert stopped["context"]["reason_user"] == "Sharing is off: ISA-1 is suspended."


def test_the_register_is_numbered_by_the_ledger_and_only_grows(sharing: Sharing, ask: Ask) -> None:
    before = ask(ESSEX).get_json()["context"]["register"]
    sharing.suspend("flow", sharing.flows[f"essex:{COUNCIL}"], "essex_owner")
    after = ask(ESSEX).get_json()["context"]["register"]

    assert before["epoch"] == after["epoch"]
    assert after["version"] > before["version"]


def test_time_alone_ends_a_permission(sharing: Sharing, ask: Ask) -> None:
    sharing.people.later(days=300)

    answer = ask(ESSEX).get_json()

    assert answer["decision"] is False
    assert answer["context"]["reason"] == "expired"


def test_a_flow_that_no_agreement_lists_is_denied(ask: Ask) -> None:
    resource = {"type": "flow", "id": f"{COUNCIL}/custody/prevention"}

    answer = ask({**ESSEX, "resource": resource})

    assert answer.status_code == 200
    assert answer.get_json()["context"]["reason"] == "no_such_flow"


def test_a_deny_of_a_safety_critical_flow_names_its_fallback(sharing: Sharing, ask: Ask) -> None:
    sharing.suspend("partner", sharing.people.organisations[TRUST], "kent_owner")

    context = ask(TRUSTS, bearer=added(sharing, "kent")).get_json()["context"]

    assert context["reason"] == "partner_suspended"
    assert context["fallback"] == "Ring the trust's duty desk"


def test_a_caller_may_not_ask_about_another_force(ask: Ask) -> None:
    answer = ask(KENT)

    assert answer.status_code == 403
    assert isinstance(answer.get_json(), str)


def test_in_a_batch_another_force_is_an_error_of_that_item_alone(ask: Ask) -> None:
    answers = ask({"evaluations": [ESSEX, KENT]}, "evaluations").get_json()["evaluations"]

    assert [one["decision"] for one in answers] == [True, False]
    assert answers[1]["context"]["error"]["status"] == 403


def test_all_items_of_a_batch_are_answered_from_one_state(ask: Ask) -> None:
    answers = ask({"evaluations": [ESSEX] * 3}, "evaluations").get_json()["evaluations"]

    assert len({one["context"]["register"]["version"] for one in answers}) == 1


@pytest.mark.parametrize("bearer", ["", "wrong", "govern_wrong"])
def test_without_a_good_token_nobody_is_answered(ask: Ask, bearer: str) -> None:
    answer = ask(ESSEX, bearer=bearer)

    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_a_revoked_token_is_worth_nothing_at_once(sharing: Sharing, ask: Ask) -> None:
    made = add_client(sharing.installation, by=None, name="old rms", forces=["essex"])
    before = ask(ESSEX, bearer=made.token).status_code
    revoke_client(sharing.installation, by=None, client_id=made.client_id)

    assert (before, ask(ESSEX, bearer=made.token).status_code) == (200, 401)


def test_a_repeated_name_in_the_body_is_refused(http: FlaskClient, token: str) -> None:
    twice = '{"subject":{"type":"force","id":"kent","id":"essex"},"action":{"name":"send"}}'
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}

    answer = http.post("/access/v1/evaluation", data=twice, headers=headers)

    assert answer.status_code == 400


def test_search_lists_what_would_be_permitted_page_by_page(sharing: Sharing, ask: Ask) -> None:
    asked = {**KENT, "resource": {"type": "flow"}, "page": {"limit": 1}}
    bearer = added(sharing, "kent")

    first = ask(asked, "search/resource", bearer=bearer).get_json()
    token = first["page"]["next_token"]
    second = ask({**asked, "page": {"token": token}}, "search/resource", bearer=bearer).get_json()

    found = [one["id"] for page in (first, second) for one in page["results"]]
    assert found == [f"{TRUST}/crime-report/prevention", f"{COUNCIL}/crime-report/prevention"]
    assert second["page"]["next_token"] == ""


def test_search_leaves_out_what_is_stopped(sharing: Sharing, ask: Ask) -> None:
    sharing.suspend("flow", sharing.flows[f"essex:{COUNCIL}"], "essex_owner")

    found = ask({**ESSEX, "resource": {"type": "flow"}}, "search/resource").get_json()

    assert found["results"] == []


def test_a_register_that_cannot_be_read_denies(
    sharing: Sharing, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(now: object) -> None:
        raise RuntimeError("no database")

    monkeypatch.setattr(sharing.installation.register, "at", broken)

    answer = ask(ESSEX)

    assert answer.status_code == 200
    assert answer.get_json()["decision"] is False
    assert answer.get_json()["context"]["reason"] == "internal_error"


def test_a_cookie_is_no_token(http: FlaskClient) -> None:
    assert http.post("/access/v1/evaluation", json=ESSEX).status_code == 401


def test_the_addresses_are_those_of_the_installation(http: FlaskClient, sharing: Sharing) -> None:
    found = http.get("/.well-known/authzen-configuration").get_json()

    assert found["policy_decision_point"] == sharing.installation.settings.url
    assert found["search_resource_endpoint"].endswith("/access/v1/search/resource")


def test_a_clock_that_is_put_back_undoes_no_stop(sharing: Sharing, ask: Ask) -> None:
    earlier = sharing.installation.clock.now() - timedelta(hours=1)
    sharing.suspend("flow", sharing.flows[f"essex:{COUNCIL}"], "essex_owner")
    sharing.installation.clock = SettableClock(earlier)

    answer = ask(ESSEX).get_json()

    assert answer["decision"] is False
    assert "flow_suspended" in answer["context"]["reasons"]


def test_the_metadata_are_signed_and_say_the_same(http: FlaskClient) -> None:
    found = http.get("/.well-known/authzen-configuration").get_json()
    jwt = found.pop("signed_metadata")
    part = jwt.split(".")[1]

    claims = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))

    assert claims.pop("iss") == found["policy_decision_point"]
    assert claims.pop("iat") > 0
    assert claims == found
