"""The organisations' blueprint with every page on it: what the table of mounts takes."""

from __future__ import annotations

from govern.web.organisations import administering, listing, showing
from govern.web.organisations.blueprint import blueprint

MODULES = (administering, listing, showing)
"""Each module puts its views on the blueprint when it is imported."""

__all__ = ["MODULES", "blueprint"]
