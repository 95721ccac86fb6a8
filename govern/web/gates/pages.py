"""The gates' blueprint with every page on it: what the table of mounts takes."""

from __future__ import annotations

from govern.web.gates import listing, observing, running
from govern.web.gates.blueprint import blueprint

MODULES = (listing, observing, running)
"""Each module puts its views on the blueprint when it is imported."""

__all__ = ["MODULES", "blueprint"]
