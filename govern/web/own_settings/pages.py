"""The own settings' blueprint with every page on it: what the table of mounts takes."""

from __future__ import annotations

from govern.web.own_settings import changing, showing
from govern.web.own_settings.blueprint import blueprint

MODULES = (changing, showing)
"""Each module puts its views on the blueprint when it is imported."""

__all__ = ["MODULES", "blueprint"]
