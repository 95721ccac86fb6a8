"""References in a text are told in words, come back as typed, and to nothing are a stop."""

from __future__ import annotations

import datetime as dt
from typing import Any

from documents.catalogue import definition
from documents.content import Content
from documents.findings.dangling_references import references_resolve
from documents.findings.finding import Context, Level
from documents.references import marked, resolved, restored, told_in_markdown, told_in_plain

TODAY = Context(today=dt.date(2027, 3, 1))
DEFINED = {"definitions": [{"id": "t1", "term": "Controller", "meaning": "A force."}]}


def _dpia(**answers: Any) -> Content:
    return Content(definition("dpia"), {**DEFINED, **answers})


def _said(text: str) -> str:
    return told_in_markdown(_dpia(), text, lambda each: f"#{each.section}")


def test_a_section_is_told_by_its_number_and_title_and_linked() -> None:
    assert _said("See {section D4}.") == "See [section 5, Purpose and lawfulness](<#D4>)."


def test_a_question_is_told_by_its_label_and_section() -> None:
    said = "[“Purposes” in section 5, Purpose and lawfulness](<#D4>)"

    assert _said("{question purposes}") == said


def test_a_term_is_told_as_the_table_of_definitions_writes_it() -> None:
    assert _said("each {term controller}") == "each [Controller](<#D0>)"


def test_a_number_follows_the_definition() -> None:
    sections = definition("dpia").sections

    for number, part in enumerate(sections, start=1):
        plain = told_in_plain(_dpia(), f"{{section {part.id}}}")
        assert plain == f"section {number}, {part.title}"


def test_a_backslash_code_and_other_braces_stay_as_they_are() -> None:
    for text in (r"\{section D4}", "`{section D4}`", "{anything}", "{ section D4", "{sections D4}"):
        assert _said(text) == text


def test_in_plain_words_a_backslash_is_taken_away_before_a_reference_alone() -> None:
    assert told_in_plain(_dpia(), r"\{section D4} and \{x}") == r"{section D4} and \{x}"


def test_a_table_and_a_short_answer_are_told_in_plain_words() -> None:
    rows = [{"id": "a", "category": "victims", "who": "as in {section D7}"}]

    told = resolved(_dpia(data_subjects=rows, asset_name="{term controller}"), marked)

    assert told.answers["data_subjects"][0]["who"] == "as in section 8, Data categories"
    assert told.answers["data_subjects"][0]["category"] == "victims"
    assert told.answers["asset_name"] == "Controller"


def test_the_content_keeps_what_was_typed() -> None:
    content = _dpia(nature="See {section D4}.")
    before = content.digest()

    resolved(content, marked)

    assert content.digest() == before
    assert content.answers["nature"] == "See {section D4}."


def test_a_long_answer_that_comes_back_has_its_references_as_typed() -> None:
    content = _dpia(nature="See {section D4} and {term controller}.")
    question = content.definition.question("nature")
    back = "Do see [section 5, Purpose and lawfulness](#refers-section-D4) and Controller."

    found = restored(content, question, content.answers["nature"], back)

    assert found == "Do see {section D4} and {term controller}."


def test_a_cell_that_comes_back_has_its_references_as_typed() -> None:
    rows = [{"id": "a", "category": "victims", "who": "as in {section D7}"}]
    content = _dpia(data_subjects=rows)
    back = [{"id": "a", "category": "victims", "who": "just as in section 8, Data categories"}]

    found = restored(content, content.definition.question("data_subjects"), rows, back)

    assert found[0]["who"] == "just as in {section D7}"


def test_a_reference_to_nothing_stays_as_typed_and_is_a_stop_with_its_remedy() -> None:
    content = _dpia(nature="See {section D99}, {question nothing} and {term partner}.")

    found = list(references_resolve(content, TODAY))

    assert _said("{section D99}") == "{section D99}"
    assert [each.level for each in found] == [Level.STOP] * 3
    assert {(each.section, each.question) for each in found} == {("D2", "nature")}
    assert "no section “D99”" in found[0].message
    assert "from D0 to D" in found[0].remedy
    assert "no question “nothing”" in found[1].message
    assert "does not define “partner”" in found[2].message
    assert "Defined are: Controller." in found[2].remedy


def test_a_reference_to_nothing_in_a_row_names_the_row() -> None:
    rows = [{"id": "a", "category": "victims", "who": "{section D99}"}]

    found = list(references_resolve(_dpia(data_subjects=rows), TODAY))

    assert [(each.question, each.row) for each in found] == [("data_subjects", "a")]


def test_references_that_resolve_or_are_no_references_are_no_finding() -> None:
    text = r"{section D4} {question purposes} {term Controller} \{section D99} `{term x}` {y}"

    assert list(references_resolve(_dpia(nature=text), TODAY)) == []


def test_a_document_without_definitions_says_so_to_a_term() -> None:
    content = Content(definition("local_addendum"), {"local_users": "{term controller}"})

    found = list(references_resolve(content, TODAY))

    assert "keeps no definitions" in found[0].remedy
