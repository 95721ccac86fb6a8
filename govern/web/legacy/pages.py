"""The blueprint with every page on it: what the table of mounts takes."""

from __future__ import annotations

from govern.web.legacy import importing, listing
from govern.web.legacy.blueprint import blueprint

MODULES = (importing, listing)
"""Each module puts its views on the blueprint when it is imported."""

__all__ = ["MODULES", "blueprint"]
