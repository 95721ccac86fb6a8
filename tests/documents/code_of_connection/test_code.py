"""A code of connection: its table of controls, its review, its lease, its facts."""

from __future__ import annotations

import pytest

from documents import catalogue
from documents.content import unfinished
from documents.facts import facts
from tests.documents.code_of_connection import answers as a


def changed(**row: object) -> a.Answers:
    """The complete code with changes to its first control."""
    answers = a.complete()
    answers["controls"][0] |= row
    return answers


def test_a_complete_code_raises_nothing_and_misses_nothing() -> None:
    assert a.codes(a.complete()) == set()
    assert unfinished(a.content(a.complete())) == []


def test_the_table_that_ships_fills_the_code() -> None:
    made = facts(a.content(a.complete()))

    assert made["controls"] == [one["id"] for one in catalogue.reference("controls")]
    assert len(made["profiles"]["P1"]) == 44
    assert len(made["profiles"]["P3"]) < 20
    assert len(made["profiles"]["P5"]) < 12
    assert "LOG-02" not in made["profiles"]["P1"]


def test_facts_carry_the_review_date_and_the_lease() -> None:
    made = facts(a.content(a.complete()))

    assert made["review_due_on"] == "2027-01-31"
    assert made["lease_seconds"] == 28_800


def test_a_control_left_out_is_shown() -> None:
    answers = a.complete()
    del answers["controls"][3]

    assert "controls_left_out" in a.codes(answers)


def test_a_control_stands_once() -> None:
    answers = a.complete()
    answers["controls"].append({**answers["controls"][0], "id": "again"})

    assert "control_listed_twice" in a.codes(answers)


@pytest.mark.parametrize(
    ("row", "code"),
    [({"mandatory": False}, "control_made_optional"), ({"profiles": ["F"]}, "control_not_asked")],
)
def test_a_control_is_not_weakened_unnoticed(row: dict[str, object], code: str) -> None:
    assert code in a.codes(changed(**row))


def test_a_light_profile_that_grows_heavy_is_shown() -> None:
    answers = a.complete()
    for row in answers["controls"]:
        row["profiles"] = ["F", "P1", "P2", "P3", "P4", "P5"]

    assert "profile_too_heavy" in a.codes(answers)


@pytest.mark.parametrize(
    ("question", "answer", "code"),
    [
        ("review_due_on", "2027-02-02", "review_over_twelve_months"),
        ("lease_hours", 9, "lease_too_long"),
        ("lease_hours", 0, "lease_too_long"),
        ("validity_months", 18, "certificate_too_long"),
        ("incident_hours", 48, "incident_report_slow"),
    ],
)
def test_numbers_beyond_what_the_forces_expect_are_shown(
    question: str, answer: object, code: str
) -> None:
    assert code in a.codes(a.complete() | {question: answer})


def test_a_review_after_exactly_twelve_months_is_accepted() -> None:
    answers = a.complete() | {"review_due_on": "2027-02-01"}

    assert "review_over_twelve_months" not in a.codes(answers)


def test_premises_vetting_never_covers_a_login() -> None:
    answers = a.complete()
    answers["vetting_levels"][0]["level"] = "nppv1"

    assert "vetting_too_low" in a.codes(answers)
