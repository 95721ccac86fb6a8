"""Decisions: the exact answers of the contract, the order of reasons, and no on every error."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from govern.clock import instant, text
from govern.register.decide import Answer, Held, Question, Standing, decide
from govern.register.derive import derive
from govern.register.facts import facts
from govern.register.row import FOREVER, FlowKey, Row
from tests.register.world import CERTIFICATE_END, JUST_NOW, NOW, World, instant_text, sha

ESSEX = FlowKey("essex", "council", "intelligence", "safeguarding", "send")
LEASE = text(NOW + timedelta(hours=8))
FRESH = Standing(1, 418, text(NOW), LEASE)
NEXT = instant_text(2026, 12, 1)


class Kept(Held):
    """A source as a gate keeps one: with emergency stops beside the rows."""

    def __init__(self, rows: dict[FlowKey, Row], standing: Standing, killed: bool = False) -> None:
        super().__init__(rows, standing)
        self._killed = killed

    def killed(self, key: FlowKey) -> bool:
        return self._killed


def rows(world: World) -> dict[FlowKey, Row]:
    return dict(derive(facts(world.tables), NOW).rows)


def asked(
    world: World | None = None,
    *,
    key: FlowKey = ESSEX,
    at: datetime = NOW,
    standing: Standing = FRESH,
    killed: bool = False,
    at_least: tuple[int, int] | None = None,
) -> Answer:
    source = Kept(rows(world or World()), standing, killed)
    return decide(Question(key, at_least), source, at)


def reasons(answer: Answer) -> list[str]:
    assert not answer.decision
    listed: list[str] = answer.context["reasons"]
    assert answer.context["reason"] == listed[0]
    return listed


def test_a_yes_carries_what_the_contract_promises() -> None:
    answer = asked()

    assert answer.decision
    assert answer.context["evidence"][0] == {
        "document": "ISA-44",
        "version": 1,
        "record": "sha256:" + sha("record of isa-v1-by-essex"),
    }
    rest = {key: value for key, value in answer.context.items() if key != "evidence"}
    assert rest == {
        "reason": "ok",
        "flow": "flow-essex",
        "register": {"epoch": 1, "version": 418},
        "valid_until": CERTIFICATE_END,
        "decide_again_by": LEASE,
        "obligations": ({"id": "log_disclosure"},),
    }


def test_a_no_carries_every_reason_a_sentence_and_no_evidence() -> None:
    world = World()
    world.stop("flow", "flow-essex")
    world.remove("sign_off", "isa-v1-by-essex")

    answer = asked(world)

    assert answer.context == {
        "reason": "flow_suspended",
        "reasons": ["flow_suspended", "owner_not_signed"],
        "reason_user": "Sharing is off: this flow is suspended.",
        "register": {"epoch": 1, "version": 418},
        "flow": "flow-essex",
        "since": JUST_NOW,
    }
    assert not answer.decision


def test_a_flow_nobody_agreed_is_denied() -> None:
    answer = asked(key=ESSEX._replace(partner="nobody"))

    assert reasons(answer) == ["no_such_flow"]
    assert "flow" not in answer.context


@pytest.mark.parametrize("critical", [True, False])
def test_only_a_safety_critical_no_names_the_channel_to_use_instead(critical: bool) -> None:
    world = World()
    world.change(
        "basis", "basis-isa-1-essex", safety_critical=critical, fallback="ring 101", powers=[]
    )

    assert asked(world).context.get("fallback") == ("ring 101" if critical else None)


def test_what_the_register_is_comes_before_what_it_says() -> None:
    world = World()
    world.stop("flow", "flow-essex")
    for refusal in ("no_register", "clock_untrusted"):
        standing = replace(FRESH, refusal=refusal, lease_until=text(NOW))

        answer = asked(world, standing=standing, killed=True)

        assert reasons(answer) == [refusal, "register_stale", "kill_switch", "flow_suspended"]


def test_a_stop_beside_the_rows_closes_an_open_row_and_an_unknown_flow_alike() -> None:
    assert reasons(asked(killed=True)) == ["kill_switch"]
    unknown = asked(key=ESSEX._replace(partner="nobody"), killed=True)
    assert reasons(unknown) == ["kill_switch", "no_such_flow"]


def test_a_lease_ends_to_the_instant() -> None:
    end = instant(LEASE)

    assert asked(at=end - timedelta(milliseconds=1)).decision
    assert reasons(asked(at=end)) == ["register_stale"]


def test_an_open_row_ends_by_itself_for_the_reason_it_carries() -> None:
    standing = replace(FRESH, lease_until=FOREVER)

    answer = asked(at=instant(CERTIFICATE_END), standing=standing)

    assert reasons(answer) == ["connection_expired"]


def test_an_open_row_is_not_open_before_its_start() -> None:
    world_rows = rows(World())
    world_rows[ESSEX] = world_rows[ESSEX]._replace(valid_from=NEXT)

    answer = decide(Question(ESSEX), Held(world_rows, FRESH), NOW)

    assert reasons(answer) == ["not_yet_valid"]


@pytest.mark.parametrize(
    ("critical", "hours", "limit"),
    [(False, 1, 1), (True, 1, 1), (False, 72, 8), (True, 72, 72), (True, 100, 72)],
)
def test_an_allowance_shortens_the_lease_and_lengthens_it_only_for_safety(
    critical: bool, hours: int, limit: int
) -> None:
    world = World()
    world.change(
        "basis", "basis-isa-1-essex", allowance_seconds=hours * 3600, safety_critical=critical
    )
    end = NOW + timedelta(hours=limit)

    assert asked(world).context["decide_again_by"] == text(end)
    assert asked(world, at=end - timedelta(milliseconds=1)).decision
    assert reasons(asked(world, at=end)) == ["register_stale"]


@pytest.mark.parametrize(
    ("at_least", "stale"), [((1, 418), False), ((0, 999), False), ((1, 419), True), ((2, 0), True)]
)
def test_a_caller_who_has_seen_a_later_register_is_not_answered_from_this_one(
    at_least: tuple[int, int], stale: bool
) -> None:
    answer = asked(at_least=at_least)

    assert answer.decision is not stale
    if stale:
        assert reasons(answer) == ["register_stale"]


def test_a_row_that_is_to_take_over_does_so_without_a_new_register() -> None:
    world = World()
    world.change("basis", "basis-isa-1-essex", starts_at=NEXT)
    standing = replace(FRESH, lease_until=FOREVER)
    before = instant(NEXT) - timedelta(milliseconds=1)

    assert reasons(asked(world, at=before, standing=standing)) == ["not_yet_valid"]
    assert asked(world, at=instant(NEXT), standing=standing).decision


def test_a_row_without_an_end_is_not_open() -> None:
    world_rows = rows(World())
    world_rows[ESSEX] = world_rows[ESSEX]._replace(valid_until=None, reason_at_end=None)

    assert reasons(decide(Question(ESSEX), Held(world_rows, FRESH), NOW)) == ["expired"]


@pytest.mark.parametrize("broken", ["standing", "killed", "lookup"])
def test_whatever_breaks_the_answer_is_no(broken: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: Any) -> Any:
        raise RuntimeError("broken")

    source = Kept(rows(World()), FRESH)
    monkeypatch.setattr(source, broken, fails)

    answer = decide(Question(ESSEX), source, NOW)

    assert reasons(answer) == ["internal_error"]
    assert answer.context["reason_user"].startswith("Sharing is off: ")


def test_an_instant_without_a_zone_is_no_instant() -> None:
    answer = decide(Question(ESSEX), Kept(rows(World()), FRESH), NOW.replace(tzinfo=None))

    assert reasons(answer) == ["internal_error"]
