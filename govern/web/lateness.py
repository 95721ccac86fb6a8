"""How long something has waited and how late it is, in working days of England and Wales."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import lru_cache

from govern.clock import instant, london
from govern.web.filters import day, plural
from workflows.working_days import bank_holidays

_A_MOMENT = timedelta(milliseconds=1)


def last_day(end: str) -> str:
    """The last London day before an exclusive end, as "31 March 2027"."""
    return day(london(instant(end) - _A_MOMENT).date())


def waited(since: str, now: datetime) -> str:
    """How long since an instant: "today", "1 working day", "12 working days"."""
    days = working_days(_london_date(instant(since)), _london_date(now))
    return "today" if days == 0 else plural(days, "working day")


def waited_days(since: str, at: str) -> int:
    """Working days between two instants, by their London dates."""
    return working_days(_london_date(instant(since)), _london_date(instant(at)))


def lateness(due: str | None, now: datetime) -> str:
    """Against an exclusive end: "3 working days late", "due today", "in 4 working days" or ""."""
    if due is None:
        return ""
    last, today = _london_date(instant(due) - _A_MOMENT), _london_date(now)
    if last > today:
        return f"in {plural(max(working_days(today, last), 1), 'working day')}"
    days = working_days(last, today)
    return "due today" if last == today else f"{plural(max(days, 1), 'working day')} late"


def is_late(due: str | None, now: datetime) -> bool:
    """Whether an exclusive end has passed."""
    return due is not None and instant(due) <= now


@lru_cache(maxsize=1024)
def working_days(start: date, end: date) -> int:
    """Working days after `start` up to and including `end`; counted, not walked."""
    if end <= start:
        return 0
    weeks, rest = divmod((end - start).days, 7)
    found = weeks * 5
    found += sum((start + timedelta(days=n)).weekday() < 5 for n in range(1, rest + 1))
    years = range(start.year, end.year + 1)
    return found - sum(start < off <= end for year in years for off in bank_holidays(year))


def _london_date(at: datetime) -> date:
    return london(at).date()
