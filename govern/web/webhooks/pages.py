"""The webhooks' blueprint with every page on it: what the table of mounts takes."""

from __future__ import annotations

from govern.web.webhooks import listing, showing
from govern.web.webhooks.blueprint import blueprint

MODULES = (listing, showing)
"""Each module puts its views on the blueprint when it is imported."""

__all__ = ["MODULES", "blueprint"]
