"""The database: one writer at a time, and readers that see one state."""

from __future__ import annotations

import itertools
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from sqlalchemy import select

from govern.installation import Installation
from govern.store.append import head
from govern.store.events import events
from govern.store.identifiers import new_id, repeatable
from govern.store.rows.organisations import PurposeRow


def add_purpose(installation: Installation, slug: str) -> None:
    with installation.writing(None) as writing:
        data = {"title": slug, "law_enforcement": True}
        writing.record("purpose_added", ("purpose", slug), data)


def test_commands_at_once_keep_the_ledger_in_one_order(installation: Installation) -> None:
    def several(first: int) -> None:
        for number in range(first, first + 5):
            add_purpose(installation, f"p{number}")

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(several, range(0, 40, 5)))

    with installation.reading() as session:
        found = list(events(session))
    assert [event.seq for event in found] == list(range(41))
    assert all(later.previous == event.hash() for event, later in itertools.pairwise(found))


def test_of_two_that_add_the_same_one_wins(installation: Installation) -> None:
    start = Barrier(2)

    def add(_: int) -> bool:
        start.wait()
        try:
            add_purpose(installation, "same")
        except Exception:  # noqa: BLE001  each engine has its own word for a key that is taken
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        won = list(pool.map(add, range(2)))

    assert sorted(won) == [False, True]
    with installation.reading() as session:
        assert head(session).size == 2


def test_a_reader_sees_one_state_while_others_write(installation: Installation) -> None:
    add_purpose(installation, "a")

    with installation.reading() as session:
        before = head(session).size
        add_purpose(installation, "b")
        after = head(session).size
        slugs = session.scalars(select(PurposeRow.id)).all()

    assert (before, after, list(slugs)) == (2, 2, ["a"])


def test_identifiers_are_random_unless_they_are_to_be_repeatable() -> None:
    with repeatable("seed"):
        first = [new_id(), new_id()]
    with repeatable("seed"):
        second = [new_id(), new_id()]

    assert first == second
    assert len({*first, new_id(), new_id()}) == 4
    assert all(len(each) == 32 and set(each) <= set("0123456789abcdef") for each in first)
