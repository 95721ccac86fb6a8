"""The gate over HTTP: the same addresses and answers as the service's, for callers it knows."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from govern.clock import text
from govern.gate.gate import Gate
from govern.gate.settings import AllowedCaller
from tests.gate.asking import Asking, Listening
from tests.gate.publishing import (
    CRITICAL,
    FALLBACK,
    NOW,
    ROUTINE,
    STOPPED,
    Beside,
    Service,
    Wall,
    row,
    usual,
)

TOKEN = "gate_a-token-of-the-system-beside"
HEADERS = {"Authorization": f"Bearer {TOKEN}"}


def question(key: Any = ROUTINE) -> dict[str, Any]:
    return {
        "subject": {"type": "force", "id": key.force},
        "action": {"name": key.direction},
        "resource": {"type": "flow", "id": f"{key.partner}/{key.category}/{key.purpose}"},
    }


def served(listening: Listening, gate: Gate, *forces: str) -> Asking:
    digest = hashlib.sha256(TOKEN.encode()).hexdigest()
    caller = AllowedCaller("rms", digest, frozenset(forces or ("essex",)))
    gate.settings = replace(gate.settings, callers=(caller,))
    return listening.gate(gate)


@pytest.fixture
def http(listening: Listening, beside: Beside) -> Asking:
    return served(listening, beside.gate)


def asked(http: Asking, body: Any, endpoint: str = "evaluation") -> Any:
    return http.post(f"/access/v1/{endpoint}", json=body, headers=HEADERS).get_json()


def test_a_permit_carries_what_the_contract_promises(http: Asking) -> None:
    answer = asked(http, question())

    assert answer["decision"] is True
    assert answer["context"] == {
        "reason": "ok",
        "flow": row(ROUTINE).flow,
        "register": {"epoch": 1, "version": 101},
        "valid_until": text(NOW + timedelta(days=100)),
        "decide_again_by": text(NOW + timedelta(hours=8)),
        "evidence": [{"document": "ISA-44", "version": 3, "record": "sha256:" + "a" * 64}],
        "obligations": [{"id": "log_disclosure"}],
    }


def test_a_deny_carries_reasons_a_sentence_and_the_fallback(http: Asking) -> None:
    answer = asked(http, question(STOPPED))

    assert answer["decision"] is False
    assert answer["context"]["reason"] == "flow_suspended"
    assert answer["context"]["reasons"] == ["flow_suspended", "owner_not_signed"]
    assert answer["context"]["fallback"] == FALLBACK


@pytest.mark.parametrize("sent", [{}, {"Authorization": "Bearer x"}, {"Authorization": "Basic x"}])
def test_nobody_else_is_answered(http: Asking, sent: dict[str, str]) -> None:
    assert http.post("/access/v1/evaluation", json=question(), headers=sent).status_code == 401


def test_a_force_that_is_not_the_callers_is_forbidden(listening: Listening, beside: Beside) -> None:
    http = served(listening, beside.gate)
    kent = question(ROUTINE._replace(force="kent"))

    alone = http.post("/access/v1/evaluation", json=kent, headers=HEADERS)
    batch = asked(http, {"evaluations": [question(), kent]}, "evaluations")["evaluations"]

    assert alone.status_code == 403
    assert [one["decision"] for one in batch] == [True, False]


def test_a_search_lists_what_would_be_permitted(http: Asking) -> None:
    body = {**question(), "resource": {"type": "flow"}}

    found = asked(http, body, "search/resource")["results"]

    assert [one["id"] for one in found] == [
        "mill-lane-trust/custody/care", "north-hill-council/crime-report/prevention"
    ]  # fmt: skip


def test_all_items_of_a_batch_are_answered_from_one_state(
    listening: Listening, beside: Beside, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    http, ask = served(listening, beside.gate), beside.gate.ask
    states = []

    def once() -> Any:
        states.append(ask())
        service.publish([])
        beside.gate.step()
        return states[-1]

    monkeypatch.setattr(beside.gate, "ask", once)
    batch = asked(http, {"evaluations": [question()] * 3}, "evaluations")["evaluations"]

    assert len(states) == 1
    assert [one["decision"] for one in batch] == [True, True, True]


def test_an_error_while_answering_is_a_no(
    listening: Listening, beside: Beside, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise RuntimeError("no clock")

    http = served(listening, beside.gate)
    monkeypatch.setattr(beside.gate, "ask", broken)

    answer = asked(http, question())

    assert (answer["decision"], answer["context"]["reason"]) == (False, "internal_error")


def test_metadata_names_the_gates_own_address(http: Asking) -> None:
    found = http.get("/.well-known/authzen-configuration").get_json()

    assert found["access_evaluation_endpoint"] == "http://localhost/access/v1/evaluation"


@pytest.mark.parametrize(
    ("honours", "decision", "reason"),
    [
        (None, True, "ok"),
        ({"log_disclosure"}, True, "ok"),
        (set(), False, "unknown_obligation"),
        ({"delete_after_use"}, False, "unknown_obligation"),
    ],
)
def test_an_obligation_that_the_system_cannot_keep_is_a_no(
    beside: Beside, honours: set[str] | None, decision: bool, reason: str
) -> None:
    kept = None if honours is None else frozenset(honours)
    beside.gate.settings = replace(beside.gate.settings, honours=kept)

    answer = beside.ask()

    assert (answer.decision, answer.context["reason"]) == (decision, reason)


def test_the_status_says_how_it_stands(http: Asking, beside: Beside) -> None:
    answer = http.get("/status")

    told = answer.get_json()
    assert answer.status_code == 200
    assert told["register"] == {"epoch": 1, "version": 101}
    assert told["lease_until"] == text(NOW + timedelta(hours=8))
    assert (told["alarms"], told["refusal"], told["observing"]) == ([], None, [])
    assert told["demonstration"] is True


@pytest.mark.parametrize(
    ("seconds", "alarm"), [(60, ""), (61, "Nothing newer"), (8 * 3600, "The lease is over")]
)
def test_the_status_alarms_when_nothing_newer_is_heard(
    http: Asking, beside: Beside, clock: Wall, seconds: int, alarm: str
) -> None:
    beside.wire.cut = True
    clock.later(seconds=seconds)

    alarms = http.get("/status").get_json()["alarms"]

    assert (alarms or [""])[0].startswith(alarm)
    assert bool(alarms) == bool(alarm)


def test_the_status_of_a_gate_that_holds_nothing_is_no_success(
    listening: Listening, service: Service, beside: Beside
) -> None:
    fresh = Beside(service, beside.folder.parent / "fresh", beside.clock)

    assert served(listening, fresh.gate).get("/status").status_code == 503


UNTIL = text(NOW + timedelta(hours=2))


@pytest.fixture
def observing(service: Service, beside: Beside) -> Beside:
    """A gate whose force only watches for two hours."""
    service.publish(usual(), observe={"essex": UNTIL})
    beside.gate.step()
    return beside


def test_in_observe_mode_a_no_is_told_and_not_enforced(observing: Beside) -> None:
    answer = observing.ask(STOPPED)

    assert answer.decision
    assert answer.context["mode"] == "observe"
    assert answer.context["observe_until"] == UNTIL
    assert answer.context["would"]["decision"] is False
    assert answer.context["would"]["reason"] == "flow_suspended"
    assert answer.context["valid_until"] == UNTIL


def test_in_observe_mode_a_yes_says_so_too(observing: Beside) -> None:
    assert observing.ask(ROUTINE).context["mode"] == "observe"


def test_observe_mode_is_told_with_every_acknowledgement_and_in_the_status(
    observing: Beside,
) -> None:
    assert observing.wire.told[-1]["observing"] == ["essex"]
    assert observing.gate.status()["observing"] == ["essex"]


def test_observe_mode_ends_by_itself_to_the_millisecond(observing: Beside, clock: Wall) -> None:
    observing.wire.cut = True
    clock.later(hours=2, milliseconds=-1)
    before = observing.permits(STOPPED)
    clock.later(milliseconds=1)

    assert (before, observing.permits(STOPPED)) == (True, False)
    assert observing.gate.status()["observing"] == []


def test_observe_mode_survives_a_restart(observing: Beside) -> None:
    observing.start(cut=True)

    assert observing.permits(STOPPED)


def test_a_stop_is_enforced_in_observe_mode(service: Service, observing: Beside) -> None:
    observing.gate.settings.kill_file.touch()
    by_hand = observing.permits(ROUTINE)
    observing.gate.settings.kill_file.unlink()
    service.publish(usual(), kills=[{}], observe={"essex": UNTIL})
    observing.gate.step()

    assert (by_hand, observing.reason(ROUTINE)) == (False, "kill_switch")


def test_without_a_register_to_rely_on_observe_mode_permits_nothing(
    observing: Beside, clock: Wall
) -> None:
    clock.at -= timedelta(minutes=1)

    assert observing.reason(CRITICAL) == "clock_untrusted"


def test_observe_mode_is_of_one_force(service: Service, beside: Beside) -> None:
    service.publish(usual(), observe={"kent": UNTIL})
    beside.gate.step()

    assert not beside.permits(STOPPED)
