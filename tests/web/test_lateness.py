"""Ages and lateness in working days, as people read them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govern.web.lateness import is_late, last_day, lateness, waited, working_days
from workflows.working_days import working_days_between

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@given(DAYS, st.integers(-5, 900))
def test_counting_gives_what_walking_gives(start: date, days: int) -> None:
    end = date.fromordinal(start.toordinal() + days)

    assert working_days(start, end) == working_days_between(start, end)


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (None, ""),
        ("2026-11-24T00:00:00.000Z", "1 working day late"),
        ("2026-11-25T00:00:00.000Z", "due today"),
        ("2026-11-26T00:00:00.000Z", "in 1 working day"),
        ("2026-11-22T00:00:00.000Z", "2 working days late"),
        ("2026-12-01T00:00:00.000Z", "in 4 working days"),
    ],
)
def test_lateness_counts_from_the_last_day(due: str | None, words: str) -> None:
    assert lateness(due, NOW) == words


def test_an_exclusive_end_names_the_day_before() -> None:
    assert last_day("2027-03-31T23:00:00.000Z") == "31 March 2027"


def test_nothing_is_late_before_its_end() -> None:
    assert not is_late("2026-11-24T09:00:00.001Z", NOW)
    assert is_late("2026-11-24T09:00:00.000Z", NOW)


def test_a_wait_since_this_morning_is_today() -> None:
    assert waited("2026-11-24T07:00:00.000Z", NOW) == "today"
