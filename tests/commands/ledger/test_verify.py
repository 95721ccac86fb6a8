"""Verifying the ledger: what was changed behind our back, in rows or events, is named."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Connection, delete, insert, select, text, update

from govern.commands.ledger.checkpoints import make_checkpoint
from govern.commands.ledger.report import Report
from govern.commands.ledger.verify import verify
from govern.commands.organisations.add_organisation import add_organisation
from govern.installation import Installation
from govern.ledger import leaf
from govern.ledger.tree import node
from govern.store.rows.ledger import EventRow, PrivateTextRow, TreeNodeRow
from govern.store.schema import unguards
from govern.store.tables import projected
from tests import consortium
from tests.everything import fill, other

EVENT: Any = EventRow.__table__
NODE: Any = TreeNodeRow.__table__
PRIVATE: Any = PrivateTextRow.__table__


def behind_our_back(installation: Installation, change: Callable[[Connection], object]) -> Report:
    """What an insider with the database's password can do: drop the triggers, then anything."""
    with installation.database.engine.begin() as connection:
        for statement in unguards(connection.dialect.name):
            connection.execute(text(statement))
        change(connection)
    return verify(installation)


def places(report: Report) -> set[tuple[str | None, str | None, str | None]]:
    return {(fault.table, fault.row, fault.column) for fault in report.faults}


def parts(report: Report) -> set[str]:
    return {part.name for part in report.parts if part.faults}


def test_an_untouched_ledger_is_whole_on_either_database(installation: Installation) -> None:
    consortium.populate(installation)
    fill(installation)
    make_checkpoint(installation)

    report = verify(installation)

    unproven = {"records", "register"}  # the filled rows name files and flows of nobody
    assert parts(report) <= unproven
    assert report.events > 40


@pytest.mark.parametrize("table", sorted(projected()))
def test_any_changed_column_of_any_row_is_named(embedded: Installation, table: str) -> None:
    fill(embedded)
    columns: Any = projected()[table].__table__
    with embedded.reading() as session:
        (row,) = [dict(each._mapping) for each in session.execute(select(columns))][:1]

    unnoticed = []
    for column in columns.columns:
        changed = update(columns).where(columns.c.id == row["id"])
        back = update(columns).where(columns.c.seq == row["seq"])
        with embedded.database.engine.begin() as connection:
            connection.execute(changed.values({column.name: other(column, row[column.name])}))
        found = places(verify(embedded))
        named = (table, row["id"], None if column.name == "id" else column.name)
        if named not in found:
            unnoticed.append(column.name)
        with embedded.database.engine.begin() as connection:
            if column.name == "seq":
                back = update(columns).where(columns.c.id == row["id"])
            connection.execute(back.values(row))

    assert not unnoticed


@pytest.mark.parametrize("table", sorted(projected()))
def test_a_row_taken_away_or_put_in_is_named(embedded: Installation, table: str) -> None:
    fill(embedded)
    columns: Any = projected()[table].__table__
    with embedded.reading() as session:
        row = dict(session.execute(select(columns)).one()._mapping)

    taken = behind_our_back(embedded, lambda c: c.execute(delete(columns)))
    with embedded.database.engine.begin() as connection:
        connection.execute(insert(columns).values({**row, "id": "extra"}))

    assert (table, row["id"], None) in places(taken)
    assert (table, "extra", None) in places(verify(embedded))


def test_a_value_that_no_column_could_hold_is_named_too(embedded: Installation) -> None:
    consortium.populate(embedded)

    report = behind_our_back(
        embedded,
        lambda c: c.execute(text("UPDATE organisation SET settings = '{broken' WHERE slug='kent'")),
    )

    assert ("organisation", "settings") in {(table, of) for table, _, of in places(report)}


@pytest.mark.parametrize("column", [column.name for column in EVENT.columns])
def test_any_changed_column_of_an_event_is_noticed(embedded: Installation, column: str) -> None:
    consortium.populate(embedded)
    with embedded.reading() as session:
        row = session.execute(select(EVENT).where(EVENT.c.seq == 5)).one()._mapping
    values = {"seq": 1000, "leaf": row["leaf"].replace(b"added", b"addeD")}
    value = values.get(column, f"{row[column] or ''}x")

    report = behind_our_back(
        embedded,
        lambda c: c.execute(update(EVENT).where(EVENT.c.seq == 5).values({column: value})),
    )

    assert "events" in parts(report)


def test_the_last_event_cut_off_is_noticed_by_its_rows_and_tree(installation: Installation) -> None:
    consortium.populate(installation)
    with installation.reading() as session:
        last = max(session.scalars(select(EVENT.c.seq)))

    report = behind_our_back(
        installation, lambda c: c.execute(delete(EVENT).where(EVENT.c.seq == last))
    )

    assert {"rows", "tree"} <= parts(report)


