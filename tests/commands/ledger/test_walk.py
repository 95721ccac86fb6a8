"""Walking the events: two thousand single changes, and not one goes unnoticed."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Row

from govern.commands.ledger.walk import Walk, rows
from govern.ledger import leaf
from govern.ledger.growing import Growing
from tests import consortium
from tests.installations import new_installation

Rows = list[dict[str, Any]]


class Stored:
    """A row with the columns of an event."""

    def __init__(self, columns: dict[str, Any]) -> None:
        self.__dict__.update(columns)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Rows]:
    """The installation's id and every event row of a small consortium."""
    home: Path = tmp_path_factory.mktemp("ledger")
    made = new_installation(home / "home", f"sqlite:///{home / 'govern.db'}")
    consortium.populate(made)
    with made.reading() as session:
        found = [dict(row._mapping) for row in rows(session)]
    made.database.close()
    return made.id, found


def walked(installation: str, found: Rows) -> tuple[Walk, bytes]:
    """The walk over some rows, and the tree head of their leaves."""
    walk, tree = Walk(installation), Growing()
    for columns in found:
        row: Row[Any] = Stored(columns)  # type: ignore[assignment]  # it has the columns of one
        walk.take(row)
        list(tree.add(bytes.fromhex(walk.previous)))
    return walk, tree.root()


def test_an_untouched_ledger_has_no_fault(ledger: tuple[str, Rows]) -> None:
    walk, _ = walked(*ledger)

    assert walk.faults == []
    assert walk.size == len(ledger[1])


def test_no_flipped_byte_goes_unnoticed(ledger: tuple[str, Rows]) -> None:
    installation, found = ledger
    chance = random.Random(1)

    unnoticed = []
    for _ in range(1000):
        at = chance.randrange(len(found))
        raw = bytearray(found[at]["leaf"])
        place, by = chance.randrange(len(raw)), chance.randrange(1, 256)
        raw[place] ^= by
        changed = [*found[: at + 1]]
        changed[at] = {**found[at], "leaf": bytes(raw)}
        if not walked(installation, changed)[0].faults:
            unnoticed.append((at, place, by))

    assert not unnoticed


def test_no_flipped_byte_with_its_hash_mended_goes_unnoticed(ledger: tuple[str, Rows]) -> None:
    installation, found = ledger
    _, head = walked(installation, found)
    chance = random.Random(2)

    unnoticed = []
    for _ in range(500):
        at = chance.randrange(len(found))
        raw = bytearray(found[at]["leaf"])
        raw[chance.randrange(len(raw))] ^= chance.randrange(1, 256)
        mended = {"leaf": bytes(raw), "hash": leaf.leaf_hash(bytes(raw))}
        walk, root = walked(installation, [*found[:at], {**found[at], **mended}, *found[at + 1 :]])
        if not walk.faults and root == head:
            unnoticed.append(at)

    assert not unnoticed


def test_no_missing_doubled_or_swapped_event_goes_unnoticed(ledger: tuple[str, Rows]) -> None:
    installation, found = ledger
    _, head = walked(installation, found)
    chance = random.Random(3)

    unnoticed = []
    for _ in range(500):
        changed = list(found)
        at, to = chance.sample(range(len(found)), 2)
        how = chance.choice(["remove", "double", "swap"])
        if how == "remove":
            del changed[at]
        elif how == "double":
            changed.insert(to, found[at])
        else:
            changed[at], changed[to] = changed[to], changed[at]
        walk, root = walked(installation, changed)
        if not walk.faults and root == head:
            unnoticed.append((how, at, to))

    assert not unnoticed


def test_an_event_of_another_installation_is_noticed(ledger: tuple[str, Rows]) -> None:
    walk, _ = walked("0" * 32, ledger[1])

    assert "belongs to another installation" in walk.faults[0].sentence
