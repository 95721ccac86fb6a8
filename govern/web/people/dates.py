"""Days typed for appointments and delegations, as the instants that commands take."""

from __future__ import annotations

from datetime import date, datetime

from govern.clock import london, london_end_of, london_start_of


def start_of(day: date | None, now: datetime) -> datetime | None:
    """The instant a first day begins in London; None, which means now, for today or no day."""
    if day is None or day == london(now).date():
        return None
    return london_start_of(day)


def end_of(day: date | None) -> datetime | None:
    """The exclusive end of a last day in London; None when no day is given."""
    return None if day is None else london_end_of(day)
