"""Publishing: an unmodified TUF client reads what the register says, as soon as it changes."""

from __future__ import annotations

import os
import stat
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from tuf.api.exceptions import ExpiredMetadataError

from govern.clock import SettableClock
from govern.commands.organisations.add_organisation import add_organisation
from govern.commands.register import key_files
from govern.commands.register.ceremony import hold_ceremony
from govern.commands.register.publish import HEARTBEAT, Publisher
from govern.commands.register.repository import Repository
from govern.commands.stops.place import Stop, place_stop
from govern.errors import Conflict
from govern.installation import Installation
from govern.register.repository.held import read_shard
from govern.register.repository.kill import read_kills
from govern.register.row import FlowKey
from tests.register.repository.clients import Client
from tests.sharing import COUNCIL, Sharing

KEY = FlowKey("essex", COUNCIL, "crime-report", "prevention", "send")
ESSEX = "force-essex.json.gz"
WHY = "Staff who were not vetted opened referrals; stopped until that is put right."


def stop(sharing: Sharing, kind: str = "suspension", scope: str = "flow") -> None:
    scope_id = {
        "flow": sharing.flows[f"essex:{COUNCIL}"],
        "partner": sharing.people.organisations[COUNCIL],
    }[scope]
    placed = Stop(kind, scope, scope_id, WHY, "INC-7" if kind == "kill" else "")
    place_stop(sharing.installation, by=sharing.people.actor("essex_siro"), stop=placed)


def size(sharing: Sharing) -> int:
    return sharing.installation.register.at(sharing.installation.clock.now()).version


def test_a_client_reads_the_flows_of_a_force(client: Client) -> None:
    row = read_shard(client.read(ESSEX), "essex").lookup(*KEY[1:])

    assert row is not None
    assert row.open
    assert {cited["document"] for cited in row.evidence} >= {"ISA-1", "DPIA-1", "COC-1"}


def test_the_register_is_published_alike_on_each_database(
    sharing_anywhere: Sharing, tmp_path: Path
) -> None:
    installation = sharing_anywhere.installation
    hold_ceremony(installation)
    publisher = Publisher(installation)
    publisher.turn()
    repository = Repository(installation.settings)
    root = (repository.metadata / "1.root.json").read_bytes()
    client = Client(repository.folder, tmp_path / "client", root, installation.clock)
    before = read_shard(client.read(ESSEX), "essex").lookup(*KEY[1:])
    stop(sharing_anywhere, "kill", "partner")
    publisher.turn()

    after = read_shard(client.read(ESSEX), "essex").lookup(*KEY[1:])
    kills = read_kills(client.read("kill.json"))

    assert before is not None and before.open
    assert after is not None and after.reasons == ("kill_switch",)
    assert [kills.touch(KEY), kills.touch(KEY._replace(force="kent"))] == [True, False]


def test_the_number_of_the_register_is_the_size_of_the_ledger(
    client: Client, sharing: Sharing
) -> None:
    client.read(ESSEX)

    assert client.number == size(sharing)


def test_a_change_is_published_with_the_next_turn_and_says_why(
    client: Client, sharing: Sharing
) -> None:
    publisher = Publisher(sharing.installation)
    publisher.turn()
    stop(sharing)

    published = publisher.turn()

    row = read_shard(client.read(ESSEX), "essex").lookup(*KEY[1:])
    assert [one.changed for one in published] == [(ESSEX,)]
    assert row is not None and row.reasons == ("flow_suspended",)
    assert row.since is not None


def test_an_emergency_stop_is_published_before_the_rows_it_closes(
    client: Client, sharing: Sharing
) -> None:
    publisher = Publisher(sharing.installation)
    publisher.turn()
    stop(sharing, "kill")

    published = publisher.turn()

    assert [one.changed for one in published] == [("kill.json",), (ESSEX,)]
    assert published[0].number < published[1].number


def test_nothing_is_published_while_nothing_changes(
    repository: Repository, sharing: Sharing
) -> None:
    publisher = Publisher(sharing.installation)
    publisher.turn()
    before = sorted(repository.folder.rglob("*"))

    assert publisher.turn() == []
    assert sorted(repository.folder.rglob("*")) == before


def test_each_heartbeat_renews_the_lease_under_a_higher_version(
    repository: Repository, sharing: Sharing
) -> None:
    publisher = Publisher(sharing.installation)
    publisher.turn()
    first = repository.state()
    sharing.people.later(seconds=HEARTBEAT.total_seconds())

    publisher.turn()

    second = repository.state()
    assert first is not None and second is not None
    assert second.number == first.number
    assert second.timestamp.signed.version == first.timestamp.signed.version + 1
    assert second.timestamp.signed.expires - first.timestamp.signed.expires == HEARTBEAT


def test_the_lease_ends_after_the_hours_that_were_set(client: Client, sharing: Sharing) -> None:
    client.read(ESSEX)
    sharing.people.later(hours=8, seconds=-1)
    client.read(ESSEX)
    sharing.people.later(seconds=1)

    with pytest.raises(ExpiredMetadataError):
        client.read(ESSEX)


