"""The consultations' blueprint with every page on it: what the table of mounts takes."""

from __future__ import annotations

from govern.web.consultations import deciding, listing, progressing, showing, stopping
from govern.web.consultations.blueprint import blueprint

MODULES = (deciding, listing, progressing, showing, stopping)
"""Each module puts its views on the blueprint when it is imported."""

__all__ = ["MODULES", "blueprint"]