def test_a_ledger_cut_off_with_everything_that_followed_is_noticed_by_a_checkpoint(
    embedded: Installation,
) -> None:
    with embedded.reading() as session:
        before = session.scalars(select(EVENT.c.seq)).all()
    add_organisation(embedded, by=None, slug="kent", kind="force", name="Kent Police")
    make_checkpoint(embedded)

    def cut(connection: Connection) -> None:
        connection.execute(delete(EVENT).where(EVENT.c.seq == len(before)))
        connection.execute(text("DELETE FROM organisation"))
        connection.execute(delete(NODE).where(NODE.c.level == 1))
        connection.execute(delete(NODE).where(NODE.c.index == len(before)))

    report = behind_our_back(embedded, cut)

    assert parts(report) == {"checkpoints"}
    assert "cut off" in report.faults[0].sentence


def test_a_ledger_rewritten_throughout_is_noticed_by_a_checkpoint(embedded: Installation) -> None:
    add_organisation(embedded, by=None, slug="kent", kind="force", name="Kent Police")
    make_checkpoint(embedded)

    def rewrite(connection: Connection) -> None:
        row = connection.execute(select(EVENT).where(EVENT.c.seq == 1)).one()._mapping
        forged = row["leaf"].replace(b"Kent Police", b"Kent Polite")
        hashed = leaf.leaf_hash(forged)
        values = {"leaf": forged, "hash": hashed}
        connection.execute(update(EVENT).where(EVENT.c.seq == 1).values(values))
        first = connection.scalar(select(NODE.c.hash).where(NODE.c.level == 0, NODE.c.index == 0))
        _node(connection, 0, 1, bytes.fromhex(hashed))
        _node(connection, 1, 0, _pair(first, bytes.fromhex(hashed)))
        connection.execute(text("UPDATE organisation SET name = 'Kent Polite'"))

    report = behind_our_back(embedded, rewrite)

    assert parts(report) == {"checkpoints"}
    assert "rewritten" in report.faults[0].sentence


def test_two_events_that_changed_places_are_noticed(embedded: Installation) -> None:
    consortium.populate(embedded)

    def swap(connection: Connection) -> None:
        for seq, to in ((3, 1003), (4, 3), (1003, 4)):
            connection.execute(update(EVENT).where(EVENT.c.seq == seq).values(seq=to))

    assert {"events", "tree"} <= parts(behind_our_back(embedded, swap))


@pytest.mark.parametrize(
    "change",
    [
        update(NODE).where(NODE.c.level == 0, NODE.c.index == 3).values(hash=bytes(32)),
        update(NODE).where(NODE.c.level == 2, NODE.c.index == 0).values(hash=bytes(32)),
        delete(NODE).where(NODE.c.level == 1, NODE.c.index == 2),
        insert(NODE).values(level=9, index=0, hash=bytes(32)),
    ],
)
def test_a_changed_tree_is_noticed(embedded: Installation, change: Any) -> None:
    consortium.populate(embedded)

    assert parts(behind_our_back(embedded, lambda c: c.execute(change))) == {"tree"}


@pytest.mark.parametrize(
    "values", [{"text": '"Another"'}, {"salt": "0" * 64}, {"name": "other"}, {"text": "broken"}]
)
def test_a_private_text_that_was_not_committed_to_is_noticed(
    embedded: Installation, values: dict[str, str]
) -> None:
    consortium.populate(embedded)
    with embedded.reading() as session:
        one = session.scalars(select(PRIVATE.c.commitment)).first()

    report = behind_our_back(
        embedded,
        lambda c: c.execute(update(PRIVATE).where(PRIVATE.c.commitment == one).values(values)),
    )

    assert parts(report) == {"texts"}


def test_an_erased_text_leaves_the_ledger_whole(embedded: Installation) -> None:
    consortium.populate(embedded)

    report = behind_our_back(embedded, lambda c: c.execute(delete(PRIVATE)))

    assert report.whole


def test_the_report_speaks_to_a_person_and_to_a_program(embedded: Installation) -> None:
    consortium.populate(embedded)

    report = behind_our_back(
        embedded, lambda c: c.execute(text("UPDATE organisation SET name='X' WHERE slug='kent'"))
    )

    assert report.lines()[-1] == "The ledger is NOT whole."
    assert any("name is not what the events say" in line for line in report.lines())
    assert report.data()["whole"] is False


def _node(connection: Connection, level: int, index: int, value: bytes) -> None:
    where = (NODE.c.level == level) & (NODE.c.index == index)
    connection.execute(update(NODE).where(where).values(hash=value))


def _pair(left: Any, right: bytes) -> bytes:
    return node(bytes(left), right)
