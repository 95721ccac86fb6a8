"""The blueprint with every page on it: what the table of mounts takes."""

from __future__ import annotations

from govern.web.clauses import listing, proposing, showing, updating
from govern.web.clauses.blueprint import blueprint

MODULES = (listing, proposing, showing, updating)
"""Each module puts its views on the blueprint when it is imported."""

__all__ = ["MODULES", "blueprint"]
