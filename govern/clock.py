"""Time: the one clock of the house, and how instants are written down and shown in London."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
_FIXED = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z")


class Clock(Protocol):
    """Whatever can say what time it is; handed to every part that needs to know."""

    def now(self) -> datetime:
        """The present instant: timezone-aware, UTC, whole milliseconds."""


class SystemClock:
    """The clock of the machine, for everything but the demonstration and tests."""

    def now(self) -> datetime:
        return whole_milliseconds(datetime.now(UTC))


class SettableClock:
    """A clock that stands still until it is moved, and never moves back."""

    def __init__(self, at: datetime) -> None:
        self._at = whole_milliseconds(_aware(at))

    def now(self) -> datetime:
        return self._at

    def set(self, at: datetime) -> None:
        """Move to `at`; ValueError when that is earlier than the present instant."""
        later = whole_milliseconds(_aware(at))
        if later < self._at:
            raise ValueError(f"the clock stands at {text(self._at)} and cannot go back")
        self._at = later

    def advance(self, by: timedelta) -> datetime:
        """Move forward by `by` and return the new instant."""
        self.set(self._at + by)
        return self._at


def instant(written: str) -> datetime:
    """Read `YYYY-MM-DDTHH:MM:SS.mmmZ`; ValueError for any other form."""
    if not _FIXED.fullmatch(written):
        raise ValueError(f"{written!r} is not an instant such as 2027-03-31T23:00:00.000Z")
    return datetime.fromisoformat(written)


def text(at: datetime) -> str:
    """Write an instant in the fixed-width form that sorts by time; ValueError without a zone."""
    utc = _aware(at).astimezone(UTC)
    return utc.isoformat(timespec="milliseconds")[:-6] + "Z"


def london(at: datetime) -> datetime:
    """The same instant on the clock in London, for showing to a person."""
    return _aware(at).astimezone(LONDON)


def london_start_of(day: date) -> datetime:
    """The UTC instant at which `day` begins in London."""
    return datetime.combine(day, time.min, tzinfo=LONDON).astimezone(UTC)


def london_end_of(day: date) -> datetime:
    """The exclusive end of `day`: the UTC instant at which the next day begins in London.

    "Until 31 March 2027" ends at 2027-03-31T23:00:00Z (decision 30).
    """
    return london_start_of(day + timedelta(days=1))


def whole_milliseconds(at: datetime) -> datetime:
    """Drop what the written form cannot hold, so that what is compared is what is written."""
    return at.replace(microsecond=at.microsecond // 1000 * 1000)


def _aware(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    return at
