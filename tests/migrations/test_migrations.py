"""The migrations: up and down on both databases with data, and equal to the tables in the code."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.exc import DBAPIError

from govern.clock import SettableClock
from govern.commands.ledger.verify import verify
from govern.installation import Installation, begin
from govern.settings import settings
from govern.store import migrating
from govern.store.search import words_index
from govern.store.tables import Row
from tests import consortium
from tests.everything import fill
from tests.installations import NOON


def migrated(home: Path, url: str) -> Installation:
    """An installation in a database that the migrations made."""
    migrating.upgrade(url)
    given = settings({}, home=home, database_url=url)
    return begin(given, name="Test consortium", clock=SettableClock(NOON))


def tables(url: str) -> set[str]:
    engine = create_engine(url)
    found = set(inspect(engine).get_table_names())
    engine.dispose()
    return {name for name in found if not name.startswith(words_index.NAME)}


def test_the_migrations_make_the_tables_of_the_code(database_url: str) -> None:
    migrating.upgrade(database_url)

    found = migrating.differences(database_url)
    assert not found, f"run `python migrations/generate.py --first`: {found}"
    assert tables(database_url) == {*Row.metadata.tables, "alembic_version"}
    assert migrating.revision_of(database_url) == migrating.newest()


def test_a_forgotten_column_is_noticed(database_url: str) -> None:
    migrating.upgrade(database_url)
    engine = create_engine(database_url)
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE purpose DROP COLUMN title"))
    engine.dispose()

    assert [each[0] for each in migrating.differences(database_url)] == ["add_column"]


def test_up_with_data_down_and_up_again(tmp_path: Path, database_url: str) -> None:
    made = migrated(tmp_path / "first", database_url)
    consortium.populate(made)
    assert verify(made).whole
    fill(made)
    made.database.close()

    assert migrating.downgrade(database_url) == ("0001", None)
    assert tables(database_url) <= {"alembic_version"}

    again = migrated(tmp_path / "second", database_url)
    consortium.populate(again)
    assert verify(again).whole
    again.database.close()


def test_migrating_twice_changes_nothing(database_url: str) -> None:
    migrating.upgrade(database_url)

    assert migrating.upgrade(database_url) == (migrating.newest(), migrating.newest())


@pytest.mark.parametrize("statement", ["UPDATE event SET type = 'x'", "DELETE FROM tree_node"])
def test_the_migrated_database_guards_the_ledger(
    tmp_path: Path, database_url: str, statement: str
) -> None:
    made = migrated(tmp_path / "home", database_url)

    with pytest.raises(DBAPIError, match="append-only"), made.database.writing() as session:
        session.execute(text(statement))

    made.database.close()


def test_a_migration_that_fails_leaves_the_database_as_it_was(database_url: str) -> None:
    engine = create_engine(database_url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE version (id TEXT)"))
    engine.dispose()

    with pytest.raises(DBAPIError):
        migrating.upgrade(database_url)

    assert tables(database_url) == {"version"}


def test_there_is_one_migration_until_the_first_release() -> None:
    found = sorted(path.name for path in (migrating.SCRIPTS / "versions").glob("*.py"))

    assert found == ["0001_every_table_of_the_first_release.py"]
