"""The definitions' blueprint with every page on it: what the table of mounts takes."""

from __future__ import annotations

from govern.web.definitions import listing, showing
from govern.web.definitions.blueprint import blueprint

MODULES = (listing, showing)
"""Each module puts its views on the blueprint when it is imported."""

__all__ = ["MODULES", "blueprint"]
