"""What tests of webhooks may ask for."""

from __future__ import annotations

import pytest

from tests.commands.webhooks.hearing import Hearing, hear
from tests.shared_sites import sharing as sharing
from tests.shared_sites import sharing_made as sharing_made
from tests.sharing import Sharing


@pytest.fixture
def hearing(sharing: Sharing, monkeypatch: pytest.MonkeyPatch) -> Hearing:
    """Two webhooks of all forces."""
    heard = hear(sharing, monkeypatch)
    heard.open("one")
    heard.open("two")
    return heard
