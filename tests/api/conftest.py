"""What tests of the served endpoints may ask for: an installation that shares, on both databases."""

from __future__ import annotations

import pytest

from govern.installation import Installation
from tests.installations import installation as installation
from tests.sharing import Sharing, share


@pytest.fixture
def sharing(installation: Installation) -> Sharing:
    """Three open flows of two forces with two partners."""
    return share(installation)
