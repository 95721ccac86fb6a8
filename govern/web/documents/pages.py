"""The documents' blueprint with every page on it: what the table of mounts takes."""

from __future__ import annotations

from govern.web.documents import (
    action_plan,
    answering,
    binding,
    checking,
    clashes,
    classing,
    commenting,
    comparing,
    drafting,
    freezing,
    history,
    importing,
    legal_help,
    library,
    listing,
    odrl,
    opening,
    papers,
    partner_agreements,
    partner_reports,
    redline_file,
    reviewing,
    revisions,
    rows,
    sections,
    showing,
    since_read,
    suggesting,
    triage,
    withdrawing,
    word_files,
    word_preview,
)
from govern.web.documents.blueprint import blueprint

MODULES = (
    action_plan, answering, binding, checking, clashes, classing, commenting, comparing, drafting,
    freezing, history,
    importing, legal_help, library, listing, odrl, opening, papers, partner_agreements,
    partner_reports,
    redline_file, reviewing, revisions, rows, sections, showing, since_read, suggesting, triage,
    withdrawing, word_files, word_preview,
)  # fmt: skip
"""Each module puts its views on the blueprint when it is imported."""

__all__ = ["MODULES", "blueprint"]
