"""The readiness blueprint with every page on it: what the table of mounts takes."""

from __future__ import annotations

from govern.web.readiness import deciding, listing, opening, settling, showing
from govern.web.readiness.blueprint import blueprint

MODULES = (deciding, listing, opening, settling, showing)
"""Each module puts its views on the blueprint when it is imported."""

__all__ = ["MODULES", "blueprint"]
