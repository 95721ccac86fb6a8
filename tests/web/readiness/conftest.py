"""A council whose people must be shown to be ready before a flow of Essex opens."""

from __future__ import annotations

import pytest

from tests.readying import Readying, ready
from tests.shared_sites import address as address
from tests.shared_sites import shared_site as shared_site
from tests.shared_sites import sharing as sharing
from tests.shared_sites import sharing_made as sharing_made
from tests.sharing import Sharing


@pytest.fixture
def readying(sharing: Sharing) -> Readying:
    """The flow waits; the check is open."""
    made = ready(sharing)
    made.open()
    return made
