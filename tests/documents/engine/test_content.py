"""Content: canonical bytes, digest, and what is still missing."""

from __future__ import annotations

import json
import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.answers import AnswerError
from documents.content import Content, read_content, section_states, unfinished
from tests.documents.engine.sample import sample

WRITTEN = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=40)
ROWS = st.lists(st.fixed_dictionaries({"id": st.uuids().map(str), "what": WRITTEN}), max_size=4)
ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        "story": WRITTEN,
        "is_late": st.booleans(),
        "many": st.integers(-(10**14), 10**14),
        "shapes": st.lists(st.sampled_from(["round", "square", "flat"]), unique=True),
        "things": ROWS,
    },
)


@given(ANSWERS)
def test_canonical_bytes_do_not_depend_on_the_order_of_keys(answers: dict[str, Any]) -> None:
    turned = dict(reversed(answers.items()))

    assert Content(sample(), answers).canonical() == Content(sample(), turned).canonical()


@given(ANSWERS)
def test_canonical_bytes_are_the_same_for_every_form_of_unicode(answers: dict[str, Any]) -> None:
    apart = {**answers, "story": unicodedata.normalize("NFD", answers.get("story", "é"))}
    together = {**answers, "story": unicodedata.normalize("NFC", answers.get("story", "é"))}

    assert Content(sample(), apart).canonical() == Content(sample(), together).canonical()


@given(ANSWERS)
def test_canonical_bytes_read_back_give_the_same_bytes(answers: dict[str, Any]) -> None:
    written = Content(sample(), answers).canonical()

    read = json.loads(written)

    assert Content(sample(), read["answers"]).canonical() == written
    assert (read["definition"], read["definition_version"]) == ("sample", 1)


@given(ANSWERS, WRITTEN)
def test_another_answer_gives_another_digest(answers: dict[str, Any], other: str) -> None:
    first = Content(sample(), {**answers, "name": "n"})
    second = Content(sample(), {**answers, "name": "n" + other})

    assert first.digest() != second.digest()


def test_the_digest_is_of_the_canonical_bytes_and_never_changes() -> None:
    content = Content(sample(), {"name": "Ann", "is_late": False})

    assert content.canonical() == (
        b'{"answers":{"is_late":false,"name":"Ann"},"definition":"sample","definition_version":1}'
    )
    assert content.digest() == (
        "sha256:36f27f8e949632b635c8afd22984dd4223e544766bcfa54ea4cc75e5bfc9ab98"
    )


def test_an_unknown_question_is_refused() -> None:
    with pytest.raises(AnswerError, match="does not exist"):
        Content(sample(), {"nobody": "x"})


def test_reading_tells_every_fault_at_once() -> None:
    with pytest.raises(AnswerError) as caught:
        read_content(sample(), {"colour": "green", "nobody": 1, "many": "x"})

    assert [field for field, _ in caught.value.faults] == ["colour", "nobody", "many"]


def test_reading_leaves_blanks_out() -> None:
    content = read_content(sample(), {"name": "Ann", "story": "  ", "shapes": []})

    assert content.answers == {"name": "Ann"}


def test_nothing_answered_misses_every_required_answer_in_order() -> None:
    missing = unfinished(Content(sample(), {}))

    assert [(one.section, one.question) for one in missing] == [
        ("A1", "name"),
        ("A1", "is_late"),
        ("A2", "things"),
    ]


@pytest.mark.parametrize(
    ("answers", "asked"),
    [({"is_late": True}, True), ({"is_late": False}, False), ({}, False)],
)
def test_an_answer_may_be_required_by_another(answers: dict[str, Any], asked: bool) -> None:
    missing = {one.question for one in unfinished(Content(sample(), answers))}

    assert ("why_late" in missing) is asked


def test_an_answer_may_be_required_by_one_of_several_chosen() -> None:
    missing = {one.question for one in unfinished(Content(sample(), {"shapes": ["round"]}))}

    assert "why_round" in missing


def test_a_table_with_too_few_rows_is_unfinished() -> None:
    rows = [{"id": "a", "what": "x", "kept": True}]

    (missing,) = [
        one for one in unfinished(Content(sample(), {"things": rows})) if one.section == "A2"
    ]

    assert missing.message == "'Things' needs at least 2 rows and has 1"


def test_a_column_may_be_required_by_its_neighbour() -> None:
    rows = [{"id": "a", "what": "x", "kept": False}, {"id": "b", "what": "y", "kept": True}]

    missing = [one for one in unfinished(Content(sample(), {"things": rows})) if one.row]

    assert [(one.row, one.column) for one in missing] == [("a", "why")]
    assert missing[0].message == "Row 1 of 'Things' needs 'Why'"


def test_a_section_is_not_started_in_progress_or_completed() -> None:
    rows = [{"id": one, "what": one, "kept": True} for one in "ab"]

    assert section_states(Content(sample(), {})) == {"A1": "not_started", "A2": "not_started"}
    assert section_states(Content(sample(), {"name": "n"}))["A1"] == "in_progress"
    assert section_states(Content(sample(), {"things": rows}))["A2"] == "completed"
