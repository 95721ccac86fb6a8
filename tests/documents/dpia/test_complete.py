"""The complete assessment: nothing is missing, and what it carries for later rooms."""

from __future__ import annotations

from documents import catalogue
from documents.content import section_states, unfinished
from documents.facts import facts
from documents.findings import findings
from tests.documents.dpia.answers import CONTEXT, assessment


def test_there_are_twenty_three_sections_in_order() -> None:
    ids = [section.id for section in catalogue.definition("dpia", 1).sections]

    assert ids == [f"D{number}" for number in range(23)]


def test_every_section_states_law_with_a_source() -> None:
    assert all(section.law for section in catalogue.definition("dpia", 1).sections)


def test_a_complete_assessment_misses_nothing() -> None:
    assert unfinished(assessment()) == []
    assert set(section_states(assessment()).values()) == {"completed"}


def test_a_complete_assessment_is_told_only_that_it_is_retrospective() -> None:
    assert [one.code for one in findings(assessment(), CONTEXT)] == ["assessment_is_retrospective"]


def test_a_retrospective_assessment_must_say_why_and_what_held_meanwhile() -> None:
    content = assessment(retrospective_reason=None, interim_safeguards=None)

    assert [one.question for one in unfinished(content)] == [
        "retrospective_reason",
        "interim_safeguards",
    ]


def test_consulting_the_regulator_asks_for_law_submission_and_live_processing() -> None:
    missing = {one.question for one in unfinished(assessment(ico_decision="consult"))}

    assert missing == {"ico_routes", "ico_submission", "live_processing"}


def test_the_facts_are_start_review_levels_consultation_and_scope() -> None:
    made = facts(assessment())

    assert {name: made[name] for name in made if name != "controllers"} == {
        "processing_started_on": "2019-01-14",
        "retrospective": True,
        "review_due_on": "2027-01-31",
        "highest_inherent": "high",
        "highest_residual": "medium",
        "ico_needed": False,
        "live_processing": None,
        "modules": ["intelligence", "crime", "custody", "case"],
    }
    assert len(made["controllers"]) == 9


def test_advice_and_decisions_are_not_typed_into_the_text() -> None:
    for section_id in ("D18", "D19"):
        section = catalogue.definition("dpia", 1).section(section_id)

        assert "recorded by sign-off" in section.guidance
        assert not {"advice", "position", "decision"} & {one.id for one in section.questions}
