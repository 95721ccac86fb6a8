"""The site in demonstration mode with a consortium and its lawyers, forces and partners."""

from __future__ import annotations

import pytest

from govern.app import create_app
from govern.installation import Installation
from tests.web.documents.world import World, make_world


@pytest.fixture
def world(demonstration: Installation) -> World:
    """A consortium, ready to write its first document."""
    return make_world(demonstration, create_app(demonstration))
