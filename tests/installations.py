"""An empty installation on a clock that stands still, on either database, for any test."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from govern.clock import SettableClock
from govern.installation import Installation, begin
from govern.settings import settings
from govern.store import schema
from govern.store.database import Database

NOON = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)


def new_installation(home: Path, database_url: str, at: datetime = NOON) -> Installation:
    """An installation whose first event is its beginning; its home is `home`."""
    database = Database(database_url)
    with database.engine.begin() as connection:
        schema.create(connection)
    database.close()
    given = settings({}, home=home, database_url=database_url)
    return begin(given, name="Test consortium", clock=SettableClock(at))


@pytest.fixture
def installation(tmp_path: Path, database_url: str) -> Iterator[Installation]:
    """An empty installation; the test runs once on each database."""
    made = new_installation(tmp_path / "home", database_url)
    yield made
    made.database.close()


@pytest.fixture
def embedded(tmp_path: Path, sqlite_url: str) -> Iterator[Installation]:
    """An empty installation on SQLite alone, for what does not depend on the database."""
    made = new_installation(tmp_path / "home", sqlite_url)
    yield made
    made.database.close()
