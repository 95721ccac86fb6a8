"""A register remembers which flows were judged anew on the way to it, for a while."""

from __future__ import annotations

from govern.register.row import FlowKey
from govern.register.steps import MOST_FLOWS, MOST_STEPS, Steps


def flow(number: int) -> FlowKey:
    return FlowKey("essex", f"partner-{number}", "crime", "safety", "send")


def test_nothing_changed_since_the_register_itself() -> None:
    steps = Steps().then([flow(1)])

    assert steps.since(steps.mark) == frozenset()


def test_what_was_judged_since_is_of_every_step_in_between() -> None:
    first = Steps().then([flow(1)])
    last = first.then([flow(2)]).then([flow(3), flow(2)])

    assert last.since(first.mark) == frozenset({flow(2), flow(3)})


def test_nobody_knows_the_way_from_another_register() -> None:
    other = Steps()

    assert Steps().then([flow(1)]).since(other.mark) is None


def test_what_is_long_past_is_forgotten() -> None:
    first = Steps()
    last = first
    for number in range(MOST_STEPS):
        last = last.then([flow(number)])
    known = last.since(first.mark)

    assert known is not None and len(known) == MOST_STEPS
    assert last.then([flow(0)]).since(first.mark) is None


def test_a_step_that_touches_very_many_is_not_kept() -> None:
    first = Steps()

    assert first.then(map(flow, range(MOST_FLOWS + 1))).since(first.mark) is None
