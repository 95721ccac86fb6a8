"""Working days in England and Wales, and when a step falls due, is chased and is escalated.

The FOI clock is another: it skips bank holidays in any part of the United Kingdom.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo

from workflows.table import Due

LONDON: Final = ZoneInfo("Europe/London")

# Days proclaimed or moved beyond the standing rules (Banking and Financial Dealings Act 1971 s.1).
PROCLAIMED: Final[frozenset[date]] = frozenset()


@dataclass(frozen=True, slots=True)
class Schedule:
    """Instants of one step. `due_at` is exclusive: the London day after the last one begins."""

    due_at: datetime
    chase_at: tuple[tuple[int, datetime], ...]  # (percent of the time, instant)
    escalate_at: datetime


@cache
def bank_holidays(year: int) -> frozenset[date]:
    """The bank holidays of England and Wales in that year, substitutes included."""
    easter = _easter(year)
    standing = {
        easter - timedelta(days=2),
        easter + timedelta(days=1),
        _monday_from(date(year, 5, 1)),
        _monday_from(date(year, 5, 25)),
        _monday_from(date(year, 8, 25)),
    }
    for fixed in (date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)):
        day = fixed
        while day.weekday() >= 5 or day in standing:
            day += timedelta(days=1)
        standing.add(day)
    return frozenset(standing | {day for day in PROCLAIMED if day.year == year})


def is_working_day(day: date) -> bool:
    """Neither a weekend nor a bank holiday in England and Wales."""
    return day.weekday() < 5 and day not in bank_holidays(day.year)


def add_working_days(day: date, count: int) -> date:
    """The day `count` working days after `day`, which itself does not count; `count` >= 0."""
    if count < 0:
        raise ValueError(f"Count working days forwards: {count} is below zero.")
    while count:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day


def working_days_between(start: date, end: date) -> int:
    """How many working days lie after `start`, up to and including `end`; 0 when `end` is first."""
    days = (end - start).days
    return sum(is_working_day(start + timedelta(days=n)) for n in range(1, days + 1))


def schedule(due: Due, since: datetime) -> Schedule:
    """When a step that began at `since` (aware) falls due, is chased and is escalated.

    Percentages round up to whole working days. A chase goes out, and an escalation happens, when
    that London day begins; escalation comes `escalate_after` working days past the due date.
    """
    start = since.astimezone(LONDON).date()
    last = add_working_days(start, due.working_days)
    chases = tuple(
        (percent, _begins(add_working_days(start, -(-due.working_days * percent // 100))))
        for percent in due.chase_at
    )
    escalated = add_working_days(last, due.escalate_after)
    return Schedule(_begins(last + timedelta(days=1)), chases, _begins(escalated))


def _begins(day: date) -> datetime:
    return datetime.combine(day, time(), LONDON).astimezone(UTC)


def _monday_from(day: date) -> date:
    return day + timedelta(days=-day.weekday() % 7)


def _easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar (Meeus, Jones and Butcher)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    n = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * n) // 451
    month, day = divmod(h + n - 7 * m + 114, 31)
    return date(year, month, day + 1)
