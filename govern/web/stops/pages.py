"""The stops' blueprint with every page on it: what the table of mounts takes."""

from __future__ import annotations

from govern.web.stops import dismissing, hearing, listing, placing, showing
from govern.web.stops.blueprint import blueprint

MODULES = (dismissing, hearing, listing, placing, showing)
"""Each module puts its views on the blueprint when it is imported."""

__all__ = ["MODULES", "blueprint"]
