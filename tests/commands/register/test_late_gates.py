"""The alarm when a gate is silent or has not acknowledged a stop: once an episode, to whoever can
do something about it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from govern.clock import text
from govern.commands.clients.add_client import add_client
from govern.commands.clients.authenticate_client import authenticate_client
from govern.commands.clients.revoke_client import revoke_client
from govern.commands.register.acknowledge import Acknowledgement, take_acknowledgement
from govern.commands.register.ceremony import hold_ceremony
from govern.commands.register.hints import Numbering
from govern.commands.register.late_gates import LateGates
from govern.commands.register.publish import Publisher
from govern.commands.register.repository import Repository
from govern.commands.stops.place import Stop, place_stop
from govern.store.rows.ledger import EventRow
from govern.store.rows.reconciling import LateGateRow
from tests.commands.register.alarming import Alarming
from tests.sharing import COUNCIL, WHY, Sharing

LIMIT = 300


class House(Alarming):
    """A force's gate that says what it holds, and a worker that watches it."""

    def __init__(self, sharing: Sharing) -> None:
        super().__init__(sharing)
        hold_ceremony(self.installation)
        self.publisher = Publisher(self.installation)
        self.made = add_client(self.installation, by=None, name="gate", forces=["all"])
        self.client = authenticate_client(self.installation, self.made.token)
        self.watch = LateGates(self.installation)
        self.acknowledges()

    def acknowledges(self, *, behind: int = 0, forces: tuple[str, ...] = ("essex",)) -> None:
        """The gate says that it applied what is published now, or something older."""
        assert self.client is not None
        self.publisher.turn()
        epoch, number = Numbering(Repository(self.installation.settings)).now()
        given = Acknowledgement(
            "essex-rms-1", list(forces), epoch, number, number - behind, None, [], None,
            text(self.installation.clock.now()),
        )  # fmt: skip
        take_acknowledgement(self.installation, client=self.client, given=given)

    def stop(self) -> str:
        stop = Stop("kill", "flow", self.sharing.flows[f"essex:{COUNCIL}"], WHY, "INC-1")
        return place_stop(self.installation, by=self.sharing.people.actor("essex_siro"), stop=stop)[
            0
        ]

    def later(self, seconds: int) -> int:
        """Time passes, and the worker looks."""
        self.sharing.people.later(seconds=seconds)
        return self.watch.look()

    @property
    def episodes(self) -> list[LateGateRow]:
        with self.installation.reading() as session:
            return list(session.scalars(select(LateGateRow).order_by(LateGateRow.seq)))


@pytest.fixture
def house(sharing: Sharing) -> House:
    return House(sharing)


WHO = {"essex_duty", "essex_security", "operator"}


def test_a_silent_gate_is_told_of_once_when_it_is_late(house: House) -> None:
    in_time = house.later(LIMIT)
    late = house.later(1)
    again = house.later(3600)

    assert (in_time, late, again) == (0, 1, 0)
    assert house.told("gate_silent") == WHO
    assert len(house.mails("gate_silent")) == 3
    (episode,) = house.episodes
    assert (episode.stops, episode.ended_at) == ([], None)
    assert episode.forces == [house.sharing.people.organisations["essex"]]
    assert house.mails("gate_silent")[0]["about"]["minutes"] == "5"


def test_a_gate_that_is_heard_of_and_lacks_a_stop_is_late_for_it(house: House) -> None:
    stop = house.stop()
    for _ in range(LIMIT // 15):
        house.acknowledges(behind=1000)
        assert house.later(15) == 0
    house.acknowledges(behind=1000)

    assert house.later(1) == 1
    assert (house.told("gate_late"), house.told("gate_silent")) == (WHO, set())
    assert house.episodes[0].stops == [stop]


def test_another_stop_that_it_lacks_is_told_of_too(house: House) -> None:
    first = house.stop()
    house.later(LIMIT + 1)
    second = house.stop()

    assert (house.later(LIMIT), house.later(1)) == (0, 1)
    assert [each.stops for each in house.episodes] == [[first, second]]
    assert len(house.mails("gate_late")) == 6


def test_an_episode_ends_when_the_gate_holds_every_stop(
    house: House,
) -> None:
    house.stop()
    house.later(LIMIT + 1)
    house.acknowledges(behind=1000)
    still = house.later(1)
    house.acknowledges()
    ended = house.later(1)

    assert (still, ended) == (0, 1)
    assert house.episodes[0].ended_at == text(house.installation.clock.now())
    assert house.told("gate_caught_up") == WHO
    house.later(LIMIT)
    assert len(house.episodes) == 2, "a new silence is an episode of its own"


def test_a_stop_that_the_gate_holds_makes_nobody_late(house: House) -> None:
    house.stop()
    house.sharing.people.later(seconds=LIMIT)
    house.acknowledges()

    assert house.later(1) == 0


def test_a_watch_that_has_just_begun_tells_of_nothing(house: House) -> None:
    house.sharing.people.later(hours=2)
    watch = LateGates(house.installation)

    assert watch.look() == 0
    house.acknowledges()
    assert house.later(1) == 0


def test_a_gate_whose_caller_was_revoked_is_waited_for_no_longer(house: House) -> None:
    revoke_client(house.installation, by=None, client_id=house.made.client_id)

    assert house.later(LIMIT + 1) == 0


def test_a_gate_that_names_a_force_that_there_is_not_is_told_of_to_the_office(
    house: House,
) -> None:
    house.acknowledges(forces=("nowhere",))

    assert house.later(LIMIT + 1) == 1
    assert house.told("gate_silent") == {"operator"}


def test_two_workers_tell_of_it_once(house: House) -> None:
    other = LateGates(house.installation)
    house.later(LIMIT + 1)

    assert other.look() == 0
    assert len(house.episodes) == 1


def test_the_setting_says_when_a_gate_is_late(house: House) -> None:
    given = replace(house.installation.settings, gate_late=timedelta(seconds=20))
    house.installation.settings = given
    house.watch = LateGates(house.installation)

    assert (house.later(20), house.later(1)) == (0, 1)


def test_what_the_gate_is_called_stays_private(house: House) -> None:
    house.later(LIMIT + 1)

    with house.installation.reading() as session:
        leaves = [bytes(leaf) for leaf in session.scalars(select(EventRow.leaf))]
    (found,) = [leaf for leaf in leaves if b"gate_late_found" in leaf]
    assert b"essex-rms-1" not in found
