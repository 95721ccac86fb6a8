"""What tests of stopping and starting again may ask for."""

from __future__ import annotations

from tests.shared_sites import sharing as sharing
from tests.shared_sites import sharing_made as sharing_made
