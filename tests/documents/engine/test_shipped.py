"""What ships with the program loads, names its sources and holds together."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from documents import catalogue
from documents.content import Content
from documents.definition import Question, When
from documents.facts import facts
from documents.findings import Context, checks, findings
from tests.documents.dpia.answers import TODAY

NAMES = ("code_of_connection", "connection_return", "dpia", "local_addendum", "sharing_agreement")


def cited() -> Iterator[tuple[str, str]]:
    for name in catalogue.names():
        for section in catalogue.definition(name).sections:
            yield from ((f"{name} {section.id}", law.source) for law in section.law)
    for table in catalogue.shipped().tables:
        yield from ((f"{table} {row['id']}", row["source"]) for row in catalogue.reference(table))


def test_every_definition_and_table_loads() -> None:
    assert catalogue.shipped().faults() == ()
    assert catalogue.names() == NAMES


def test_every_source_key_is_explained() -> None:
    known = {row["id"] for row in catalogue.reference("sources")}

    unknown = {
        (place, key)
        for place, source in cited()
        for key in re.findall(r"F:([A-Z0-9-]+)", source)
        if key not in known
    }

    assert unknown == set()


@pytest.mark.parametrize("name", NAMES)
def test_every_kind_of_document_has_checks_and_facts_that_run_on_an_empty_one(name: str) -> None:
    empty = Content(catalogue.definition(name), {})

    codes = [finding.code for finding in findings(empty, Context(today=TODAY))]

    assert all(re.fullmatch(r"[a-z0-9_]+", code) for code in codes)
    assert checks(name)
    assert isinstance(facts(empty), dict)


@pytest.mark.parametrize("name", NAMES)
def test_every_section_has_guidance_in_plain_text(name: str) -> None:
    for section in catalogue.definition(name).sections:
        assert len(section.guidance) > 20, section.id
        assert "<" not in section.guidance, section.id


def conditions(name: str) -> Iterator[tuple[str, Question, When]]:
    definition = catalogue.definition(name)
    for asked in definition.questions():
        near = {column.id: column for column in asked.columns}
        for question in (asked, *asked.columns):
            if when := question.required_when:
                target = near.get(when.question) or definition.question(when.question)
                yield f"{name} {asked.id} {question.id}", target, when


@pytest.mark.parametrize("name", NAMES)
def test_every_condition_names_values_that_can_be_chosen(name: str) -> None:
    for place, target, when in conditions(name):
        offered = {option.value for option in catalogue.options(target) or ()}

        assert not offered or offered.issuperset(when.values), place