def test_a_ledger_that_grew_without_touching_a_flow_moves_the_number_at_a_heartbeat(
    client: Client, sharing: Sharing
) -> None:
    publisher = Publisher(sharing.installation)
    publisher.turn()
    sharing.people.person("Nell Marsh", "nell.marsh@people.example")

    at_once = publisher.turn()
    sharing.people.later(seconds=15)
    publisher.turn()

    client.read(ESSEX)
    assert at_once == []
    assert client.number == size(sharing)


def test_time_alone_ends_a_row_and_is_published(client: Client, sharing: Sharing) -> None:
    publisher = Publisher(sharing.installation)
    publisher.turn()
    sharing.people.later(days=300)

    publisher.turn()

    row = read_shard(client.read(ESSEX), "essex").lookup(*KEY[1:])
    assert row is not None and row.reasons[0] == "expired"


def test_slow_roles_are_signed_anew_every_day(client: Client, sharing: Sharing) -> None:
    publisher = Publisher(sharing.installation)
    for _ in range(40):
        sharing.people.later(days=1)
        publisher.turn()

    assert read_shard(client.read(ESSEX), "essex").lookup(*KEY[1:]) is not None


def test_another_publisher_goes_on_from_what_is_published(client: Client, sharing: Sharing) -> None:
    first, second = Publisher(sharing.installation), Publisher(sharing.installation)
    first.turn()
    second.turn()
    stop(sharing)
    first.turn()

    second.turn()

    row = read_shard(client.read(ESSEX), "essex").lookup(*KEY[1:])
    assert row is not None and not row.open


def test_a_publisher_waits_while_another_writes(
    repository: Repository, sharing: Sharing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("govern.commands.register.repository.PATIENCE", 0.01)
    publisher = Publisher(sharing.installation)
    publisher.turn()
    stop(sharing)

    with repository.publishing() as ours:
        meanwhile = publisher.turn()

    assert ours
    assert meanwhile == []
    assert publisher.turn()


def test_before_a_ceremony_nothing_is_published(sharing: Sharing) -> None:
    assert Publisher(sharing.installation).turn() == []


def test_a_force_that_joins_gets_a_shard(client: Client, sharing: Sharing) -> None:
    publisher = Publisher(sharing.installation)
    publisher.turn()
    add_organisation(
        sharing.installation, by=None, slug="surrey", kind="force", name="Surrey Police"
    )

    publisher.turn()

    assert len(read_shard(client.read("force-surrey.json.gz"), "surrey")) == 0


def test_what_another_process_published_meanwhile_is_not_undone(
    client: Client, sharing: Sharing, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow, quick = Publisher(sharing.installation), Publisher(sharing.installation)
    slow.turn()
    live = sharing.installation.register
    before = live.at(sharing.installation.clock.now())
    stop(sharing)
    quick.turn()
    monkeypatch.setattr(live, "at", lambda now: before)

    meanwhile = slow.turn(anew=True)

    row = read_shard(client.read(ESSEX), "essex").lookup(*KEY[1:])
    assert meanwhile == []
    assert row is not None and not row.open


def test_stops_are_published_beside_everything_else(client: Client, sharing: Sharing) -> None:
    publisher = Publisher(sharing.installation)
    stop(sharing, "kill", "partner")

    (published,) = publisher.stops()

    assert published.changed == ("kill.json",)
    assert read_kills(client.read("kill.json")).touch(KEY)
    assert publisher.stops() == []


def test_a_second_ceremony_is_refused(repository: Repository, sharing: Sharing) -> None:
    with pytest.raises(Conflict, match="root already"):
        hold_ceremony(sharing.installation)


def test_only_the_publisher_may_read_the_keys(repository: Repository, sharing: Sharing) -> None:
    folder = key_files.folder_of(sharing.installation.settings)

    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}

    assert len(modes) == 7
    assert set(modes.values()) == {0o600}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_key_that_others_may_read_signs_nothing(repository: Repository, sharing: Sharing) -> None:
    os.chmod(key_files.folder_of(sharing.installation.settings) / "timestamp.key", 0o640)

    with pytest.raises(Conflict, match="chmod 600"):
        Publisher(sharing.installation).turn(anew=True)


def test_demonstration_keys_publish_nothing_outside_it(
    repository: Repository, sharing: Sharing
) -> None:
    here = sharing.installation
    serious = Installation(
        here.id, here.name, replace(here.settings, demonstration=False), here.database, here.clock
    )

    with pytest.raises(Conflict, match="demonstration"):
        Publisher(serious).turn(anew=True)


def test_old_publications_are_removed_and_the_newest_still_read(
    client: Client, sharing: Sharing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("govern.commands.register.repository.MOST_KEPT", 8)
    publisher = Publisher(sharing.installation)
    for _ in range(20):
        sharing.people.later(days=1)
        publisher.turn()

    snapshots = list((client.repository / "metadata").glob("*.snapshot.json"))
    assert len(snapshots) <= 8
    assert client.read(ESSEX)
    assert client.read("kill.json")


def test_a_clock_put_back_still_renews_the_lease(repository: Repository, sharing: Sharing) -> None:
    earlier = sharing.installation.clock.now() - timedelta(hours=1)
    sharing.installation.clock = SettableClock(earlier)

    (renewed,) = Publisher(sharing.installation).turn()

    assert renewed.at == earlier
