"""Appending: one transaction writes the event, its place in the tree, its texts and its rows."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from govern.installation import Installation
from govern.ledger import leaf, tree
from govern.store.append import head, nodes
from govern.store.events import (
    about,
    events,
    inclusion,
    private_texts,
    replay,
    tables_at,
    tables_now,
    tree_head,
)
from govern.store.rows.ledger import EventRow
from govern.store.rows.organisations import PurposeRow
from tests.everything import fill
from tests.installations import NOON, new_installation

PURPOSE = {"title": "Prevent crime", "law_enforcement": True}


def add_purpose(installation: Installation, slug: str) -> None:
    with installation.writing(None) as writing:
        writing.record("purpose_added", ("purpose", slug), PURPOSE)


def test_an_event_follows_the_one_before_it(installation: Installation) -> None:
    add_purpose(installation, "a")
    add_purpose(installation, "b")

    with installation.reading() as session:
        found = list(events(session))
        end = head(session)
    assert [event.seq for event in found] == [0, 1, 2]
    assert [event.previous for event in found] == [leaf.NO_PREVIOUS, *(e.hash() for e in found[:2])]
    assert (end.size, end.hash) == (3, found[2].hash())


def test_an_events_row_is_there_when_it_commits(installation: Installation) -> None:
    add_purpose(installation, "a")

    with installation.reading() as session:
        row = session.get_one(PurposeRow, "a")
    assert (row.title, row.law_enforcement, row.seq) == ("Prevent crime", True, 1)


def test_every_event_is_shown_to_be_in_the_tree(installation: Installation) -> None:
    for slug in "abcdefg":
        add_purpose(installation, slug)

    with installation.reading() as session:
        size, root = tree_head(session)
        shown = [
            tree.includes(
                bytes.fromhex(event.hash()),
                event.seq,
                size,
                inclusion(session, event.seq, size),
                root,
            )
            for event in events(session)
        ]
    assert shown == [True] * 8


def test_an_older_tree_is_shown_to_be_its_beginning(installation: Installation) -> None:
    add_purpose(installation, "a")
    with installation.reading() as session:
        before = tree_head(session)
    for slug in "bcdef":
        add_purpose(installation, slug)

    with installation.reading() as session:
        after = tree_head(session)
        proof = tree.consistency(nodes(session), before[0], after[0])
    assert tree.consistent(before[0], after[0], proof, before[1], after[1])


def test_a_failing_command_leaves_nothing(installation: Installation) -> None:
    with pytest.raises(RuntimeError), installation.writing(None) as writing:
        writing.record("purpose_added", ("purpose", "a"), PURPOSE)
        writing.enqueue("mail", "k", {})
        raise RuntimeError

    with installation.reading() as session:
        assert head(session).size == 1
        assert session.get(PurposeRow, "a") is None


def test_a_row_that_is_there_already_takes_its_event_with_it(installation: Installation) -> None:
    add_purpose(installation, "a")

    with pytest.raises(IntegrityError):
        add_purpose(installation, "a")

    with installation.reading() as session:
        assert head(session).size == 2


def test_a_row_that_is_not_there_is_not_changed(installation: Installation) -> None:
    with (
        pytest.raises(LookupError, match="client x is not there"),
        installation.writing(None) as writing,
    ):
        writing.record("client_revoked", ("client", "x"))

    with installation.reading() as session:
        assert head(session).size == 1


def test_data_that_do_not_fit_their_type_are_refused(embedded: Installation) -> None:
    with (
        pytest.raises(ValueError, match="purpose_added lacks law_enforcement"),
        embedded.writing(None) as writing,
    ):
        writing.record("purpose_added", ("purpose", "a"), {"title": "A"})


def test_a_private_text_is_found_by_its_commitment(installation: Installation) -> None:
    with installation.writing(None) as writing:
        event = writing.record(
            "person_added", ("person", "p"), private={"name": "Iris Vale", "conditions": ["a", 1]}
        )

    with installation.reading() as session:
        texts = private_texts(session, event.commitments.values())
    assert {name: texts[value] for name, value in event.commitments.items()} == {
        "name": "Iris Vale",
        "conditions": ["a", 1],
    }


def test_the_history_of_a_thing_is_its_events_in_order(embedded: Installation) -> None:
    add_purpose(embedded, "a")
    with embedded.writing(None) as writing:
        writing.record("person_added", ("person", "p"))
        writing.record("person_invited", ("person", "p"))

    with embedded.reading() as session:
        types = [event.type for event in about(session, ["p"])]
    assert types == ["person_added", "person_invited"]


def test_replay_makes_the_rows_there_are(installation: Installation) -> None:
    fill(installation)

    with installation.reading() as session:
        replayed, stored = replay(events(session)), tables_now(session)
    filled = {
        table: {
            key: {name: value for name, value in row.items() if value is not None}
            for key, row in rows.items()
        }
        for table, rows in replayed.items()
    }
    assert {table: rows for table, rows in stored.items() if rows} == filled


def test_a_past_instant_knows_only_what_was_recorded_by_then(installation: Installation) -> None:
    add_purpose(installation, "a")
    installation.clock.advance(timedelta(days=1))  # type: ignore[attr-defined]  # settable
    add_purpose(installation, "b")

    with installation.reading() as session:
        assert set(tables_at(session, NOON)["purpose"]) == {"a"}
        assert tables_at(session, NOON - timedelta(milliseconds=1)) == {}


def test_an_event_is_never_dated_before_the_last(embedded: Installation) -> None:
    class Late:
        def now(self) -> object:
            return NOON - timedelta(hours=1)

    embedded.clock = Late()  # type: ignore[assignment]  # a machine whose clock was set back
    add_purpose(embedded, "a")

    with embedded.reading() as session:
        assert [event.at for event in events(session)] == [NOON, NOON]


@pytest.mark.parametrize("table", ["event", "tree_node"])
@pytest.mark.parametrize("verb", ["UPDATE {} SET hash = hash", "DELETE FROM {}"])
def test_the_database_refuses_to_change_or_delete_events(
    installation: Installation, table: str, verb: str
) -> None:
    with pytest.raises(DBAPIError, match="append-only"), installation.database.writing() as session:
        session.execute(text(verb.format(table)))


@pytest.mark.postgres
def test_postgresql_refuses_to_empty_the_ledger(postgres_url: str, tmp_path: Path) -> None:
    made = new_installation(tmp_path / "home", postgres_url)

    with pytest.raises(DBAPIError, match="append-only"), made.database.writing() as session:
        session.execute(text("TRUNCATE event"))
    made.database.close()


def test_a_private_text_may_be_erased(installation: Installation) -> None:
    with installation.writing(None) as writing:
        writing.record("person_added", ("person", "p"), private={"name": "Iris Vale"})

    with installation.database.writing() as session:
        session.execute(text("DELETE FROM event_private"))

    with installation.reading() as session:
        (event,) = about(session, ["p"])
        assert private_texts(session, event.commitments.values()) == {}


def test_the_copied_columns_repeat_the_leaf(installation: Installation) -> None:
    add_purpose(installation, "a")

    with installation.reading() as session:
        row = session.scalars(select(EventRow).where(EventRow.seq == 1)).one()
        event = leaf.read(bytes(row.leaf))
    assert (row.type, row.subject_kind, row.subject_id) == ("purpose_added", "purpose", "a")
    assert (row.hash, event.subject_id) == (event.hash(), "a")
