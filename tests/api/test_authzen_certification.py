"""The fixture of the AuthZEN 1.0 certification scenario, behind the product's own endpoints.

It shows that the protocol layer carries any decision point, properties included; the policy is the
scenario's and lives in these tests alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from govern.api.authzen_messages import Entities
from govern.api.authzen_protocol import Endpoints
from tests.api.doors import Client, Door

USERS = {"alice": {}, "bob": {"role": "admin"}}
RECORDS = {"record-1": {"status": "active"}, "record-2": {"status": "archived"}}
ACTIONS = ("delete", "read", "write")


class Scenario:
    """The scenario's eight rules."""

    def evaluate(self, asked: Entities, caller: str) -> Mapping[str, Any]:
        return {"decision": self._permits(asked["subject"], asked["action"], asked["resource"])}

    def search(self, searched: str, asked: Entities, after: str, caller: str) -> Iterator[str]:
        known = {
            "subject": ("user", tuple(USERS)),
            "resource": ("record", tuple(RECORDS)),
            "action": (None, ACTIONS),
        }
        kind, identifiers = known[searched]
        if kind is not None and asked[searched]["type"] != kind:
            return
        for one in identifiers:
            entity = {"name": one} if searched == "action" else {"type": kind, "id": one}
            tried = {**asked, searched: entity}
            if one > after and self._permits(tried["subject"], tried["action"], tried["resource"]):
                yield one

    def _permits(
        self, subject: Mapping[str, Any], action: Mapping[str, Any], resource: Mapping[str, Any]
    ) -> bool:
        if subject["type"] != "user" or subject["id"] not in USERS:
            return False
        if resource["type"] != "record" or resource["id"] not in RECORDS:
            return False
        status = {**RECORDS[resource["id"]], **resource.get("properties", {})}["status"]
        given = subject.get("properties", {}).get("role")
        admin = bool(given == "admin" or (subject["id"] == "bob" and status == "archived"))
        if action["name"] == "read":
            return True
        if action["name"] == "write":
            return admin if status == "archived" else subject["id"] == "alice"
        soft: object = action.get("properties", {}).get("soft")
        return action["name"] == "delete" and soft is True


@pytest.fixture
def client(door: Door) -> Client:
    def anyone(_: object) -> str:
        return "anyone"

    return door(Endpoints(Scenario, anyone, searchable=True), anyone)


def asked(who: str, what: str, record: str, **properties: dict[str, Any]) -> dict[str, Any]:
    body: dict[str, Any] = {
        "subject": {"type": "user", "id": who},
        "action": {"name": what},
        "resource": {"type": "record", "id": record},
    }
    for name, given in properties.items():
        body[name]["properties"] = given
    return body


ARCHIVED = {"status": "archived"}
RULES = [
    (asked("alice", "read", "record-1"), True),
    (asked("alice", "write", "record-1"), True),
    (asked("bob", "read", "record-1"), True),
    (asked("bob", "write", "record-1"), False),
    (asked("alice", "write", "record-2", resource=ARCHIVED), False),
    (asked("bob", "write", "record-2", subject={"role": "admin"}, resource=ARCHIVED), True),
    (asked("alice", "delete", "record-1", action={"soft": True}), True),
    (asked("alice", "delete", "record-1", action={"soft": False}), False),
]


@pytest.mark.parametrize(("body", "decision"), RULES)
def test_the_eight_decisions_of_the_scenario(
    client: Client, body: dict[str, Any], decision: bool
) -> None:
    response = client.post("/access/v1/evaluation", json=body)

    assert (response.status_code, response.json) == (200, {"decision": decision})


def test_the_eight_decisions_in_one_batch(client: Client) -> None:
    response = client.post(
        "/access/v1/evaluations", json={"evaluations": [one for one, _ in RULES]}
    )

    assert response.json == {"evaluations": [{"decision": decision} for _, decision in RULES]}


def test_an_empty_item_takes_every_default_and_a_given_entity_replaces_its_own(
    client: Client,
) -> None:
    defaults = asked("alice", "write", "record-1", resource={"status": "active"})
    other = {"resource": {"type": "record", "id": "record-2", "properties": ARCHIVED}}

    response = client.post("/access/v1/evaluations", json={**defaults, "evaluations": [{}, other]})

    assert response.json == {"evaluations": [{"decision": True}, {"decision": False}]}


def found(client: Client, what: str, body: dict[str, Any]) -> list[str]:
    response = client.post(f"/access/v1/search/{what}", json=body)
    assert response.status_code == 200 and response.json is not None
    return [one["name"] if what == "action" else one["id"] for one in response.json["results"]]


def test_the_six_searches_of_the_scenario(client: Client) -> None:
    admin = {"role": "admin"}
    both = asked("bob", "write", "record-2", subject=admin, resource=ARCHIVED)

    assert found(client, "subject", asked("x", "read", "record-1")) == ["alice", "bob"]
    assert found(client, "resource", asked("alice", "read", "x")) == ["record-1", "record-2"]
    assert found(client, "action", asked("alice", "x", "record-1")) == ["read", "write"]
    assert found(client, "subject", both) == ["bob"]
    assert found(client, "resource", both) == ["record-2"]
    assert found(client, "action", both) == ["read", "write"]


@pytest.mark.parametrize("what", ["subject", "resource", "action"])
@pytest.mark.parametrize(
    "change",
    [
        {"subject": {"type": "spaceship", "id": "x"}},
        {"resource": {"type": "spaceship", "id": "x"}},
    ],
)
def test_a_search_for_what_nobody_knows_is_empty(
    client: Client, what: str, change: dict[str, Any]
) -> None:
    assert found(client, what, {**asked("alice", "read", "record-1"), **change}) == []
