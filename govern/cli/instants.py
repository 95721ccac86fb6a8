"""Instants as people type them on a command line: an instant, or a day in London."""

from __future__ import annotations

from datetime import UTC, date, datetime

from govern.clock import london_end_of, london_start_of, whole_milliseconds
from govern.errors import Invalid


def read_instant(field: str, raw: str, *, end: bool = False) -> datetime:
    """`2027-03-31T23:00:00Z`, or `2027-03-31` for that day's start in London (its end with `end`).

    Invalid for anything else, also for an instant without a zone.
    """
    try:
        if len(raw) == len("2027-03-31"):
            day = date.fromisoformat(raw)
            return london_end_of(day) if end else london_start_of(day)
        at = datetime.fromisoformat(raw)
    except ValueError:
        raise Invalid.field(field, "Write 2027-03-31 or 2027-03-31T23:00:00Z.") from None
    if at.tzinfo is None:
        raise Invalid.field(field, "Say in which zone, such as 2027-03-31T23:00:00Z.")
    return whole_milliseconds(at.astimezone(UTC))
