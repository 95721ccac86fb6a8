"""What the journeys may ask for: a consortium that is served, and its people in browsers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.journeys.prepared import Prepared, house, prepare, write_agreement
from tests.journeys.served import Served, served
from tests.journeys.visitor import Visitors


@pytest.fixture(scope="session")
def prepared_once(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    """The consortium before its first agreement; nobody may change it."""
    made = prepare(house(tmp_path_factory.mktemp("prepared") / "home"))
    made.installation.database.close()
    return made


@pytest.fixture(scope="session")
def frozen_once(prepared_once: Prepared, tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    """The same with an agreement frozen for sign-off; nobody may change it either."""
    with served(prepared_once, tmp_path_factory.mktemp("frozen") / "home") as site:
        write_agreement(site.prepared)
        site.prepared.freeze("agreement", "lawyer")
        return site.prepared


@pytest.fixture
def site(prepared_once: Prepared, tmp_path: Path) -> Iterator[Served]:
    """A served copy of the consortium before its first agreement."""
    with served(prepared_once, tmp_path / "home") as here:
        yield here


@pytest.fixture
def frozen_site(frozen_once: Prepared, tmp_path: Path) -> Iterator[Served]:
    """A served copy of the consortium with an agreement to sign."""
    with served(frozen_once, tmp_path / "home") as here:
        yield here


@pytest.fixture
def visitors(site: Served, browser: Browser) -> Iterator[Visitors]:
    """The people of the first, in browsers."""
    here = Visitors(site, browser)
    yield here
    here.close()
