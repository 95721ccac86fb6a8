"""What a form or a machine gives becomes an answer, or says why it cannot."""

from __future__ import annotations

from typing import Any

import pytest

from documents.answers import AnswerError, parse_answer
from documents.definition import Question
from tests.documents.engine.sample import sample


def question(name: str) -> Question:
    return sample().question(name)


@pytest.mark.parametrize(
    ("name", "raw", "kept"),
    [
        ("name", "  Ann  ", "Ann"),
        ("name", "Cafe\u0301", "Caf\u00e9"),
        ("story", "one\r\ntwo", "one\ntwo"),
        ("is_late", "no", False),
        ("is_late", True, True),
        ("colour", "red", "red"),
        ("shapes", ["flat", "round"], ["round", "flat"]),
        ("shapes", "round", ["round"]),
        ("on", "2026-03-27", "2026-03-27"),
        ("on", {"day": "27", "month": "3", "year": "2026"}, "2026-03-27"),
        ("many", "8,400,000", 8_400_000),
        ("many", 0, 0),
        ("forces", ["kent", "essex", "kent"], ["essex", "kent"]),
        ("partner", "north-hill-council", "north-hill-council"),
    ],
)
def test_an_answer_is_kept_in_one_form(name: str, raw: Any, kept: Any) -> None:
    assert parse_answer(question(name), raw) == kept


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("name", "   "),
        ("is_late", None),
        ("shapes", []),
        ("on", {"day": "", "month": "", "year": ""}),
        ("things", []),
        ("things", [{"what": "", "kept": ""}]),
    ],
)
def test_a_blank_is_unanswered(name: str, raw: Any) -> None:
    assert parse_answer(question(name), raw) is None


@pytest.mark.parametrize(
    ("name", "raw", "message"),
    [
        ("name", "a\nb", "Enter one line of text"),
        ("name", "x" * 21, "Use 20 characters or fewer; you have used 21"),
        ("name", "a\x00b", "Remove characters that cannot be printed"),
        ("name", 7, "Enter text"),
        ("is_late", "perhaps", "Select yes or no"),
        ("is_late", 1, "Select yes or no"),
        ("colour", "green", "'green' is not one of the options"),
        ("colour", ["red"], "Select one of the options"),
        ("shapes", ["round", "green"], "'green' is not one of the options"),
        ("shapes", {"round": True}, "Select one or more of the options"),
        ("on", "2026-02-30", "Enter a real date, for example 27 3 2026"),
        ("on", "27/3/2026", "Enter a real date, for example 27 3 2026"),
        (
            "on",
            {"day": "27", "month": "", "year": "2026"},
            "Enter a real date, for example 27 3 2026",
        ),
        ("many", "1.5", "Enter a whole number"),
        ("many", True, "Enter a whole number"),
        ("many", 10**16, "Enter a whole number"),
        ("partner", "North Hill", "'North Hill' is not the short name of anything here"),
        ("things", "rows", "Enter rows"),
    ],
)
def test_an_unfit_answer_says_what_to_do(name: str, raw: Any, message: str) -> None:
    with pytest.raises(AnswerError) as caught:
        parse_answer(question(name), raw)

    assert (caught.value.field, caught.value.message) == (name, message)


def test_a_table_tells_every_fault_with_its_row_and_column() -> None:
    raw = [{"id": "a", "what": "x\ny", "number": "?"}, {"id": "b", "colour": "red"}]

    with pytest.raises(AnswerError) as caught:
        parse_answer(question("things"), raw)

    assert caught.value.faults == (
        ("things.a.what", "Enter one line of text"),
        ("things.a.number", "Enter a whole number"),
        ("things.b.colour", "This column does not exist"),
    )


def test_rows_keep_their_ids_and_new_rows_get_free_ones() -> None:
    rows = parse_answer(question("things"), [{"id": "r1", "what": "a"}, {"what": "b"}])

    assert rows == [{"id": "r1", "what": "a"}, {"id": "r2", "what": "b"}]


def test_new_rows_are_named_by_the_caller_when_it_offers_names() -> None:
    rows = parse_answer(question("things"), [{"what": "a"}], new_id=lambda: "f00d")

    assert rows == [{"id": "f00d", "what": "a"}]


def test_a_row_id_used_twice_is_refused() -> None:
    with pytest.raises(AnswerError, match="used twice"):
        parse_answer(question("things"), [{"id": "a", "what": "x"}, {"id": "a", "what": "y"}])
