"""The print model of a version: every answer of a definition comes onto the page, in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from documents import catalogue
from documents.content import Content
from documents.definition import Kind, Question
from govern.records.blocks import (
    Answers,
    Card,
    Cards,
    Matrix,
    NotAsked,
    Pair,
    Points,
    Prose,
    Section,
    Table,
    Unanswered,
)
from govern.records.document import Particulars, print_model
from govern.records.model import sections
from govern.records.risks import referred
from govern.records.signatures import field_for
from govern.records.summary import OUTLINES, summary
from tests.records import specimen

NAMES = {"essex": "Essex Police", "kent": "Kent Police"}
PARTICULARS = Particulars(
    title="A document",
    reference="X-1",
    version=2,
    organisations=("Essex Police", "Kent Police"),
    prepared_by="A firm",
    frozen_at=specimen.AT,
    status_address=specimen.ADDRESS,
)


def answer(question: Question) -> Any:
    """Some answer of the right kind; texts are recognisable by their question."""
    options = catalogue.options(question)
    given: dict[Kind, Any] = {
        Kind.TEXT: f"text-{question.id}",
        Kind.LONG_TEXT: f"long-{question.id}",
        Kind.YES_NO: True,
        Kind.DATE: "2027-03-12",
        Kind.INTEGER: 1234,
        Kind.ORGANISATIONS: ["essex", "kent"],
        Kind.CHOICE: options[0].value if options else "essex",
        Kind.CHOICES: [each.value for each in options] if options else ["essex"],
    }
    if question.kind is Kind.TABLE:
        return [{"id": "1" * 32} | {each.id: answer(each) for each in question.columns}]
    return given[question.kind]


def filled(name: str) -> Content:
    definition = catalogue.definition(name)
    return Content(definition, {each.id: answer(each) for each in definition.questions()})


def words_of(made: tuple[Section, ...]) -> Iterator[str]:
    for section in made:
        for block in section.blocks:
            match block:
                case Answers(pairs=pairs):
                    yield from (each.value for each in pairs)
                case Prose(markdown=markdown):
                    yield markdown
                case Points(items=items):
                    yield from items
                case Table(rows=rows):
                    yield from (cell for row in rows for cell in row)
                case Cards(cards=cards):
                    yield from (pair.value for card in cards for pair in card.pairs)
                    yield from (said for card in cards for said in (card.title, card.note))
                case _:
                    pass


@pytest.mark.parametrize("name", catalogue.names())
def test_every_answer_of_every_definition_is_printed(name: str) -> None:
    content = filled(name)

    seen = set(re.findall(r"(?:text|long)-\w+", "\n".join(words_of(sections(content, NAMES)))))

    for question in content.definition.questions():
        for each in (question, *question.columns):
            if each.kind in (Kind.TEXT, Kind.LONG_TEXT) and each.audience != "drafters":
                prefix = "text" if each.kind is Kind.TEXT else "long"
                assert f"{prefix}-{each.id}" in seen, each.id


@pytest.mark.parametrize("name", catalogue.names())
def test_every_definition_has_a_whole_print_model(name: str) -> None:
    model = print_model(filled(name), PARTICULARS, NAMES)

    assert len(model.sections) == len(catalogue.definition(name).sections)
    assert model.summary.facts
    assert model.signatures[-1].name == "service"
    assert model.cover.marking in ("OFFICIAL", "OFFICIAL-SENSITIVE")


def test_answers_are_in_words() -> None:
    seen = set(words_of(sections(filled("sharing_agreement"), NAMES)))

    assert {"Yes", "12 March 2027", "1,234", "Essex Police; Kent Police"} <= seen


def test_open_optional_questions_are_listed_and_required_ones_are_not() -> None:
    definition = catalogue.definition("sharing_agreement")

    made = sections(Content(definition, {}), NAMES)

    blocks = [block for each in made for block in each.blocks]
    labels = [each for block in blocks if isinstance(block, Unanswered) for each in block.labels]
    asked = definition.questions()
    assert labels == [each.label for each in asked if not (each.required or each.required_when)]


def test_the_risks_of_an_assessment_stand_on_its_matrix() -> None:
    definition = catalogue.definition("dpia")
    risk = {
        "id": "1" * 32,
        "title": "Seen without need",
        "inherent_likelihood": "possible",
        "inherent_severity": "severe",
        "residual_likelihood": "remote",
        "residual_severity": "severe",
    }
    content = Content(definition, {"risk_matrix": "ico_3x3", "risks": [risk, {"id": "2" * 32}]})

    made = [block for each in sections(content, NAMES) for block in each.blocks]

    drawn = next(block for block in made if isinstance(block, Matrix))
    assert drawn.likelihoods == ("Remote", "Possible", "Probable")
    assert [(each.reference, each.before, each.after) for each in drawn.risks] == [
        ("R1", (1, 2), (0, 2))
    ]
    assert drawn.level_names[drawn.levels[1][2]] == "High"


def test_flows_get_a_landscape_schedule_and_every_row_in_full() -> None:
    made = [block for each in sections(filled("sharing_agreement"), NAMES) for block in each.blocks]

    schedule = next(block for block in made if isinstance(block, Table) and block.wide)
    assert len(schedule.columns) == 9
    assert any(isinstance(block, Cards) and "each row in full" in block.caption for block in made)


def test_every_summary_is_made_of_questions_that_exist() -> None:
    for name in catalogue.names():
        outline = OUTLINES[name]
        known = catalogue.definition(name).places

        assert set(outline.lead) | set(outline.facts) <= set(known)


def test_an_officer_without_a_field_signs_in_that_of_an_added_step() -> None:
    assert field_for("dpia", "siro") == "siro"
    assert field_for("dpia", "information_manager") == "other"


def test_the_summary_shows_the_highest_risks_first() -> None:
    definition = catalogue.definition("dpia")
    low = {"inherent_likelihood": "remote", "inherent_severity": "minimal"}
    high = {"inherent_likelihood": "probable", "inherent_severity": "severe"}
    rows = [{"id": f"{n:032x}", "title": f"risk {n}"} | (high if n == 6 else low) for n in range(7)]
    content = Content(definition, {"risk_matrix": "ico_3x3", "risks": rows})

    (table,) = summary(content, NAMES).tables

    assert table.caption == "Risks to people (the highest 5 of 7)"
    assert table.rows[0] == ("R7", "risk 6", "High", "Not scored")
    assert len(table.rows) == 5


def cards_of(name: str, answers: dict[str, Any]) -> list[Card]:
    made = sections(Content(catalogue.definition(name), answers), NAMES)
    return [
        card
        for each in made
        for block in each.blocks
        if isinstance(block, Cards)
        for card in block.cards
    ]


def test_a_control_is_one_card_with_its_answer_and_its_evidence() -> None:
    evidence = {"title": "Letter", "dated_on": "2027-01-02", "expires_on": "2028-01-01"}
    answers = {
        "profile": "P2",
        "gov_01_answer": "compliant",
        "gov_01_account": "The head of service is named.",
        "gov_01_evidence": [{"id": "1" * 32, **evidence}],
        "gov_02_answer": "non_compliant",
    }

    first, second = cards_of("connection_return", answers)

    assert first.title.startswith("GOV-01. ") and first.note == "Compliant"
    assert first.pairs == (
        Pair("How it is met", "The head of service is named.", markdown=True),
        Pair("Evidence", "Letter; date 2 January 2027; expires on 1 January 2028"),
    )
    assert second.note == "Non-compliant" and second.pairs == (Pair("Evidence", "None given"),)


def test_a_risk_shows_its_levels_beside_its_title_and_says_its_title_once() -> None:
    scored = {"inherent_likelihood": "probable", "inherent_severity": "severe"}
    left = {"residual_likelihood": "remote", "residual_severity": "severe"}
    risk = {"id": "1" * 32, "title": "Two people become one", **scored, **left}

    (card,) = cards_of("dpia", {"risk_matrix": "ico_3x3", "risks": [risk]})

    assert (card.title, card.note) == ("R1. Two people become one", "High, then medium")
    assert "Two people become one" not in {pair.value for pair in card.pairs}
    assert card.pairs == (
        Pair("Before measures", "High: probable, severe"),
        Pair("After measures", "Medium: remote, severe"),
    )


def test_an_action_names_its_risks_by_the_number_that_the_register_gives_them() -> None:
    risks = [{"id": str(n) * 32, "library": "R05", "title": f"Harm {n}"} for n in (1, 2)]
    said = ("R2", "R1, R2", "R3", "R05", "Whatever is left")
    actions = [{"id": "3" * 32, "action": "Do", "risk": each} for each in said]
    content = Content(catalogue.definition("dpia"), {"risks": risks, "actions": actions})

    told = [row["risk"] for row in referred(content).rows("actions")]

    assert told == ["R2. Harm 2", "R1. Harm 1; R2. Harm 2", "R3", "R05", "Whatever is left"]
    assert referred(Content(content.definition, {"risks": risks})).answers == {"risks": risks}


def test_a_risk_from_the_library_is_named_without_a_second_number() -> None:
    risk = {"id": "1" * 32, "title": "Seen without need", "library": "R02"}

    (card,) = cards_of("dpia", {"risk_matrix": "ico_3x3", "risks": [risk]})

    assert not any("R02" in pair.value for pair in card.pairs)
    assert "Records are visible to another force without lawful need" in card.pairs[0].value


def test_a_basis_is_known_by_the_flows_it_covers_and_says_them_once() -> None:
    asked = catalogue.definition("sharing_agreement").question("sender_bases")
    written = {each.id: "Words." for each in asked.columns if each.kind is Kind.LONG_TEXT}
    chosen = {"direction": "police_to_partner", "regime": "uk_gdpr", "article_6": ["public_task"]}
    rows = [
        {"id": str(n) * 32, **written, **chosen, "flows": flows}
        for n, flows in ((1, "F1"), (2, "F2, F3"), (3, "F4 and F5"))
    ]

    made = cards_of("sharing_agreement", {"sender_bases": rows})

    assert [card.title for card in made] == ["1. Flow F1", "2. Flows F2, F3", "3. Flows F4 and F5"]
    assert {pair.label for card in made for pair in card.pairs}.isdisjoint({"Flows"})


def test_a_section_of_which_nothing_is_asked_says_so_and_one_not_yet_written_does_not() -> None:
    definition = catalogue.definition("connection_return")

    made = {each.title: each for each in sections(Content(definition, {"profile": "P5"}), NAMES)}

    assert made["Testing"].blocks == (NotAsked(),)
    assert NotAsked() not in made["Organisation"].blocks + made["Declaration"].blocks


def test_a_measure_names_its_control_once() -> None:
    said = ("finding", "action", "owner", "safeguard")
    row = {"id": "1" * 32, "control": "SYS-02", "due_on": "2027-03-01", "severity": "medium"}

    (card,) = cards_of("connection_return", {"remediation": [row | {each: each for each in said}]})

    assert card.title.startswith("1. SYS-02. ")
    assert "Control" not in {pair.label for pair in card.pairs}
