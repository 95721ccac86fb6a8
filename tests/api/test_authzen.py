"""AuthZEN over HTTP: the transport's rules, batches, walls between callers, and the metadata."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from werkzeug.test import TestResponse

from govern.api.calls import Call
from govern.register.decide import Answer, Question
from govern.register.directory import FlowDirectory
from govern.register.row import FlowKey
from tests.api import doors
from tests.api.doors import Door

OPEN = FlowKey("essex", "council", "intelligence", "safeguarding", "send")
KENTS = FlowKey("kent", "council", "intelligence", "safeguarding", "send")
CLOSED = OPEN._replace(direction="receive")

SUBJECT = {"type": "force", "id": "essex"}
ACTION = {"name": "send"}
RESOURCE = {"type": "flow", "id": "council/intelligence/safeguarding"}
ASKED = {"subject": SUBJECT, "action": ACTION, "resource": RESOURCE}


class Client:
    """A machine client bound to forces."""

    def __init__(self, *forces: str) -> None:
        self._forces = forces

    def may_ask_about(self, force: str) -> bool:
        return force in self._forces


def authenticate(call: Call) -> Client | None:
    callers = {"essex": Client("essex"), "all": Client("essex", "kent")}
    return callers.get((call.header("Authorization") or "").removeprefix("Bearer "))


def answer(question: Question) -> Answer:
    decision = question.key in (OPEN, KENTS) and question.at_least is None
    return Answer(decision, {"reason": "ok" if decision else "no_such_flow"})


@pytest.fixture
def client(door: Door) -> doors.Client:
    directory = FlowDirectory([OPEN, KENTS, CLOSED])
    return door(doors.flows(answer, authenticate, directory), authenticate)


Post = Callable[..., TestResponse]


@pytest.fixture
def post(client: doors.Client) -> Post:
    def send(body: Any, path: str = "evaluation", *, caller: str = "essex", **headers: str) -> Any:
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        sent = {"Authorization": f"Bearer {caller}", "Content-Type": "application/json"}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        return client.post(f"/access/v1/{path}", data=data, headers=sent)

    return send


def test_a_yes_and_a_no_are_both_200(post: Post) -> None:
    yes = post(ASKED)
    no = post({**ASKED, "action": {"name": "receive"}})

    assert (yes.status_code, yes.json) == (200, {"decision": True, "context": {"reason": "ok"}})
    assert (no.status_code, no.json and no.json["decision"]) == (200, False)
    assert yes.mimetype == "application/json"
    assert yes.headers["Cache-Control"] == "no-store"


def test_unknown_members_are_ignored_everywhere(post: Post) -> None:
    body = {
        "subject": {**SUBJECT, "colour": "blue", "properties": {"x": 1}},
        "action": {**ACTION, "extra": []},
        "resource": {**RESOURCE, "properties": {}},
        "context": {"time": "now"},
        "more": None,
    }

    assert post(body).json == {"decision": True, "context": {"reason": "ok"}}


BAD = {
    "no subject": {"action": ACTION, "resource": RESOURCE},
    "no action": {"subject": SUBJECT, "resource": RESOURCE},
    "no resource": {"subject": SUBJECT, "action": ACTION},
    "subject is a string": {**ASKED, "subject": "essex"},
    "subject is null": {**ASKED, "subject": None},
    "no subject type": {**ASKED, "subject": {"id": "essex"}},
    "no subject id": {**ASKED, "subject": {"type": "force"}},
    "empty subject id": {**ASKED, "subject": {"type": "force", "id": ""}},
    "subject id is a number": {**ASKED, "subject": {"type": "force", "id": 1}},
    "no action name": {**ASKED, "action": {}},
    "action name is a number": {**ASKED, "action": {"name": 123}},
    "no resource type": {**ASKED, "resource": {"id": "a/b/c"}},
    "no resource id": {**ASKED, "resource": {"type": "flow"}},
    "properties is a list": {**ASKED, "subject": {**SUBJECT, "properties": []}},
    "context is a string": {**ASKED, "context": "now"},
    "at_least is a number": {**ASKED, "context": {"at_least": 418}},
    "at_least is half": {**ASKED, "context": {"at_least": {"epoch": 1}}},
    "at_least is true": {**ASKED, "context": {"at_least": {"epoch": 1, "version": True}}},
    "a list": [ASKED],
    "a string": "yes",
    "nothing": b"",
    "not JSON": b"{",
    "two values": b"{} {}",
    "not a number": b'{"subject": NaN}',
    "not UTF-8": b'{"subject": "\xff"}',
    "a lone surrogate": b'{"subject": "\\ud800"}',
    "a repeated member": b'{"subject": {}, "subject": {}}',
    "a repeated member inside": b'{"subject": {"id": "a", "id": "b"}}',
    "too deep": b"[" * 100_000,
}


@pytest.mark.parametrize("body", BAD.values(), ids=BAD)
@pytest.mark.parametrize("path", ["evaluation", "evaluations"])
def test_a_malformed_request_is_400_with_a_sentence(post: Post, body: Any, path: str) -> None:
    response = post(body, path)

    assert response.status_code == 400
    assert isinstance(response.json, str) and response.json.endswith(".")


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_any_other_content_type_is_400(post: Post, content_type: str) -> None:
    assert post(ASKED, Content_Type=content_type).status_code == 400


def test_a_charset_on_the_content_type_is_fine(post: Post) -> None:
    response = post(ASKED, Content_Type="application/json; charset=utf-8")

    assert response.status_code == 200


def test_a_body_that_is_too_large_is_400(post: Post) -> None:
    assert post({**ASKED, "padding": "x" * (4 * 1024 * 1024)}).status_code == 400


@pytest.mark.parametrize("path", ["evaluation", "evaluations", "search/resource"])
def test_nobody_known_is_401_and_told_how_to_authenticate(post: Post, path: str) -> None:
    response = post(ASKED, path, caller="stranger")

    assert response.status_code == 401
    assert response.headers["WWW-Authenticate"].startswith("Bearer")
    assert isinstance(response.json, str)


def test_another_forces_question_is_403(post: Post) -> None:
    response = post({**ASKED, "subject": {"type": "force", "id": "kent"}})

    assert response.status_code == 403
    assert isinstance(response.json, str) and "kent" in response.json


@pytest.mark.parametrize("body", [ASKED, {}, b""])
def test_a_request_id_comes_back_with_every_answer(post: Post, body: Any) -> None:
    assert post(body, X_Request_ID="abc-123").headers["X-Request-ID"] == "abc-123"
    assert "X-Request-ID" not in post(body).headers


@pytest.mark.parametrize(
    "change",
    [
        {"subject": {"type": "user", "id": "essex"}},
        {"action": {"name": "read"}},
        {"resource": {"type": "record", "id": "council/intelligence/safeguarding"}},
        {"resource": {"type": "flow", "id": "council/intelligence"}},
        {"resource": {"type": "flow", "id": "council/intelligence/safeguarding/more"}},
    ],
)
def test_what_cannot_name_a_flow_is_denied_as_no_such_flow(
    post: Post, change: dict[str, Any]
) -> None:
    response = post({**ASKED, **change})

    assert response.status_code == 200
    assert response.json is not None
    assert response.json["decision"] is False
    assert response.json["context"]["reasons"] == ["no_such_flow"]


def test_at_least_reaches_the_decision(post: Post) -> None:
    body = {**ASKED, "context": {"at_least": {"epoch": 1, "version": 418}}}

    assert post(body).json == {"decision": False, "context": {"reason": "no_such_flow"}}


def decisions(response: TestResponse) -> list[bool]:
    assert response.status_code == 200 and response.json is not None
    return [one["decision"] for one in response.json["evaluations"]]


RECEIVE = {"action": {"name": "receive"}}


def test_a_batch_answers_in_order_with_whole_entities_in_place_of_defaults(post: Post) -> None:
    nowhere = {"resource": {"type": "flow", "id": "a/b/c"}}

    response = post({**ASKED, "evaluations": [{}, RECEIVE, nowhere, {}]}, "evaluations")

    assert decisions(response) == [True, False, False, True]
    assert response.json is not None and "decision" not in response.json


def test_a_default_is_replaced_and_never_merged_into(post: Post) -> None:
    items = [{"resource": {"id": RESOURCE["id"]}}]

    response = post({**ASKED, "evaluations": items}, "evaluations")

    assert decisions(response) == [False]
    assert response.json is not None
    assert response.json["evaluations"][0]["context"]["error"]["status"] == 400


@pytest.mark.parametrize(
    ("semantic", "expected"),
    [
        ("execute_all", [True, False, True]),
        ("deny_on_first_deny", [True, False]),
        ("permit_on_first_permit", [True]),
    ],
)
def test_the_three_semantics(post: Post, semantic: str, expected: list[bool]) -> None:
    body = {
        **ASKED,
        "options": {"evaluations_semantic": semantic},
        "evaluations": [{}, RECEIVE, {}],
    }

    assert decisions(post(body, "evaluations")) == expected


def test_another_forces_item_is_denied_alone(post: Post) -> None:
    items = [{}, {"subject": {"type": "force", "id": "kent"}}, {}]

    response = post({**ASKED, "evaluations": items}, "evaluations")

    assert decisions(response) == [True, False, True]
    assert response.json is not None
    assert response.json["evaluations"][1]["context"]["error"]["status"] == 403
    everyone = post({**ASKED, "evaluations": items}, "evaluations", caller="all")
    assert decisions(everyone) == [True, True, True]


@pytest.mark.parametrize("item", [{"action": {}}, {"subject": 1}, "x", None, []])
def test_one_bad_item_spoils_only_itself(post: Post, item: Any) -> None:
    response = post({**ASKED, "evaluations": [item, {}]}, "evaluations")

    assert decisions(response) == [False, True]


@pytest.mark.parametrize("batch", [{}, {"evaluations": []}])
def test_a_batch_of_none_is_the_single_question(post: Post, batch: dict[str, Any]) -> None:
    response = post({**ASKED, **batch}, "evaluations")

    assert response.json == {"decision": True, "context": {"reason": "ok"}}


@pytest.mark.parametrize(
    "change",
    [
        {"evaluations": {}},
        {"evaluations": [{}] * 10_001},
        {"options": []},
        {"options": {"evaluations_semantic": "guess"}},
        {"options": {"evaluations_semantic": None}},
    ],
)
def test_a_malformed_batch_is_400(post: Post, change: dict[str, Any]) -> None:
    assert post({**ASKED, **change}, "evaluations").status_code == 400


def test_the_metadata_names_every_endpoint_under_the_address_used(client: doors.Client) -> None:
    response = client.get("/.well-known/authzen-configuration", headers={"Host": "flows.example"})

    base = "http://flows.example"
    assert response.json == {
        "policy_decision_point": base,
        "access_evaluation_endpoint": f"{base}/access/v1/evaluation",
        "access_evaluations_endpoint": f"{base}/access/v1/evaluations",
        "search_subject_endpoint": f"{base}/access/v1/search/subject",
        "search_resource_endpoint": f"{base}/access/v1/search/resource",
        "search_action_endpoint": f"{base}/access/v1/search/action",
    }


def test_without_a_directory_there_is_no_search_and_the_metadata_says_so(door: Door) -> None:
    endpoints = doors.flows(answer, authenticate, base_url="https://gate.example/")
    client = door(endpoints, authenticate)

    found = client.get("/.well-known/authzen-configuration").json
    searched = client.post("/access/v1/search/resource", json=ASKED)

    assert found == {
        "policy_decision_point": "https://gate.example",
        "access_evaluation_endpoint": "https://gate.example/access/v1/evaluation",
        "access_evaluations_endpoint": "https://gate.example/access/v1/evaluations",
    }
    assert searched.status_code == 404
