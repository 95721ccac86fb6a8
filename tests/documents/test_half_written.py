"""Checks and facts stand up to drafts: whatever answer is missing or extreme, nothing breaks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from documents import catalogue
from documents.content import Content, read_content
from documents.facts import facts
from documents.findings import Context, findings
from tests.documents.code_of_connection import answers as code
from tests.documents.connection_return import answers as back
from tests.documents.sharing_agreement import answers as agreement

REPEATED = re.compile(r"(?!net_01)[a-z]{3}_\d\d_")
COMPLETE = {
    "sharing_agreement": agreement.complete(),
    "connection_return": back.complete(),
    "code_of_connection": code.complete(),
}


def with_one_thing_missing(answers: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The answers without one question each time, and without one column of each kind of table.

    Of the questions that repeat per control, one control stands for all.
    """
    shapes: set[frozenset[str]] = set()
    for question, answer in answers.items():
        if not REPEATED.match(question):
            yield {key: value for key, value in answers.items() if key != question}
        if isinstance(answer, list) and isinstance(answer[0], dict):
            shape = frozenset(answer[0])
            if shape in shapes:
                continue
            shapes.add(shape)
            for column in answer[0]:
                row = {key: value for key, value in answer[0].items() if key != column}
                yield answers | {question: [row, *answer[1:]]}


def with_far_dates(answers: dict[str, Any]) -> dict[str, Any]:
    """The answers with every date the last that can be written."""
    return {
        key: "9999-12-31" if key.endswith("_on") and isinstance(value, str) else value
        for key, value in answers.items()
    }


def read(name: str, answers: dict[str, Any]) -> Content:
    """The answers as content of that definition."""
    return read_content(catalogue.definition(name), answers)


@pytest.mark.parametrize("name", COMPLETE)
def test_no_single_gap_breaks_a_check_or_a_fact(name: str) -> None:
    for answers in with_one_thing_missing(COMPLETE[name]):
        content = read(name, answers)

        assert isinstance(findings(content, Context(agreement.TODAY)), list)
        assert isinstance(facts(content), dict)


@pytest.mark.parametrize("name", COMPLETE)
def test_an_empty_draft_breaks_nothing(name: str) -> None:
    content = read(name, {})

    assert findings(content, Context(agreement.TODAY)) == []
    assert isinstance(facts(content), dict)


@pytest.mark.parametrize("name", COMPLETE)
def test_the_last_date_there_is_breaks_nothing(name: str) -> None:
    content = read(name, with_far_dates(COMPLETE[name]))

    assert isinstance(findings(content, Context(agreement.TODAY)), list)
    assert isinstance(facts(content), dict)
