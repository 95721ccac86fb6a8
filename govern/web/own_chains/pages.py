"""The blueprint of how a force signs off with every page on it: what the table of mounts takes."""

from __future__ import annotations

from govern.web.own_chains import adding, ending, showing
from govern.web.own_chains.blueprint import blueprint

MODULES = (adding, ending, showing)
"""Each module puts its views on the blueprint when it is imported."""

__all__ = ["MODULES", "blueprint"]
