"""What the states of checks and items are called, and how their ends read."""

from __future__ import annotations

from govern.store.readiness import in_force
from govern.store.readiness_pages import Seen
from govern.store.rows.readiness import ReadinessItemRow, ReadinessRow
from govern.web.filters import until
from govern.web.pieces import Tag

HAPPENED = {
    "readiness_opened": "Check opened",
    "readiness_evidence_submitted": "Evidence handed in",
    "readiness_item_accepted": "Accepted",
    "readiness_item_returned": "Sent back",
    "readiness_item_waived": "Waived for a time",
    "readiness_passed": "Passed",
    "readiness_revoked": "Revoked",
}


def item_tag(item: ReadinessItemRow, now: str) -> Tag:
    """Where an item stands at `now` (text)."""
    if item.state == "submitted":
        return Tag("Handed in", "light-blue")
    if item.state == "open":
        return Tag("Evidence needed", "yellow") if item.mandatory else Tag("Optional", "grey")
    if not in_force(item, now):
        return Tag("Out of date", "red")
    return Tag("Accepted", "green") if item.state == "accepted" else Tag("Waived", "orange")


def check_tag(row: ReadinessRow, now: str) -> Tag:
    """Where a check stands at `now` (text)."""
    if row.state == "revoked":
        return Tag("Revoked", "red")
    if row.state == "in_progress":
        return Tag("In progress", "yellow")
    if row.valid_until is not None and row.valid_until <= now:
        return Tag("Run out", "red")
    return Tag("Passed", "green")


def ends(instant: str | None) -> str:
    """An end for a table or a list: a day in London, or that there is none."""
    return _capital(until(instant)) if instant else "No end"


def name(seen: Seen) -> str:
    """A check in one line."""
    return f"{seen.checklist.title}: {seen.subject}"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
