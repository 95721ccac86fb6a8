"""How instants, dates, ages and codes are written."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from govern.web import filters, words
from govern.web.pieces import Pages, Tag


@pytest.mark.parametrize(
    ("at", "written"),
    [
        ("2026-07-01T12:04:00.000Z", "1 July 2026 at 1:04pm"),
        ("2026-12-01T12:00:00.000Z", "1 December 2026 at midday"),
        ("2026-06-30T23:00:00.000Z", "1 July 2026 at midnight"),
        ("2026-12-01T00:30:00.000Z", "1 December 2026 at 12:30am"),
        (datetime(2026, 12, 1, 23, 59, tzinfo=UTC), "1 December 2026 at 11:59pm"),
    ],
)
def test_an_instant_is_shown_on_the_clock_in_london(at: str, written: str) -> None:
    assert filters.moment(at) == written


def test_the_same_instant_is_there_in_utc() -> None:
    at = "2026-06-30T23:00:09.120Z"

    assert filters.utc(at) == "23:00:09 UTC on 30 June 2026"
    assert filters.iso(at) == "2026-06-30T23:00:09Z"


@pytest.mark.parametrize("value", ["2027-03-31", date(2027, 3, 31), "2027-03-31T22:59:59.999Z"])
def test_a_day_is_written_out(value: str | date) -> None:
    assert filters.day(value) == "31 March 2027"
    assert filters.short_day(value) == "31 Mar 2027"


@pytest.mark.parametrize(
    ("since", "age"),
    [
        ("2026-11-02T00:00:00.000Z", "today"),
        ("2026-11-01T23:59:00.000Z", "1 day"),
        ("2026-10-24T22:59:00.000Z", "9 days"),
        ("2026-11-03T09:00:00.000Z", "today"),
    ],
)
def test_age_counts_london_days(since: str, age: str) -> None:
    assert filters.age(since, "2026-11-02T12:00:00.000Z") == age


def test_numbers_take_their_noun() -> None:
    assert filters.plural(0, "flow") == "no flows"
    assert filters.plural(1, "flow") == "1 flow"
    assert filters.plural(1204, "body", "bodies") == "1,204 bodies"


def test_a_known_state_has_its_words_and_an_unknown_one_is_not_hidden() -> None:
    assert words.state_tag("returned") == Tag("Changes asked for", "orange")
    assert words.state_tag("half_way") == Tag("Half way", "grey")


@pytest.mark.parametrize(
    ("page", "of", "shown"),
    [
        (1, 1, [1]),
        (1, 3, [1, 2, 3]),
        (1, 9, [1, 2, None, 9]),
        (5, 9, [1, None, 4, 5, 6, None, 9]),
        (9, 9, [1, None, 8, 9]),
    ],
)
def test_pages_offer_the_ends_and_the_neighbours(
    page: int, of: int, shown: list[int | None]
) -> None:
    assert Pages(page, of, "?page={page}", 90, 10).shown() == shown


def test_pages_say_which_rows_they_show() -> None:
    last = Pages(3, 3, "?page={page}", 45, 20)

    assert (last.first(), last.last(), last.link(2)) == (41, 45, "?page=2")
    assert Pages(1, 1, "", 0, 20).first() == 0


def test_an_exclusive_end_is_said_by_its_last_day_unless_it_falls_within_one() -> None:
    assert filters.until("2027-03-31T23:00:00.000Z") == "the end of 31 March 2027"
    assert filters.until("2027-01-01T00:00:00.000Z") == "the end of 31 December 2026"
    assert filters.until("2027-01-01T13:05:00.000Z") == "1 January 2027 at 1:05pm"
