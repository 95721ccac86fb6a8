"""The outage drill: signed flows of either database, published, held by a gate; then silence."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from govern.clock import SettableClock
from govern.commands.register.ceremony import hold_ceremony
from govern.commands.register.publish import Publisher
from govern.commands.register.repository import Repository
from govern.commands.stops.place import Stop, place_stop
from govern.installation import Installation
from govern.register.decide import Question
from govern.register.row import FlowKey
from tests.gate.publishing import Beside, Service, Wall
from tests.installations import NOON
from tests.installations import installation as installation
from tests.sharing import COUNCIL, TRUST, WHY, Sharing, share

ESSEX, KENT, CARE = (
    FlowKey(force, partner, "crime-report", "prevention", "send")
    for force, partner in (("essex", COUNCIL), ("kent", COUNCIL), ("kent", TRUST))
)
NEVER_AGREED = ESSEX._replace(direction="receive")
HOURS_72 = 72 * 3600
DEAD = timedelta(hours=7, minutes=59)
OPEN, STALE = (True, "ok"), (False, "register_stale")


class Signed(Service):
    """A service that publishes what the signatures in a database say."""

    def __init__(self, sharing: Sharing, clock: Wall) -> None:
        self.installation, self.clock = sharing.installation, clock
        self.repository = Repository(sharing.installation.settings)
        hold_ceremony(sharing.installation)
        self._publisher = Publisher(sharing.installation)
        self._publisher.turn()

    def back(self) -> None:
        """It runs again, and renews its lease."""
        stopped = self.installation.clock
        assert isinstance(stopped, SettableClock)
        stopped.set(self.clock.at)
        self._publisher.turn()


@pytest.fixture
def wall() -> Wall:
    """The time at the gate, which goes on when the service does not."""
    return Wall(NOON)


@pytest.fixture
def service(installation: Installation, wall: Wall) -> Signed:
    """Flows that two forces and two partners signed, and one of them stopped."""
    sharing = share(installation, allowance=HOURS_72)
    stopped = Stop("suspension", "flow", sharing.flows[f"kent:{COUNCIL}"], WHY, "")
    place_stop(installation, by=sharing.people.actor("kent_siro"), stop=stopped)
    return Signed(sharing, wall)


@pytest.fixture
def gate(service: Signed, wall: Wall, tmp_path: Path) -> Beside:
    """The gate of both forces, which took what was published."""
    return Beside(service, tmp_path / "state", wall, forces=("essex", "kent")).start()


def said(gate: Beside, *keys: FlowKey) -> list[tuple[bool, str]]:
    """For each flow whether it may run, and the first reason."""
    answers = [gate.gate.answer(Question(key, None), gate.gate.ask()) for key in keys]
    return [(answer.decision, answer.context["reason"]) for answer in answers]


def test_while_the_service_is_dead_the_gate_says_what_was_signed_until_the_lease_ends(
    gate: Beside, wall: Wall
) -> None:
    gate.wire.cut = True
    wall.later(seconds=DEAD.total_seconds())
    held = said(gate, ESSEX, KENT, CARE, NEVER_AGREED)
    gate.start(cut=True)
    held_anew = said(gate, ESSEX, KENT, CARE, NEVER_AGREED)
    wall.later(seconds=61)
    past_the_lease = said(gate, ESSEX, KENT, CARE, NEVER_AGREED)

    assert held == [OPEN, (False, "flow_suspended"), OPEN, (False, "no_such_flow")]
    assert held_anew == held
    assert [decision for decision, _ in past_the_lease] == [False, False, True, False]
    assert past_the_lease[0] == STALE


def test_a_safety_critical_flow_runs_as_long_as_its_agreement_says_and_no_second_more(
    gate: Beside, wall: Wall
) -> None:
    gate.wire.cut = True
    wall.later(seconds=HOURS_72 - 1)
    last = said(gate, CARE)
    wall.later(seconds=1)
    over = said(gate, CARE)

    assert (last, over) == ([OPEN], [STALE])


def test_a_service_that_is_back_opens_what_is_signed_and_nothing_else(
    service: Signed, gate: Beside, wall: Wall
) -> None:
    gate.wire.cut = True
    wall.later(hours=100)
    closed = said(gate, ESSEX, KENT, CARE)
    service.back()
    gate.start()
    opened = said(gate, ESSEX, KENT, CARE)

    assert {decision for decision, _ in closed} == {False}
    assert opened == [OPEN, (False, "flow_suspended"), OPEN]
