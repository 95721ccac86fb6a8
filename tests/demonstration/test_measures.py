"""The measures of the demonstration: each has its words, few are late, and Word tracks a change."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from documents.catalogue import definition
from documents.content import Content
from documents.plan import Measure, plan
from govern.demonstration import cast, measuring, story
from govern.demonstration.texts import assessments
from govern.demonstration.texts.filling import read
from govern.demonstration.tracking import tracked
from govern.exchange.word.reading import read as read_word
from tests.partner_files import partner_file

OPENED_ON = date(2025, 5, 25)


def on(day: int) -> date:
    return OPENED_ON + timedelta(days=day)


def measures(version: int) -> tuple[Measure, ...]:
    return plan(Content(definition("dpia"), assessments.dpia(on, version)))


def addendum() -> tuple[Measure, ...]:
    answers = assessments.addendum(on, "essex", "0" * 64)
    return plan(Content(definition("local_addendum"), answers))


@pytest.mark.parametrize("version", [1, 2])
def test_every_measure_has_words_of_its_own_and_names_one_thing_in_both_versions(
    version: int,
) -> None:
    words = read("measures")

    for each in measures(version):
        if each.due_on and each.due_on < on(measuring.LAST) and not each.settled:
            assert measuring.said_of("dpia", each.row) in words, each.row
    for each in addendum():
        assert measuring.said_of("local_addendum", each.row) in words, each.row


def test_a_row_that_both_versions_have_is_the_same_measure() -> None:
    first = {each.row: each for each in measures(1)}

    for each in measures(2):
        if each.row in first:
            before = first[each.row]
            assert (each.title, each.what[:20]) == (before.title, before.what[:20])


def test_few_are_late_on_the_last_day_and_each_force_has_most_in_place() -> None:
    rows = {each.row for version in (1, 2) for each in measures(version)}
    late = {force: [row for body, row in measuring.LATE if body == force] for force in cast.FORCES}

    assert {row for _, row in measuring.LATE | measuring.WAITING} <= rows
    assert all(len(found) <= 2 for found in late.values())
    assert sum(map(len, late.values())) == len(measuring.LATE)
    assert max(measuring.ROUNDS) < story.LAST_DAY < measuring.LAST


def test_a_tracked_change_is_read_as_one_and_the_bytes_come_out_the_same() -> None:
    file = partner_file()
    at = datetime(2026, 11, 1, 9, tzinfo=UTC)

    made = [tracked(file, "six years", "seven years", author="Liam Foster", at=at) for _ in "ab"]

    assert made[0] == made[1]
    said = str(read_word(made[0]))
    assert "Liam Foster" in said and "seven years" in said and "six years" in said
    with pytest.raises(ValueError, match="no run holds"):
        tracked(file, "words of another text", "", author="Liam Foster", at=at)
