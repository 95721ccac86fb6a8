"""What tests of the store may ask for: an empty installation on either database."""

from __future__ import annotations

from tests.installations import embedded as embedded
from tests.installations import installation as installation
