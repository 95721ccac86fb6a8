"""The settings' blueprint with every page on it: what the table of mounts takes."""

from __future__ import annotations

from govern.web.settings import changing, listing
from govern.web.settings.blueprint import blueprint

MODULES = (changing, listing)
"""Each module puts its views on the blueprint when it is imported."""

__all__ = ["MODULES", "blueprint"]
