"""The clock: instants as written, London days, and clocks that never go back."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govern.clock import (
    SettableClock,
    SystemClock,
    instant,
    london,
    london_end_of,
    london_start_of,
    text,
)

AT = datetime(2026, 11, 24, 9, 0, 0, 123456, tzinfo=UTC)


@given(st.datetimes(timezones=st.just(UTC)))
def test_what_is_written_is_read_back_to_the_millisecond(at: datetime) -> None:
    written = text(at)

    assert len(written) == 24
    assert timedelta(0) <= at - instant(written) < timedelta(milliseconds=1)


@given(st.datetimes(timezones=st.just(UTC)), st.datetimes(timezones=st.just(UTC)))
def test_written_instants_sort_by_time(one: datetime, other: datetime) -> None:
    assert (text(one) < text(other)) <= (one < other)


@pytest.mark.parametrize(
    "written",
    [
        "2027-03-31T23:00:00Z",
        "2027-03-31T23:00:00.000",
        "2027-03-31T23:00:00.000+00:00",
        "2027-03-31 23:00:00.000Z",
        "2027-02-30T23:00:00.000Z",
        " 2027-03-31T23:00:00.000Z",
        "٢٠٢٧-03-31T23:00:00.000Z",
        "",
    ],
)
def test_any_other_form_is_refused(written: str) -> None:
    with pytest.raises(ValueError):
        instant(written)


def test_an_instant_elsewhere_is_written_in_utc() -> None:
    there = datetime(2026, 11, 24, 11, 0, tzinfo=timezone(timedelta(hours=2)))

    assert text(there) == "2026-11-24T09:00:00.000Z"


@pytest.mark.parametrize("of", [text, london, SettableClock])
def test_an_instant_without_a_zone_is_refused(of: object) -> None:
    assert callable(of)

    with pytest.raises(ValueError):
        of(datetime(2026, 11, 24))


def test_until_31_march_2027_ends_an_hour_before_midnight_utc() -> None:
    assert text(london_end_of(date(2027, 3, 31))) == "2027-03-31T23:00:00.000Z"


@given(st.dates(date(2026, 1, 1), date(2036, 12, 31)))
def test_days_in_london_follow_each_other_without_a_gap(day: date) -> None:
    end = london_end_of(day)

    assert end == london_start_of(day + timedelta(days=1))
    assert end - london_start_of(day) in {timedelta(hours=hours) for hours in (23, 24, 25)}
    assert london(end - timedelta(milliseconds=1)).date() == day


def test_the_system_clock_tells_whole_milliseconds_in_utc() -> None:
    now = SystemClock().now()

    assert now.microsecond % 1000 == 0
    assert now.utcoffset() == timedelta(0)


def test_a_settable_clock_stands_still_and_moves_only_forward() -> None:
    clock = SettableClock(AT)

    assert clock.now() == clock.now() == AT.replace(microsecond=123000)
    assert clock.advance(timedelta(days=1)) == clock.now()
    with pytest.raises(ValueError, match="cannot go back"):
        clock.set(AT)
