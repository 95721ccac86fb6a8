"""The one extension a SIRO may give to an end, a review or a due date (decision 8)."""

from __future__ import annotations

from datetime import timedelta

from govern.clock import instant, london, london_end_of, text
from govern.register.reading import Reading

MOST_DAYS = 90
_A_MOMENT = timedelta(milliseconds=1)


def extended(
    read: Reading, end: str | None, *subjects: tuple[str | None, str, str | None]
) -> str | None:
    """`end` after the extension granted by the instant read, if any.

    `subjects` are (organisation, kind of subject, subject) under which it may have been granted.
    The earliest grant counts alone, and never beyond 90 calendar days in London after `end`.
    """
    if end is None or not read.facts.any("extension"):
        return end
    granted = [
        extension
        for subject in subjects
        for extension in read.facts.find("extensions", *subject)
        if extension.get("record_sha256") and read.happened(extension.get("at"))
    ]
    if not granted:
        return end
    first = min(granted, key=lambda extension: (extension["at"], extension["id"]))
    read.trusts("extension", first, first["record_sha256"])
    until: str = first["until"]
    return max(end, min(until, latest(end)))


def latest(end: str) -> str:
    """The furthest that an extension may move `end`: the same end of day, 90 days on."""
    last_day = london(instant(end) - _A_MOMENT).date()
    return text(london_end_of(last_day + timedelta(days=MOST_DAYS)))


def decision_due(read: Reading, due: str, safety_critical: bool) -> str:
    """When being overdue closes a flow: at `due`.

    A safety-critical one closes when the days set aside for the SIRO's decision are over (setting
    `safety_critical_decision_days`, none by default).
    """
    days = read.facts.setting("safety_critical_decision_days") if safety_critical else None
    if not isinstance(days, int) or days <= 0:
        return due
    last_day = london(instant(due) - _A_MOMENT).date()
    return text(london_end_of(last_day + timedelta(days=min(days, MOST_DAYS))))
