"""What tests of the served endpoints may ask for: an installation that shares."""

from __future__ import annotations

import pytest

from govern.installation import Installation
from tests.api.doors import door as door
from tests.gate.asking import listening as listening
from tests.installations import installation as installation
from tests.shared_sites import sharing as sharing
from tests.shared_sites import sharing_made as sharing_made
from tests.sharing import Sharing, share


@pytest.fixture
def sharing_anywhere(installation: Installation) -> Sharing:
    """Three open flows of two forces with two partners; the test runs once on each database."""
    return share(installation)
