"""Counts months and days on dates, as agreements and certificates do."""

from __future__ import annotations

import calendar
import datetime as dt


def months_after(day: dt.date, months: int) -> dt.date:
    """The same day of the month that many months later, or that month's last day.

    Beyond the last year that a date can hold, the last date there is.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > dt.MAXYEAR:
        return dt.date.max
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(day.day, last))


def days_after(day: dt.date, days: int) -> dt.date:
    """The day that many days later; beyond the last date there is, that date."""
    return day + dt.timedelta(days=min(days, (dt.date.max - day).days))
