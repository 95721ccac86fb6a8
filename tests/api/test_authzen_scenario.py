"""The AuthZEN 1.0 certification scenario mapped to our entities and asked of the real register.

| the scenario's | ours |
|---|---|
| users alice, bob | the forces Kent (two flows) and Essex (one) |
| records record-1, record-2 | flows to the council and to the trust |
| actions read, write | send, receive; nobody receives anything here |
| a property that turns an answer | a stop: what turns an answer here is the register alone |
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from werkzeug.test import TestResponse

from govern.app import create_app
from govern.commands.clients.add_client import add_client
from tests.sharing import COUNCIL, TRUST, Sharing

Ask = Callable[..., TestResponse]
RECORD_1, RECORD_2 = f"{COUNCIL}/crime-report/prevention", f"{TRUST}/crime-report/prevention"
ALICE, BOB = "kent", "essex"


def asked(who: str, what: str, record: str, **more: Any) -> dict[str, Any]:
    return {
        "subject": {"type": "force", "id": who},
        "action": {"name": what},
        "resource": {"type": "flow", "id": record},
        **more,
    }


RULES = [
    (asked(ALICE, "send", RECORD_1), True),
    (asked(ALICE, "send", RECORD_2), True),
    (asked(BOB, "send", RECORD_1), True),
    (asked(BOB, "send", RECORD_2), False),
    (asked(ALICE, "receive", RECORD_1), False),
    (asked(BOB, "receive", RECORD_2), False),
    (asked(ALICE, "delete", RECORD_1), False),
    (asked("mallory", "send", RECORD_1), False),
    (asked(ALICE, "send", "record-9"), False),
]
BASE = RULES[0][0]


@pytest.fixture
def ask(sharing: Sharing) -> Ask:
    """Post to an endpoint as a caller of every force."""
    http = create_app(sharing.installation).test_client()
    token = add_client(sharing.installation, by=None, name="tester", forces=["all"]).token

    def post(body: Any, endpoint: str = "evaluation", **given: Any) -> TestResponse:
        headers = {"Authorization": f"Bearer {token}", **given.pop("headers", {})}
        told = {"json": body} if "data" not in given else {}
        return http.post(f"/access/v1/{endpoint}", headers=headers, **told, **given)

    return post


def decisions(answer: TestResponse) -> list[bool]:
    assert answer.status_code == 200, answer.text
    return [one["decision"] for one in answer.get_json()["evaluations"]]


@pytest.mark.parametrize(("body", "decision"), RULES)
def test_each_rule_of_the_scenario(ask: Ask, body: dict[str, Any], decision: bool) -> None:
    answer = ask(body)

    assert answer.status_code == 200
    assert answer.get_json()["decision"] is decision
    assert isinstance(answer.get_json()["context"], dict)


def test_properties_context_and_unknown_members_change_nothing(ask: Ask) -> None:
    body = asked(ALICE, "send", RECORD_1, context={"time": "now", "deep": {"a": [1]}}, extra=[1])
    body["subject"]["properties"] = {"role": "admin"}
    body["resource"]["properties"] = {"status": "archived"}
    body["action"] |= {"properties": {"soft": True}, "unknown": None}

    assert ask(body).get_json()["decision"] is True


@pytest.mark.parametrize("entity", ["subject", "action", "resource"])
@pytest.mark.parametrize("wrong", ["missing", None, "text", [], {}, 5])
def test_an_entity_that_is_missing_or_no_entity_is_400(ask: Ask, entity: str, wrong: Any) -> None:
    body = {name: value for name, value in BASE.items() if name != entity}
    if wrong != "missing":
        body[entity] = wrong

    assert ask(body).status_code == 400


@pytest.mark.parametrize(
    ("entity", "member"),
    [("subject", "type"), ("subject", "id"), ("action", "name"), ("resource", "type"),
     ("resource", "id")],
)  # fmt: skip
@pytest.mark.parametrize("wrong", ["missing", "", None, 5, True, ["x"]])
def test_a_required_member_that_is_missing_or_no_text_is_400(
    ask: Ask, entity: str, member: str, wrong: Any
) -> None:
    held = {name: value for name, value in BASE[entity].items() if name != member}
    if wrong != "missing":
        held[member] = wrong

    answer = ask({**BASE, entity: held})

    assert answer.status_code == 400
    assert isinstance(answer.get_json(), str)


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b'"text"', b"null", b'{"subject": NaN}',
                                  b'{"subject":{},"subject":{}}', b"\xff"])  # fmt: skip
@pytest.mark.parametrize("endpoint", ["evaluation", "evaluations", "search/subject"])
def test_a_body_that_is_no_object_is_400(ask: Ask, data: bytes, endpoint: str) -> None:
    assert ask(None, endpoint, data=data, content_type="application/json").status_code == 400


@pytest.mark.parametrize("kind", ["text/plain", "application/xml", "application/jsonp", ""])
def test_another_content_type_is_400(ask: Ask, kind: str) -> None:
    assert ask(None, data=b"{}", content_type=kind).status_code == 400


@pytest.mark.parametrize("body", [BASE, {}])
def test_the_request_id_comes_back_with_answers_and_errors(ask: Ask, body: Any) -> None:
    answer = ask(body, headers={"X-Request-ID": "7f0c-1"})

    assert answer.headers["X-Request-ID"] == "7f0c-1"


def test_the_rules_in_one_batch_in_their_order(ask: Ask) -> None:
    answer = ask({"evaluations": [body for body, _ in RULES]}, "evaluations")

    assert decisions(answer) == [decision for _, decision in RULES]


@pytest.mark.parametrize(
    ("semantic", "expected"),
    [("execute_all", [True, False, True]), ("deny_on_first_deny", [True, False]),
     ("permit_on_first_permit", [True])],
)  # fmt: skip
def test_defaults_are_replaced_whole_and_each_semantic_stops_where_it_should(
    ask: Ask, semantic: str, expected: list[bool]
) -> None:
    items = [{}, {"action": {"name": "receive"}}, {"resource": {"type": "flow", "id": RECORD_2}}]
    options = {"evaluations_semantic": semantic}

    answer = ask({**BASE, "evaluations": items, "options": options}, "evaluations")

    assert decisions(answer) == expected


def test_a_bad_item_is_a_no_with_its_error_and_the_batch_goes_on(ask: Ask) -> None:
    answer = ask({**BASE, "evaluations": [{"resource": {"type": "flow"}}, {}]}, "evaluations")

    assert decisions(answer) == [False, True]
    assert answer.get_json()["evaluations"][0]["context"]["error"]["status"] == 400


@pytest.mark.parametrize("more", [{}, {"evaluations": []}])
def test_a_batch_of_none_is_the_single_question(ask: Ask, more: dict[str, Any]) -> None:
    assert ask({**BASE, **more}, "evaluations").get_json()["decision"] is True


@pytest.mark.parametrize(
    ("what", "body", "expected"),
    [("subject", asked("ignored", "send", RECORD_1), [BOB, ALICE]),
     ("subject", asked("ignored", "send", RECORD_2), [ALICE]),
     ("resource", asked(ALICE, "send", "ignored"), [RECORD_2, RECORD_1]),
     ("resource", asked(BOB, "send", "ignored"), [RECORD_1]),
     ("action", asked(ALICE, "ignored", RECORD_1), ["send"]),
     ("action", asked(BOB, "ignored", RECORD_2), [])],
)  # fmt: skip
def test_the_six_searches(ask: Ask, what: str, body: dict[str, Any], expected: list[str]) -> None:
    answer = ask(body, f"search/{what}")

    named = [one.get("id", one.get("name")) for one in answer.get_json()["results"]]
    assert answer.status_code == 200
    assert sorted(named) == sorted(expected)


def test_a_search_goes_on_page_by_page_to_an_empty_token(ask: Ask) -> None:
    body = asked(ALICE, "send", "ignored", page={"limit": 1})
    first = ask(body, "search/resource").get_json()
    token = first["page"]["next_token"]

    last = ask({**body, "page": {"token": token}}, "search/resource").get_json()

    assert token and last["page"]["next_token"] == ""
    assert [len(page["results"]) for page in (first, last)] == [1, 1]
    assert first["results"] != last["results"]


@pytest.mark.parametrize("what", ["subject", "resource", "action"])
def test_a_search_for_what_nobody_knows_is_empty(ask: Ask, what: str) -> None:
    body = asked(ALICE, "send", RECORD_1)
    body["resource"]["type"] = "spaceship"

    assert ask(body, f"search/{what}").get_json()["results"] == []
