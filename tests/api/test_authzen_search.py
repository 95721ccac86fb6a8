"""AuthZEN searches: only what would be answered yes, only to those who may ask, page by page."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from govern.register.decide import Answer, Question
from govern.register.directory import FlowDirectory
from govern.register.row import FlowKey
from tests.api import doors
from tests.api.doors import Door

FORCES = ("essex", "kent", "suffolk")
KEYS = [
    FlowKey(force, f"partner-{number:02}", "intelligence", "safeguarding", direction)
    for force in FORCES
    for number in range(25)
    for direction in ("send", "receive")
]
ESSEX = {"type": "force", "id": "essex"}
SEND = {"name": "send"}
FIRST = {"type": "flow", "id": "partner-00/intelligence/safeguarding"}


class Client:
    """May ask about Essex and Kent."""

    def may_ask_about(self, force: str) -> bool:
        return force != "suffolk"


def answer(question: Question) -> Answer:
    """Everything may be sent but what goes to partner 3; only partner 0 may send to us."""
    key = question.key
    if key.direction == "receive":
        return Answer(key.partner == "partner-00", {})
    return Answer(key.partner != "partner-03", {})


def authenticate(_: object) -> Client:
    return Client()


@pytest.fixture
def client(door: Door) -> doors.Client:
    return door(doors.flows(answer, authenticate, FlowDirectory(KEYS)), authenticate)


def search(client: doors.Client, what: str, status: int = 200, **body: Any) -> Any:
    response = client.post(f"/access/v1/search/{what}", json=body)
    assert response.status_code == status
    return response.json


def ids(found: Any) -> list[str]:
    return [one["id"] for one in found["results"]]


def test_a_resource_search_lists_every_open_flow_of_the_force_in_order(
    client: doors.Client,
) -> None:
    found = search(client, "resource", subject=ESSEX, action=SEND, resource={"type": "flow"})

    assert len(ids(found)) == 24 and ids(found) == sorted(ids(found))
    assert "partner-03/intelligence/safeguarding" not in ids(found)
    assert {one["type"] for one in found["results"]} == {"flow"}
    assert found["page"] == {"next_token": "", "count": 24}


def test_a_subject_search_lists_only_forces_the_caller_may_ask_about(client: doors.Client) -> None:
    found = search(client, "subject", subject={"type": "force"}, action=SEND, resource=FIRST)

    assert found["results"] == [
        {"type": "force", "id": "essex"},
        {"type": "force", "id": "kent"},
    ]


def test_an_action_search_lists_the_open_directions(client: doors.Client) -> None:
    both = search(client, "action", subject=ESSEX, resource=FIRST)
    second = {**FIRST, "id": "partner-01/intelligence/safeguarding"}
    one = search(client, "action", subject=ESSEX, resource=second)

    assert both["results"] == [{"name": "receive"}, {"name": "send"}]
    assert one["results"] == [{"name": "send"}]


def test_the_identifier_of_what_is_searched_for_is_ignored(client: doors.Client) -> None:
    subject = search(client, "subject", subject={**ESSEX, "id": "x"}, action=SEND, resource=FIRST)
    resource = search(client, "resource", subject=ESSEX, action=SEND, resource=FIRST)

    assert len(subject["results"]) == 2
    assert len(resource["results"]) == 24


@pytest.mark.parametrize(
    ("what", "change"),
    [
        ("subject", {"subject": {"type": "spaceship"}}),
        ("resource", {"resource": {"type": "spaceship"}}),
        ("resource", {"subject": {"type": "spaceship", "id": "essex"}}),
        ("resource", {"subject": {"type": "force", "id": "nowhere"}}),
        ("resource", {"action": {"name": "read"}}),
        ("subject", {"resource": {"type": "flow", "id": "a/b/c"}}),
        ("subject", {"resource": {"type": "flow", "id": "a"}}),
        ("action", {"subject": {"type": "force", "id": "nowhere"}}),
    ],
)
def test_what_nobody_knows_finds_nothing(
    client: doors.Client, what: str, change: dict[str, Any]
) -> None:
    found = search(client, what, **{"subject": ESSEX, "action": SEND, "resource": FIRST, **change})

    assert found["results"] == []


@pytest.mark.parametrize(
    ("what", "body"),
    [
        ("subject", {"subject": {"type": "force"}, "resource": FIRST}),
        ("subject", {"subject": {}, "action": SEND, "resource": FIRST}),
        ("subject", {"subject": {"type": "force"}, "action": SEND, "resource": {"type": "flow"}}),
        ("resource", {"action": SEND, "resource": {"type": "flow"}}),
        ("resource", {"subject": {"type": "force"}, "action": SEND, "resource": {"type": "flow"}}),
        ("action", {"subject": ESSEX}),
        ("action", {"subject": {"type": "force"}, "resource": FIRST}),
    ],
)
def test_an_entity_that_is_no_target_must_be_whole(
    client: doors.Client, what: str, body: dict[str, Any]
) -> None:
    assert isinstance(search(client, what, 400, **body), str)


@pytest.mark.parametrize("what", ["resource", "action"])
def test_another_forces_search_is_403(client: doors.Client, what: str) -> None:
    body: dict[str, Any] = {
        "subject": {"type": "force", "id": "suffolk"},
        "action": SEND,
        "resource": FIRST,
    }

    assert "suffolk" in search(client, what, 403, **body)


ASKED: dict[str, Any] = {"subject": ESSEX, "action": SEND, "resource": {"type": "flow"}}


@pytest.mark.parametrize("limit", [1, 5, 7, 23, 24, 25])
def test_pages_follow_each_other_to_the_end_without_gap_or_repeat(
    client: doors.Client, limit: int
) -> None:
    found: list[str] = []
    page: dict[str, Any] = {"limit": limit}
    while True:
        one = search(client, "resource", **ASKED, page=page)
        found += ids(one)
        assert one["page"]["count"] == len(one["results"]) <= limit
        page = {"token": one["page"]["next_token"]}
        if not page["token"]:
            break

    assert found == ids(search(client, "resource", **ASKED))


def test_a_limit_of_none_shows_none_and_says_there_is_more(client: doors.Client) -> None:
    found = search(client, "resource", **ASKED, page={"limit": 0})

    assert found["results"] == [] and found["page"]["next_token"]


def token_of(client: doors.Client) -> str:
    token: str = search(client, "resource", **ASKED, page={"limit": 5})["page"]["next_token"]
    return token


@pytest.mark.parametrize(
    "change",
    [
        {"action": {"name": "receive"}},
        {"subject": {"type": "force", "id": "kent"}},
        {"context": {"time": "now"}},
        {"page": {"limit": 6}},
    ],
)
def test_a_token_with_anything_changed_is_refused(
    client: doors.Client, change: dict[str, Any]
) -> None:
    page = {"token": token_of(client), **change.get("page", {})}

    assert "another search" in search(client, "resource", 400, **{**ASKED, **change, "page": page})


def test_a_token_of_one_kind_of_search_does_not_serve_another(client: doors.Client) -> None:
    body: dict[str, Any] = {"subject": ESSEX, "action": SEND, "resource": FIRST}
    token = search(client, "resource", **body, page={"limit": 1})["page"]["next_token"]

    search(client, "subject", 400, **body, page={"token": token})


def made(marks: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(marks).encode()).decode()


@pytest.mark.parametrize(
    "page",
    [
        [],
        {"limit": -1},
        {"limit": 1.5},
        {"limit": True},
        {"limit": "5"},
        {"token": 5},
        {"properties": []},
        {"token": "nonsense"},
        {"token": "é"},
        {"token": made([])},
        {"token": made({"d": "x", "n": 5})},
        {"token": made({"d": "x", "n": -5, "a": ""})},
        {"token": made({"d": "x", "n": 5, "a": 5})},
    ],
)
def test_a_malformed_page_is_400(client: doors.Client, page: Any) -> None:
    assert isinstance(search(client, "resource", 400, **ASKED, page=page), str)


def test_no_page_is_larger_than_the_largest(client: doors.Client) -> None:
    found = search(client, "resource", **ASKED, page={"limit": 10**18})

    assert len(found["results"]) == 24
