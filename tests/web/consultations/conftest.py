"""A force that consults the ICO on its DPIA while flows that stand on it are open."""

from __future__ import annotations

import pytest

from govern.clock import text
from govern.store.identifiers import new_id
from tests.shared_sites import shared_site as shared_site
from tests.shared_sites import sharing as sharing
from tests.shared_sites import sharing_made as sharing_made
from tests.sharing import Sharing


@pytest.fixture
def consultation(sharing: Sharing) -> str:
    """Essex's consultation, opened an hour after its flows."""
    sharing.people.later(hours=1)
    opened = {
        "version_id": sharing.versions["dpia"],
        "organisation_id": sharing.people.organisations["essex"],
        "state": "needed",
        "covers": "new_processing",
        "live_before": text(sharing.installation.clock.now()),
    }
    made = new_id()
    sharing.record("consultation_opened", "consultation", made, opened)
    return made
