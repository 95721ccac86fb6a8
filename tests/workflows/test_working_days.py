"""Working days in England and Wales, checked against the published list of bank holidays."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from workflows.table import Due
from workflows.working_days import (
    add_working_days,
    bank_holidays,
    is_working_day,
    schedule,
    working_days_between,
)

# As published for England and Wales on GOV.UK, or as the standing rules give them.
PUBLISHED = {
    2024: "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26",
    2025: "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26",
    2026: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
    2027: "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28",
    2028: "01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26",
    2029: "01-01 03-30 04-02 05-07 05-28 08-27 12-25 12-26",
}


@pytest.mark.parametrize("year", PUBLISHED)
def test_the_bank_holidays_are_those_published(year: int) -> None:
    expected = {date.fromisoformat(f"{year}-{day}") for day in PUBLISHED[year].split()}

    assert bank_holidays(year) == expected


def test_a_weekend_is_no_working_day() -> None:
    assert not is_working_day(date(2026, 3, 7))
    assert is_working_day(date(2026, 3, 9))


def test_ten_working_days_over_easter() -> None:
    assert add_working_days(date(2026, 3, 30), 10) == date(2026, 4, 15)


def test_no_days_is_the_same_day() -> None:
    assert add_working_days(date(2026, 3, 7), 0) == date(2026, 3, 7)


def test_days_are_not_counted_backwards() -> None:
    with pytest.raises(ValueError, match="forwards"):
        add_working_days(date(2026, 3, 7), -1)


def test_counting_between_undoes_adding() -> None:
    start = date(2026, 12, 18)

    assert working_days_between(start, add_working_days(start, 17)) == 17
    assert working_days_between(start, start) == 0
    assert working_days_between(start, date(2026, 12, 1)) == 0


def test_a_step_is_due_when_the_london_day_after_its_last_day_begins() -> None:
    made = schedule(Due(10), datetime(2026, 3, 16, 9, tzinfo=UTC))

    # The last day is 30 March; by then London keeps summer time.
    assert made.due_at == datetime(2026, 3, 30, 23, tzinfo=UTC)


def test_a_step_begun_late_in_the_evening_counts_from_the_london_day() -> None:
    made = schedule(Due(5), datetime(2026, 6, 1, 23, 30, tzinfo=UTC))

    assert made.due_at == datetime(2026, 6, 9, 23, tzinfo=UTC)


def test_chases_go_out_at_each_percentage_of_the_time() -> None:
    made = schedule(Due(10), datetime(2026, 2, 2, 9, tzinfo=UTC))

    days = [(percent, at.date()) for percent, at in made.chase_at]
    assert days == [
        (50, date(2026, 2, 9)),
        (80, date(2026, 2, 12)),
        (100, date(2026, 2, 16)),
        (120, date(2026, 2, 18)),
    ]


def test_a_step_is_escalated_ten_working_days_past_its_due_date() -> None:
    made = schedule(Due(10), datetime(2026, 2, 2, 9, tzinfo=UTC))

    assert made.escalate_at == datetime(2026, 3, 2, tzinfo=UTC)
