"""Emergency stops: signed ones, and those made by hand on the computer itself; always first."""

from __future__ import annotations

from pathlib import Path

import pytest

from govern.register.repository import kill
from tests.gate.publishing import CRITICAL, ROUTINE, Beside, Service, Wall, usual


@pytest.fixture
def by_hand(beside: Beside) -> Path:
    """Where the kill file belongs."""
    return beside.gate.settings.kill_file


@pytest.mark.parametrize(
    ("stop", "routine", "critical"),
    [
        ({}, False, False),
        ({"force": "essex"}, False, False),
        ({"force": "kent"}, True, True),
        ({"force": "essex", "partner": "mill-lane-trust"}, True, False),
        ({"category": "crime-report"}, False, True),
        (dict(ROUTINE._asdict()), False, True),
    ],
)
def test_a_signed_stop_closes_what_it_names(
    service: Service, beside: Beside, stop: dict[str, str], routine: bool, critical: bool
) -> None:
    service.publish(usual(), kills=[stop])
    beside.gate.step()

    assert (beside.permits(ROUTINE), beside.permits(CRITICAL)) == (routine, critical)


def test_a_stop_is_the_reason_given_and_the_fallback_is_named(
    service: Service, beside: Beside
) -> None:
    service.publish(usual(), kills=[{"force": "essex"}])
    beside.gate.step()

    context = beside.ask(CRITICAL).context

    assert context["reason"] == "kill_switch"
    assert context["fallback"]


def test_a_stop_that_is_lifted_opens_again(service: Service, beside: Beside) -> None:
    service.publish(usual(), kills=[{}])
    beside.gate.step()
    stopped = beside.permits()
    service.publish(usual())
    beside.gate.step()

    assert (stopped, beside.permits()) == (False, True)


def test_a_stop_holds_after_a_restart_that_reaches_nobody(service: Service, beside: Beside) -> None:
    service.publish(usual(), kills=[{}])
    beside.gate.step()

    beside.start(cut=True)

    assert beside.reason() == "kill_switch"


def test_a_stop_is_applied_although_the_rows_that_come_with_it_cannot_be_read(
    service: Service, beside: Beside
) -> None:
    service.publish(usual()[:2], kills=[{"partner": "mill-lane-trust"}])
    for shard in (service.repository.targets).glob("*.force-essex.json.gz"):
        shard.write_bytes(b"x" * shard.stat().st_size)

    taken = beside.gate.step()

    assert not taken
    assert beside.reason(CRITICAL) == "kill_switch"
    beside.start(cut=True)
    assert beside.reason(CRITICAL) == "kill_switch"
    assert beside.permits(ROUTINE)


def test_stops_that_cannot_be_understood_stop_everything(
    service: Service, beside: Beside, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kill, "SCHEMA", "kill/2")
    service.publish(usual(), kills=[])
    monkeypatch.undo()
    beside.gate.step()

    assert beside.reason() == "kill_switch"
    beside.start(cut=True)
    assert beside.reason() == "kill_switch"


def test_a_damaged_memory_of_stops_stops_everything_until_they_are_fetched(
    beside: Beside,
) -> None:
    (beside.folder / "kills.json").write_text("{")
    beside.start(cut=True)
    damaged = beside.reason()
    beside.gate.step()

    assert (damaged, beside.permits()) == ("kill_switch", True)


@pytest.mark.parametrize(
    ("told", "routine", "critical"),
    [
        ("", False, False),
        ("*\n", False, False),
        ("# INC-7, closed by the duty officer\n", False, False),
        ("# INC-7\npartner=mill-lane-trust\n", True, False),
        ("force=essex category=crime-report", False, True),
        ("force=kent\n", True, True),
        ("partner = mill-lane-trust", False, False),
        ("partner=", False, False),
        ("partners=mill-lane-trust", False, False),
        ("force=kent\nnonsense\n", False, False),
    ],
)
def test_a_kill_file_closes_what_it_names_and_everything_when_in_doubt(
    beside: Beside, by_hand: Path, told: str, routine: bool, critical: bool
) -> None:
    by_hand.write_text(told)

    assert (beside.permits(ROUTINE), beside.permits(CRITICAL)) == (routine, critical)


def test_a_kill_file_holds_at_once_and_until_it_is_gone(beside: Beside, by_hand: Path) -> None:
    before = beside.permits()
    by_hand.touch()
    closed = beside.reason()
    by_hand.write_text("force=kent\n")
    narrowed = beside.permits()
    by_hand.unlink()

    assert (before, closed, narrowed, beside.permits()) == (True, "kill_switch", True, True)


def test_a_kill_file_holds_whatever_is_signed_and_whoever_can_be_reached(
    service: Service, beside: Beside, by_hand: Path, clock: Wall
) -> None:
    by_hand.touch()
    service.publish(usual())
    beside.gate.step()
    with_contact = beside.reason()
    beside.start(cut=True)

    assert (with_contact, beside.reason()) == ("kill_switch", "kill_switch")


@pytest.mark.parametrize("made", ["folder", "no text"])
def test_a_kill_file_that_cannot_be_read_stops_everything(
    beside: Beside, by_hand: Path, made: str
) -> None:
    if made == "folder":
        by_hand.mkdir()
    else:
        by_hand.write_bytes(b"force=kent\xff")

    assert beside.reason() == "kill_switch"


def test_before_any_register_a_stop_by_hand_is_told_as_well(
    service: Service, beside: Beside, by_hand: Path
) -> None:
    by_hand.touch()
    fresh = Beside(service, beside.folder.parent / "fresh", beside.clock)

    assert fresh.ask().context["reasons"] == ["no_register", "kill_switch"]
