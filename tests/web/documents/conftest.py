"""The site in demonstration mode with a consortium and its lawyers, forces and partners."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from govern.app import create_app
from govern.installation import Installation
from tests.browser import served
from tests.web.documents.world import World, make_world


@pytest.fixture
def world(demonstration: Installation) -> World:
    """A consortium, ready to write its first document."""
    return make_world(demonstration, create_app(demonstration))


@pytest.fixture
def address(world: World) -> Iterator[str]:
    """Where a browser finds its site."""
    with served(world.app) as where:
        yield where
