"""A site for the tests of pages: one installation on a standing clock, with people in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask

from govern.app import create_app
from govern.clock import SettableClock
from govern.installation import Installation, begin
from govern.settings import settings
from govern.store import schema
from govern.store.database import Database
from tests.web.people import Cast, populate

NOON = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)


def new_installation(
    home: Path, *, demonstration: bool, url: str = "", database_url: str = ""
) -> Installation:
    """An installation in `home`, empty but for its keys, on a clock that stands at noon."""
    given = settings(
        {},
        home=home,
        demonstration=demonstration,
        url=url or "http://127.0.0.1:8000",
        database_url=database_url,
    )
    home.mkdir(parents=True, exist_ok=True)
    database = Database(given.database)
    with database.engine.begin() as connection:
        schema.create(connection)
    database.close()
    return begin(given, name="Test", clock=SettableClock(NOON))


@pytest.fixture
def demonstration(tmp_path: Path) -> Iterator[Installation]:
    """An installation in demonstration mode."""
    installation = new_installation(tmp_path, demonstration=True)
    yield installation
    installation.database.close()


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    """An installation that is meant seriously."""
    made = new_installation(tmp_path, demonstration=False)
    yield made
    made.database.close()


@pytest.fixture
def cast(installation: Installation) -> Cast:
    """Its people."""
    return populate(installation)


@pytest.fixture
def site(installation: Installation, cast: Cast) -> Flask:
    """The site of the serious installation, with people."""
    return create_app(installation)


@pytest.fixture
def demonstration_cast(demonstration: Installation) -> Cast:
    """The same people, invented."""
    return populate(demonstration)


@pytest.fixture
def demonstration_site(demonstration: Installation, demonstration_cast: Cast) -> Flask:
    """The site in demonstration mode, with people."""
    return create_app(demonstration)
