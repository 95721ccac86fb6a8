"""A clock that was moved: put back it is not trusted, and put right it is trusted again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from govern.gate.watch import Watch
from tests.gate.publishing import NOW, Beside, Wall


@pytest.mark.parametrize(("seconds", "reason"), [(5, "ok"), (6, "clock_untrusted")])
def test_a_clock_put_back_more_than_five_seconds_is_not_trusted(
    beside: Beside, clock: Wall, seconds: int, reason: str
) -> None:
    beside.ask()
    clock.at -= timedelta(seconds=seconds)

    assert beside.reason() == reason


def test_a_clock_put_back_bit_by_bit_is_noticed(beside: Beside, clock: Wall) -> None:
    beside.ask()
    found = []
    for _ in range(3):
        clock.at -= timedelta(seconds=4)
        found.append(beside.reason())

    assert found == ["ok", "clock_untrusted", "clock_untrusted"]


def test_a_clock_that_stands_still_is_noticed(beside: Beside, clock: Wall) -> None:
    beside.ask()
    clock.seconds += 6

    assert beside.reason() == "clock_untrusted"


def test_a_clock_put_right_is_trusted_again(beside: Beside, clock: Wall) -> None:
    beside.ask()
    clock.at -= timedelta(hours=1)
    wrong = beside.reason()
    clock.at += timedelta(hours=1)

    assert (wrong, beside.reason()) == ("clock_untrusted", "ok")


def test_a_clock_put_back_while_the_gate_was_down_is_noticed(beside: Beside, clock: Wall) -> None:
    clock.later(hours=2)
    beside.service.heartbeat()
    beside.gate.step()
    clock.at -= timedelta(hours=2)

    beside.start(cut=True)

    assert beside.reason() == "clock_untrusted"


def test_a_lease_cannot_be_stretched_by_putting_the_clock_back(beside: Beside, clock: Wall) -> None:
    beside.wire.cut = True
    for _ in range(9 * 60):
        clock.later(minutes=1)
        beside.ask()
        clock.at -= timedelta(seconds=4)

    assert not beside.permits()


@pytest.mark.parametrize(("ahead", "reason"), [(60, "ok"), (61, "clock_untrusted")])
def test_a_register_signed_more_than_a_minute_ahead_is_not_answered_from(
    beside: Beside, ahead: int, reason: str
) -> None:
    beside.service.heartbeat(at=NOW + timedelta(seconds=ahead))
    beside.gate.step()

    assert beside.reason() == reason


def test_a_server_that_was_ahead_and_is_put_right_is_trusted_again(
    beside: Beside, clock: Wall
) -> None:
    beside.service.heartbeat(at=NOW + timedelta(hours=1))
    beside.gate.step()
    ahead = beside.reason()
    clock.later(seconds=15)
    beside.service.heartbeat()
    beside.gate.step()

    assert (ahead, beside.reason()) == ("clock_untrusted", "ok")


def test_a_clock_far_ahead_closes_and_does_not_lock_the_gate_for_ever(
    beside: Beside, clock: Wall
) -> None:
    right = clock.at
    clock.at = NOW + timedelta(days=2000)
    ahead = beside.reason()
    beside.gate.step()
    beside.start(cut=True)
    clock.at = right
    clock.later(seconds=1)
    beside.service.heartbeat()
    beside.gate.step()

    assert (ahead, beside.reason()) == ("register_stale", "ok")


def test_a_clock_untrusted_still_names_why_the_flow_is_closed_otherwise(
    beside: Beside, clock: Wall
) -> None:
    beside.service.publish([])
    beside.gate.step()
    clock.at -= timedelta(minutes=1)

    assert beside.ask().context["reasons"] == ["clock_untrusted", "no_such_flow"]


def test_the_instant_judged_at_never_goes_back() -> None:
    wall = Wall()
    watch = Watch(wall, NOW, lambda: wall.seconds)
    wall.later(seconds=30)
    first = watch.read().at
    wall.at -= timedelta(seconds=3)

    second = watch.read()

    assert (second.at, second.trusted) == (first, True)
