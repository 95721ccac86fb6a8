"""A half-written assessment is judged without falling over."""

from __future__ import annotations

import time
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from documents.catalogue import definition
from documents.content import Content, section_states, unfinished
from documents.definition import Kind
from documents.facts import facts
from documents.findings import findings
from tests.documents.dpia.answers import CONTEXT, assessment, complete_answers, row_changed

DEFINITION = definition("dpia", 1)
QUESTIONS = sorted(complete_answers())
COLUMNS = [
    (question.id, column.id)
    for question in DEFINITION.questions()
    if question.kind is Kind.TABLE
    for column in question.columns
]


def without(questions: set[str], columns: set[tuple[str, str]]) -> Content:
    """The complete assessment without some answers and some columns."""
    answers: dict[str, Any] = {
        name: answer for name, answer in complete_answers().items() if name not in questions
    }
    for table, column in columns:
        answers[table] = [
            {name: value for name, value in row.items() if name != column}
            for row in answers.get(table, ())
        ]
    return Content(DEFINITION, answers)


@given(st.sets(st.sampled_from(QUESTIONS)), st.sets(st.sampled_from(COLUMNS), max_size=12))
def test_any_part_may_be_missing(questions: set[str], columns: set[tuple[str, str]]) -> None:
    draft = without(questions, columns)

    found = findings(draft, CONTEXT)

    assert all(one.section and one.question in DEFINITION.places for one in found)
    assert facts(draft)["ico_needed"] is False
    assert len(section_states(draft)) == len(DEFINITION.sections)


def test_each_column_alone_may_be_missing() -> None:
    changed = {"screening_outcome": "not_required", "dpia_retrospective": False}
    for column in COLUMNS:
        whole = without(set(), {column})
        bent = Content(DEFINITION, {**whole.answers, **changed})

        assert findings(whole, CONTEXT), column
        assert findings(bent, CONTEXT), column


def test_each_required_answer_that_is_taken_away_is_missed() -> None:
    for question in QUESTIONS:
        if DEFINITION.question(question).required:
            missed = {one.question for one in unfinished(assessment(**{question: None}))}
            assert question in missed


def test_long_text_is_judged_in_time_that_grows_with_its_length() -> None:
    """Well under a second as it is; a pattern that backtracks would take minutes."""
    long = {
        question.id: ("prevent crime joint controller s 62 section 29 access " * 400)[:20_000]
        for question in DEFINITION.questions()
        if question.kind is Kind.LONG_TEXT
    }

    wide = row_changed("purposes", purpose="prevent" * 70, description="prevent" * 2_800)

    started = time.process_time()
    findings(assessment(**long, **wide), CONTEXT)

    assert time.process_time() - started < 10
