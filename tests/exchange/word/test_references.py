"""References in a Word file: words with a link, and as typed again when the file comes back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from documents.catalogue import definition
from documents.content import Content
from govern.exchange.word.composing import Pen
from govern.exchange.word.model import Para, Run, WordText
from govern.exchange.word.outline import Wanted, blocks
from govern.exchange.word.placing import Origin, placed

ANSWERS: dict[str, Any] = {
    "nature": "See **all** of {section D4} and\n\n- each {term controller}",
    "definitions": [{"id": "t", "term": "Controller", "meaning": "As in {section D3}."}],
}


def _content() -> Content:
    return Content(definition("dpia"), ANSWERS)


def _written() -> list[Any]:
    content = _content()
    return blocks(Wanted(content, content, {}, Pen("", "")))


def _words(made: list[Any]) -> list[str]:
    return [each.text for each in made if isinstance(each, Para)]


def test_references_stand_in_words() -> None:
    said = _words(_written())

    assert "See all of section 5, Purpose and lawfulness and" in said
    assert "each Controller" in said


def test_an_untouched_file_has_no_edit() -> None:
    assert placed(WordText(tuple(_written())), Origin(_content(), {})).edits == ()


def test_an_edit_beside_a_reference_leaves_it_as_typed() -> None:
    made = _with(_written(), "See ", "Do see ")

    (edit,) = placed(WordText(tuple(made)), Origin(_content(), {})).edits

    assert edit.before == ANSWERS["nature"]
    assert edit.after == "Do see **all** of {section D4} and\n\n- each {term controller}"


def test_a_file_whose_links_were_lost_still_has_no_edit() -> None:
    made = [
        replace(each, runs=tuple(replace(run, href="") for run in each.runs))
        if isinstance(each, Para)
        else each
        for each in _written()
    ]

    assert placed(WordText(tuple(made)), Origin(_content(), {})).edits == ()


def _with(made: list[Any], before: str, after: str) -> list[Any]:
    def changed(run: Run) -> Run:
        return replace(run, text=after) if run.text == before else run

    return [
        replace(each, runs=tuple(map(changed, each.runs))) if isinstance(each, Para) else each
        for each in made
    ]
