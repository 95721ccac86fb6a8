"""Dates that the law counts, from London dates to London dates; no clock."""

from __future__ import annotations

import datetime as dt

from documents.periods import months_after

_SIX_WEEKS = 6 * 7
_EIGHT_WEEKS = 8 * 7


def as_date(answer: object) -> dt.date | None:
    """The date of a date answer (YYYY-MM-DD); None when unanswered."""
    return dt.date.fromisoformat(answer) if isinstance(answer, str) and answer else None


def section_65_reply_due(
    received_on: dt.date, *, extended: bool = False
) -> tuple[dt.date, dt.date]:
    """Last days for the Commissioner's advice: the day of receipt counted, and not counted.

    DPA 2018 s.65(5)-(6): six weeks beginning with receipt, extendable by one month. Whether the day
    of receipt counts (s.205) is for counsel, so both are given, the earlier first. Passing either
    date releases nothing.
    """
    counted = received_on + dt.timedelta(days=_SIX_WEEKS - 1)
    not_counted = received_on + dt.timedelta(days=_SIX_WEEKS)
    months = 1 if extended else 0
    return months_after(counted, months), months_after(not_counted, months)


def section_65_extension_told_by(received_on: dt.date) -> dt.date:
    """Last day on which the Commissioner tells the controller of an extension and its reasons: one
    month beginning with receipt (DPA 2018 s.65(7)), the day of receipt counted.
    """
    return months_after(received_on, 1) - dt.timedelta(days=1)


def article_36_reply_due(
    received_on: dt.date, *, extended: bool = False, stopped_days: int = 0
) -> dt.date:
    """Last day for written advice under UK GDPR Article 36(2): eight weeks from receipt, fourteen
    when extended, and the days for which the clock stood while the regulator waited for information
    that it had asked for.
    """
    weeks = _EIGHT_WEEKS + (_SIX_WEEKS if extended else 0)
    return received_on + dt.timedelta(days=weeks + stopped_days)
