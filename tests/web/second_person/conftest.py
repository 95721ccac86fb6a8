"""What tests of what takes two people may ask for."""

from __future__ import annotations

from tests.shared_sites import address as address
from tests.shared_sites import shared_site as shared_site
from tests.shared_sites import sharing as sharing
from tests.shared_sites import sharing_made as sharing_made
