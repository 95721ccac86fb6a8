"""Changes to a large shard are published beside it, and the shard is made whole again in time."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from govern.commands.register import shards
from govern.commands.register.publish import Publisher
from govern.commands.register.repository import Repository
from govern.commands.stops.lift import lift_stop
from govern.commands.stops.place import Stop, place_stop
from govern.register.repository.held import read_changes, read_shard
from govern.register.repository.layered import Layered
from govern.store.rows.enforcement import StopRow
from tests.commands.register.test_observe import ask, end, start
from tests.commands.register.test_publish import ESSEX, KEY
from tests.register.repository.clients import Client
from tests.sharing import COUNCIL, WHY, Sharing

CHANGES = "force-essex.changes.json.gz"


@pytest.fixture(autouse=True)
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every shard counts as large, and as many changes are kept beside it as it has rows."""
    monkeypatch.setattr(shards, "SMALL", 0)
    monkeypatch.setattr(shards, "ONE_IN", 1)


@pytest.fixture
def publisher(repository: Repository, sharing: Sharing) -> Publisher:
    made = Publisher(sharing.installation)
    made.turn()
    return made


def targets(repository: Repository) -> dict[str, str]:
    """SHA-256 by name of what is published."""
    state = repository.state()
    assert state is not None
    return {name: file.hashes["sha256"] for name, file in state.targets.signed.targets.items()}


def essex(client: Client, repository: Repository) -> Layered:
    """The force's flows as a gate puts them together from what an unmodified client verified."""
    named = targets(repository)
    whole = read_shard(client.read(ESSEX), "essex")
    if CHANGES not in named:
        return Layered(whole, None)
    return Layered(whole, read_changes(client.read(CHANGES), "essex", named[ESSEX]))


def suspend(sharing: Sharing) -> None:
    """The asset owner closes the flow `KEY`."""
    owner = sharing.people.actor("essex_owner")
    placed = Stop("suspension", "flow", sharing.flows[f"essex:{COUNCIL}"], WHY, "")
    place_stop(sharing.installation, by=owner, stop=placed)


def lift(sharing: Sharing) -> None:
    """Take the one suspension back."""
    with sharing.installation.reading() as session:
        stop_id = session.scalars(select(StopRow.id)).one()
    siro = sharing.people.actor("essex_siro")
    lift_stop(sharing.installation, by=siro, stop_id=stop_id, reasons=WHY)


def test_a_suspension_is_published_without_making_the_shard_again(
    publisher: Publisher, repository: Repository, client: Client, sharing: Sharing
) -> None:
    before = targets(repository)
    suspend(sharing)

    published = publisher.turn()

    row = essex(client, repository).lookup(*KEY[1:])
    assert [one.changed for one in published] == [(CHANGES,)]
    assert targets(repository)[ESSEX] == before[ESSEX]
    assert row is not None and row.reasons == ("flow_suspended",)


def test_the_rows_that_did_not_change_are_as_they_were(
    publisher: Publisher, repository: Repository, client: Client, sharing: Sharing
) -> None:
    flows = set(essex(client, repository).flows())
    suspend(sharing)
    publisher.turn()

    found = essex(client, repository)

    rows = {key: found.lookup(*key[1:]) for key in found.flows()}
    assert rows.keys() == flows
    assert [key for key, row in rows.items() if row is None or not row.open] == [KEY]


def test_a_lifted_suspension_opens_the_flow_again(
    publisher: Publisher, repository: Repository, client: Client, sharing: Sharing
) -> None:
    suspend(sharing)
    publisher.turn()
    lift(sharing)

    publisher.turn()

    row = essex(client, repository).lookup(*KEY[1:])
    assert row is not None and row.open


def test_more_changes_than_are_kept_beside_a_shard_make_it_anew(
    publisher: Publisher,
    repository: Repository,
    client: Client,
    sharing: Sharing,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    suspend(sharing)
    publisher.turn()
    monkeypatch.setattr(shards, "MOST_CHANGED", 0)
    start(sharing, ask(sharing))

    published = publisher.turn()

    assert [one.changed for one in published] == [(ESSEX,)]
    assert CHANGES not in targets(repository)
    row = essex(client, repository).lookup(*KEY[1:])
    assert row is not None and not row.open


def test_a_shard_that_is_again_as_it_was_needs_no_changes(
    publisher: Publisher,
    repository: Repository,
    client: Client,
    sharing: Sharing,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = targets(repository)
    suspend(sharing)
    publisher.turn()
    monkeypatch.setattr(shards, "MOST_CHANGED", 0)
    lift(sharing)

    publisher.turn()

    assert targets(repository) == before


def test_a_publisher_that_starts_anew_makes_shards_whole(
    publisher: Publisher, repository: Repository, client: Client, sharing: Sharing
) -> None:
    suspend(sharing)
    publisher.turn()

    Publisher(sharing.installation).turn()

    assert CHANGES not in targets(repository)
    row = essex(client, repository).lookup(*KEY[1:])
    assert row is not None and row.reasons == ("flow_suspended",)


def test_two_publishers_never_put_changes_beside_the_other_s_shard(
    publisher: Publisher, repository: Repository, client: Client, sharing: Sharing
) -> None:
    suspend(sharing)
    publisher.turn()
    Publisher(sharing.installation).turn()
    lift(sharing)

    publisher.turn()

    row = essex(client, repository).lookup(*KEY[1:])
    assert row is not None and row.open


def test_observe_mode_is_published_beside_the_shard_too(
    publisher: Publisher, repository: Repository, client: Client, sharing: Sharing
) -> None:
    start(sharing, ask(sharing))

    published = publisher.turn()

    found = essex(client, repository)
    assert [one.changed for one in published] == [(CHANGES,)]
    assert found.observe_until is not None
    assert found.observe_until[:10] == end(sharing).date().isoformat()


def test_an_event_that_changes_no_row_of_a_force_leaves_its_targets(
    publisher: Publisher, repository: Repository, sharing: Sharing
) -> None:
    before = targets(repository)
    with sharing.installation.writing(None) as w:
        w.record(
            "purpose_added", ("purpose", "another"), {"title": "Another", "law_enforcement": True}
        )

    publisher.turn()

    assert targets(repository) == before


def test_one_process_leads_until_it_ends(repository: Repository) -> None:
    first, second = repository.lead(), repository.lead()

    assert [first.ours(), second.ours(), first.ours()] == [True, False, True]
    first.leave()
    assert second.ours()
    second.leave()


def test_nobody_is_late_while_the_lease_is_renewed(publisher: Publisher, sharing: Sharing) -> None:
    assert not publisher.late()

    sharing.people.later(seconds=60)

    assert publisher.late()
