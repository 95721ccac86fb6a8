"""What tests of readiness checks may ask for."""

from __future__ import annotations

import pytest

from govern.installation import Installation
from tests.readying import Readying, ready
from tests.shared_sites import sharing as sharing
from tests.shared_sites import sharing_made as sharing_made
from tests.sharing import Sharing, share


@pytest.fixture
def readying(sharing: Sharing) -> Readying:
    """A flow of Essex that waits for a check of the council; on SQLite."""
    return ready(sharing)


@pytest.fixture
def readying_anywhere(installation: Installation) -> Readying:
    """The same, once on each database."""
    return ready(share(installation))
