"""How long a gate answers without contact: its lease, or a row's own allowance, to the second."""

from __future__ import annotations

from datetime import timedelta

import pytest

from govern.clock import text
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
)

KINDS = pytest.mark.parametrize("restart", [False, True], ids=["running", "started anew"])


def cut_off(beside: Beside, clock: Wall, restart: bool, **by: float) -> Beside:
    """Time passes without contact, perhaps with a restart in the end."""
    beside.wire.cut = True
    clock.later(**by)
    if restart:
        beside.start(cut=True)
    return beside


def test_before_anything_was_verified_it_is_closed(service: Service, beside: Beside) -> None:
    fresh = Beside(service, beside.folder.parent / "fresh", beside.clock)

    answer = fresh.ask()

    assert (answer.decision, answer.context["reasons"]) == (False, ["no_register"])


def test_with_contact_it_answers_with_what_the_flow_stands_on(beside: Beside) -> None:
    answer = beside.ask()

    assert answer.decision
    assert answer.context["register"] == {"epoch": 1, "version": 101}
    assert answer.context["evidence"][0]["document"] == "ISA-44"
    assert answer.context["decide_again_by"] == text(NOW + timedelta(hours=8))


@KINDS
def test_the_lease_ends_to_the_second(beside: Beside, clock: Wall, restart: bool) -> None:
    cut_off(beside, clock, restart, hours=7, minutes=59, seconds=59)
    before = beside.permits()
    clock.later(seconds=1)
    at_the_end = beside.reason()
    clock.later(seconds=1)
    after = beside.reason()

    assert (before, at_the_end, after) == (True, "register_stale", "register_stale")


@KINDS
def test_a_safety_critical_flow_runs_its_own_allowance_and_not_a_second_longer(
    beside: Beside, clock: Wall, restart: bool
) -> None:
    cut_off(beside, clock, restart, hours=8, seconds=1)
    past_the_lease = beside.permits(CRITICAL), beside.permits(ROUTINE)
    clock.later(hours=63, minutes=59, seconds=58)
    before = beside.permits(CRITICAL)
    clock.later(seconds=1)
    after = beside.ask(CRITICAL)

    assert past_the_lease == (True, False)
    assert before
    assert (after.decision, after.context["reason"]) == (False, "register_stale")
    assert after.context["fallback"] == FALLBACK


def test_an_allowance_shortens_any_lease_and_lengthens_none_but_the_safety_critical(
    service: Service, beside: Beside, clock: Wall
) -> None:
    other = ROUTINE._replace(direction="receive")
    service.publish([row(ROUTINE, allowance_seconds=900), row(other, allowance_seconds=72 * 3600)])
    beside.gate.step()
    beside.wire.cut = True
    clock.later(seconds=899)
    before = beside.permits(ROUTINE)
    clock.later(seconds=1)
    after = beside.permits(ROUTINE)
    clock.later(hours=7, minutes=45)

    assert (before, after) == (True, False)
    assert not beside.permits(other)


def test_no_allowance_is_longer_than_72_hours(
    service: Service, beside: Beside, clock: Wall
) -> None:
    service.publish(
        [row(CRITICAL, safety_critical=True, fallback=FALLBACK, allowance_seconds=10**9)]
    )
    beside.gate.step()
    beside.wire.cut = True
    clock.later(hours=72)

    assert not beside.permits(CRITICAL)


def test_a_heartbeat_renews_the_lease_and_the_allowance(
    service: Service, beside: Beside, clock: Wall
) -> None:
    clock.later(hours=7)
    service.heartbeat()
    beside.gate.step()
    beside.wire.cut = True
    clock.later(hours=7, minutes=59)

    assert beside.permits()


def test_a_lease_counts_from_its_signing_and_not_from_its_coming(
    service: Service, beside: Beside, clock: Wall
) -> None:
    service.heartbeat()
    clock.later(hours=7)
    beside.gate.step()
    clock.later(hours=1)

    assert beside.reason() == "register_stale"


@KINDS
def test_a_row_ends_to_the_millisecond_while_nobody_can_be_reached(
    service: Service, beside: Beside, clock: Wall, restart: bool
) -> None:
    end = NOW + timedelta(hours=3)
    service.publish([row(ROUTINE, valid_until=text(end), reason_at_end="condition_overdue")])
    beside.gate.step()
    cut_off(beside, clock, restart, hours=3, milliseconds=-1)
    before = beside.permits()
    clock.later(milliseconds=1)

    assert (before, beside.reason()) == (True, "condition_overdue")


@KINDS
def test_a_row_signed_in_advance_begins_to_the_millisecond(
    service: Service, beside: Beside, clock: Wall, restart: bool
) -> None:
    start = text(NOW + timedelta(hours=3))
    waiting = row(ROUTINE, reasons=("not_yet_valid",), valid_from=None, valid_until=None)
    service.publish([waiting._replace(then=row(ROUTINE, valid_from=start))])
    beside.gate.step()
    cut_off(beside, clock, restart, hours=3, milliseconds=-1)
    before = beside.reason()
    clock.later(milliseconds=1)

    assert (before, beside.permits()) == ("not_yet_valid", True)


def test_a_closed_flow_explains_itself_while_nobody_can_be_reached(
    beside: Beside, clock: Wall
) -> None:
    cut_off(beside, clock, True, hours=5)

    answer = beside.ask(STOPPED)

    assert answer.context["reasons"] == ["flow_suspended", "owner_not_signed"]
    assert answer.context["reason_user"] == "Sharing is off: this flow is suspended."
    assert answer.context["since"] == text(NOW)
    assert answer.context["fallback"] == FALLBACK


def test_an_answer_must_not_be_older_than_the_caller_has_seen(beside: Beside) -> None:
    assert beside.ask(at_least=(1, 101)).decision
    assert beside.ask(at_least=(1, 102)).context["reason"] == "register_stale"
    assert beside.ask(at_least=(2, 1)).context["reason"] == "register_stale"


def test_every_half_minute_of_an_outage_is_answered_as_it_should_be(
    beside: Beside, clock: Wall
) -> None:
    beside.wire.cut = True
    wrong = []
    for half_minutes in range(1, 73 * 120):
        clock.later(seconds=30)
        seconds = half_minutes * 30
        expected = (seconds < 8 * 3600, seconds < 72 * 3600)
        if (beside.permits(ROUTINE), beside.permits(CRITICAL)) != expected:
            wrong.append(seconds)

    assert wrong == []
