"""The alarm when something runs that should be off: within a minute, once an episode, until it is
mended; silence mends nothing, and nothing observed becomes desired.
"""

from __future__ import annotations

import pytest
from sqlalchemy import select

from govern.clock import text
from govern.commands.clients.add_client import add_client
from govern.commands.clients.authenticate_client import authenticate_client
from govern.commands.register.acknowledge import Observation, take_observation
from govern.commands.register.ceremony import hold_ceremony
from govern.commands.register.observe import ask_to_observe, start_observing
from govern.commands.register.publish import Publisher
from govern.commands.register.reconcile import reconcile
from govern.commands.stops.place import Stop, place_stop
from govern.errors import Forbidden
from govern.store.drift import alarms
from govern.store.rows.gates import ObservedReportRow
from govern.store.rows.ledger import EventRow
from govern.store.rows.reconciling import DriftRow
from tests.commands.register.alarming import Alarming
from tests.sharing import COUNCIL, WHY, Sharing

NEWEST = 10**9


class House(Alarming):
    """A force's records system that says what runs in it."""

    def __init__(self, sharing: Sharing) -> None:
        super().__init__(sharing)
        token = add_client(self.installation, by=None, name="rms", forces=["all"]).token
        client = authenticate_client(self.installation, token)
        assert client is not None
        self.client = client
        self.flow = sharing.flows[f"essex:{COUNCIL}"]

    def stop(self, kind: str = "suspension") -> None:
        stop = Stop(kind, "flow", self.flow, WHY, "INC-1" if kind == "kill" else "")
        place_stop(self.installation, by=self.sharing.people.actor("essex_owner"), stop=stop)

    def says(self, *on: str, version: int = NEWEST, force: str = "essex") -> None:
        now = text(self.installation.clock.now())
        given = Observation("rms-1", force, 1, version, list(on), now)
        take_observation(self.installation, client=self.client, given=given)

    def later(self, seconds: int) -> None:
        self.sharing.people.later(seconds=seconds)

    @property
    def episodes(self) -> list[DriftRow]:
        with self.installation.reading() as session:
            return list(session.scalars(select(DriftRow).order_by(DriftRow.seq)))


@pytest.fixture
def house(sharing_anywhere: Sharing) -> House:
    return House(sharing_anywhere)


def test_what_runs_and_should_not_raises_an_alarm_for_duty_officer_and_operators(
    house: House,
) -> None:
    house.stop()
    house.says(house.flow)

    (episode,) = house.episodes

    assert (episode.flows, episode.unknown, episode.ended_at) == ([house.flow], 0, None)
    assert house.told("drift_found") == {"essex_duty", "essex_security", "operator"}


def test_an_episode_is_told_once_however_often_it_is_reported(house: House) -> None:
    house.stop()
    for _ in range(3):
        house.says(house.flow)
        house.later(15)
        reconcile(house.installation)

    assert len(house.episodes) == 1
    assert len(house.mails("drift_found")) == 3  # three people, once each


def test_another_flow_in_the_same_episode_is_told_of_too(house: House) -> None:
    house.stop()
    house.says(house.flow)
    house.says(house.flow, "nobody/knows/this/send")

    (episode,) = house.episodes

    assert (episode.flows, episode.unknown) == ([house.flow], 1)
    assert len(house.mails("drift_found")) == 6


def test_it_ends_when_it_is_mended_and_a_new_one_is_an_episode_of_its_own(house: House) -> None:
    house.stop()
    house.says(house.flow)
    house.later(5)
    house.says()
    first = house.episodes
    house.says(house.flow)

    assert [each.ended_at for each in first] == [text(house.installation.clock.now())]
    assert [each.ended_at is None for each in house.episodes] == [False, True]
    assert house.told("drift_ended") == {"essex_duty", "essex_security", "operator"}


def test_a_system_that_falls_silent_stays_in_alarm(house: House) -> None:
    house.stop()
    house.says(house.flow)
    house.later(3600)

    assert reconcile(house.installation) == 0
    with house.installation.reading() as session:
        assert (alarms(session, None), alarms(session, "kent")) == (["rms-1"], [])


def test_a_system_that_catches_up_raises_none_and_one_that_does_not_within_a_minute(
    house: House,
) -> None:
    hold_ceremony(house.installation)
    Publisher(house.installation).turn()
    house.says(house.flow, version=1)
    house.stop()
    reconcile(house.installation)
    house.later(10)
    house.says(house.flow, version=1)
    catching_up = house.episodes
    house.later(15)

    house.says(house.flow, version=1)

    assert (len(catching_up), len(house.episodes)) == (0, 1)


def test_the_round_finds_what_was_reported_before_a_crash(house: House) -> None:
    house.stop()
    with house.installation.database.writing() as session:
        now = text(house.installation.clock.now())
        session.add(
            ObservedReportRow(
                force="essex", system="rms-1", client_id=house.client.id, epoch=1, version=NEWEST,
                on=[house.flow], observed_at=now, at=now,
            )
        )  # fmt: skip

    assert reconcile(house.installation) == 1
    assert reconcile(house.installation) == 0


def test_in_observe_mode_only_what_is_enforced_alarms(house: House) -> None:
    people = house.sharing.people
    until = house.installation.clock.now().replace(microsecond=0)
    until = until.replace(month=until.month % 12 + 1, day=1)
    asked = ask_to_observe(
        house.installation, by=people.actor("essex_owner"), until=until, reasons=WHY
    )
    start_observing(house.installation, by=people.actor("essex_siro"), observation_id=asked)
    house.stop()
    house.says(house.flow, "nobody/knows/this/send")
    told_only = house.episodes
    house.stop("kill")
    house.later(20)
    house.says(house.flow)

    assert (told_only, [each.flows for each in house.episodes]) == ([], [[house.flow]])


def test_nothing_observed_becomes_desired(house: House) -> None:
    house.stop()
    before = house.installation.register.at(house.installation.clock.now()).register.rows
    house.says(house.flow, "nobody/knows/this/send")

    after = house.installation.register.at(house.installation.clock.now()).register.rows

    assert after == before


def test_the_ledger_holds_ids_and_no_names_of_theirs(house: House) -> None:
    house.says(house.flow, "a name of the records system")

    with house.installation.reading() as session:
        leaves = session.scalars(select(EventRow.leaf).order_by(EventRow.seq.desc()).limit(3))
        found = [bytes(leaf) for leaf in leaves if b"drift_found" in bytes(leaf)]
    assert len(found) == 1
    assert b"a name of" not in found[0]


def test_a_force_that_is_none_is_refused(house: House) -> None:
    with pytest.raises(Forbidden, match="There is no force"):
        house.says(force="atlantis")
