"""The documents' blueprint with every page on it: what the table of mounts takes."""

from __future__ import annotations

from govern.web.documents import (
    checking,
    clashes,
    classing,
    commenting,
    comparing,
    drafting,
    freezing,
    history,
    library,
    listing,
    opening,
    papers,
    reviewing,
    revisions,
    rows,
    sections,
    showing,
    since_read,
    triage,
    withdrawing,
)
from govern.web.documents.blueprint import blueprint

MODULES = (
    checking, clashes, classing, commenting, comparing, drafting, freezing, history, library,
    listing, opening, papers, reviewing, revisions, rows, sections, showing, since_read, triage,
    withdrawing,
)  # fmt: skip
"""Each module puts its views on the blueprint when it is imported."""

__all__ = ["MODULES", "blueprint"]
