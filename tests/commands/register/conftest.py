"""What tests of the published register may ask for: an installation that shares, and a client."""

from __future__ import annotations

from pathlib import Path

import pytest

from govern.commands.register.ceremony import hold_ceremony
from govern.commands.register.publish import Publisher
from govern.commands.register.repository import Repository
from govern.installation import Installation
from tests.register.repository.clients import Client
from tests.shared_sites import sharing as sharing
from tests.shared_sites import sharing_made as sharing_made
from tests.sharing import Sharing, share


@pytest.fixture
def sharing_anywhere(installation: Installation) -> Sharing:
    """Three open flows of two forces with two partners; the test runs once on each database."""
    return share(installation)


@pytest.fixture
def repository(sharing: Sharing) -> Repository:
    """Where the register is published, after the ceremony and the first publication."""
    hold_ceremony(sharing.installation)
    Publisher(sharing.installation).turn()
    return Repository(sharing.installation.settings)


@pytest.fixture
def client(repository: Repository, sharing: Sharing, tmp_path: Path) -> Client:
    """An unmodified client of TUF that trusts the first root."""
    root = (repository.metadata / "1.root.json").read_bytes()
    return Client(repository.folder, tmp_path / "client", root, sharing.installation.clock)
