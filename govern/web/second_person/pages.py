"""The blueprint with every page on it: what the table of mounts takes."""

from __future__ import annotations

from govern.web.second_person import deciding, listing
from govern.web.second_person.blueprint import blueprint

MODULES = (deciding, listing)
"""Each module puts its views on the blueprint when it is imported."""

__all__ = ["MODULES", "blueprint"]
