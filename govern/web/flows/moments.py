"""Reading the past instant that a page is asked to show, and refusing the future."""

from __future__ import annotations

from datetime import UTC, datetime

from govern.clock import LONDON, whole_milliseconds
from govern.errors import Invalid

EXAMPLE = "such as 2026-11-24T14:30"


def past_instant(written: str, now: datetime) -> datetime | None:
    """The instant written: London time, or UTC with a Z at its end; a bare day means its midnight.

    None when nothing is written. Invalid for anything else, and for a time yet to come.
    """
    if not written.strip():
        return None
    try:
        read = datetime.fromisoformat(written.strip())
    except ValueError:
        raise Invalid.field("at", f"Enter a date and time {EXAMPLE}") from None
    whole = read.replace(tzinfo=LONDON) if read.tzinfo is None else read
    try:
        found = whole_milliseconds(whole.astimezone(UTC))
    except OverflowError:
        raise Invalid.field("at", f"Enter a date and time {EXAMPLE}") from None
    if found > now:
        raise Invalid.field("at", "Enter a time in the past: nobody knows what will be recorded")
    return found
