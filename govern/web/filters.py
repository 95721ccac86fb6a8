"""How dates, instants, ages and digests are written for a reader in London."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from flask import Flask

from govern.clock import instant, london
from govern.web import words
from govern.web.pieces import Cell, Link, Tag

Moment = datetime | str


def _instant(at: Moment) -> datetime:
    return instant(at) if isinstance(at, str) else at


def day(value: date | datetime | str) -> str:
    """A date as "31 March 2027"; an instant is shown as its London date."""
    if isinstance(value, str):
        value = date.fromisoformat(value) if len(value) == 10 else instant(value)
    if isinstance(value, datetime):
        value = london(value).date()
    return f"{value.day} {value:%B %Y}"


def short_day(value: date | datetime | str) -> str:
    """A date for a narrow column, as "31 Mar 2027"."""
    number, month, year = day(value).split(" ")
    return f"{number} {month[:3]} {year}"


def clock_time(at: Moment) -> str:
    """The time of day in London, as "2:05pm"; "midday" and "midnight" in words."""
    local = london(_instant(at))
    if (local.hour, local.minute) == (0, 0):
        return "midnight"
    if (local.hour, local.minute) == (12, 0):
        return "midday"
    hour = local.hour % 12 or 12
    return f"{hour}:{local:%M}{'am' if local.hour < 12 else 'pm'}"


def moment(at: Moment) -> str:
    """An instant in London, as "31 March 2027 at 2:05pm"."""
    return f"{day(_instant(at))} at {clock_time(at)}"


def until(at: Moment) -> str:
    """An exclusive end in London: "the end of 31 March 2027"; the moment itself at other hours."""
    local = london(_instant(at))
    if (local.hour, local.minute, local.second) != (0, 0, 0):
        return moment(at)
    return f"the end of {day(local.date() - timedelta(days=1))}"


def utc(at: Moment) -> str:
    """The same instant to the second in UTC, as "13:05:09 UTC on 31 March 2027"."""
    value = _instant(at)
    return f"{value:%H:%M:%S} UTC on {value.day} {value:%B %Y}"


def iso(at: Moment) -> str:
    """An instant for a `datetime` attribute."""
    return f"{_instant(at):%Y-%m-%dT%H:%M:%SZ}"


def age(since: Moment, now: Moment) -> str:
    """How long ago, in whole London days: "today", "1 day", "12 days"."""
    days = (london(_instant(now)).date() - london(_instant(since)).date()).days
    return "today" if days <= 0 else plural(days, "day")


def plural(number: int, noun: str, many: str | None = None) -> str:
    """A number with its noun: "1 day", "2 days", "no days", "1,204 flows"."""
    words_for = noun if number == 1 else (many or f"{noun}s")
    return f"{'no' if number == 0 else f'{number:,}'} {words_for}"


def short_digest(digest: str) -> str:
    """The first twelve characters of a digest, enough to compare by eye."""
    return digest.removeprefix("sha256:")[:12]


def is_tag(value: object) -> bool:
    """For macros: whether a value is a Tag."""
    return isinstance(value, Tag)


def is_link(value: object) -> bool:
    """For macros: whether a value is a Link."""
    return isinstance(value, Link)


def is_cell(value: object) -> bool:
    """For macros: whether a value is a Cell."""
    return isinstance(value, Cell)


def install(app: Flask) -> None:
    """Offer all of these to templates."""
    app.jinja_env.filters.update(
        day=day,
        short_day=short_day,
        clock_time=clock_time,
        moment=moment,
        until=until,
        utc=utc,
        iso=iso,
        age=age,
        plural=plural,
        short_digest=short_digest,
        role_title=words.role_title,
        kind_title=words.kind_title,
        organisation_title=words.organisation_title,
        state_tag=words.state_tag,
        plain=words.plain,
    )
    app.jinja_env.tests.update(tag=is_tag, link=is_link, cell=is_cell)
