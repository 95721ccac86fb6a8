"""What a frozen sharing agreement tells the register."""

from __future__ import annotations

from typing import Any

from documents.content import unfinished
from documents.facts import facts
from tests.documents.sharing_agreement import answers as a


def flows(answers: a.Answers) -> list[dict[str, Any]]:
    """The flows among the facts."""
    found: list[dict[str, Any]] = facts(a.content(answers))["flows"]
    return found


def test_a_complete_agreement_has_nothing_missing() -> None:
    assert unfinished(a.content(a.complete())) == []


def test_a_two_way_row_for_two_forces_gives_four_flows() -> None:
    made = flows(a.with_flow(direction="two_way", forces=["essex", "kent"]))

    assert [(one["force"], one["direction"]) for one in made] == [
        ("essex", "send"),
        ("essex", "receive"),
        ("kent", "send"),
        ("kent", "receive"),
    ]


def test_each_direction_carries_its_own_powers_duty_first() -> None:
    made = flows(a.with_flow(direction="two_way", powers=["G01", "G08", "G36"]))

    assert {one["direction"]: one["powers"] for one in made} == {
        "send": ["G08", "G01"],
        "receive": ["G08"],
    }


def test_allowances_are_seconds_and_absent_ones_stay_absent() -> None:
    assert flows(a.complete())[0]["allowance_seconds"] == 86_400
    assert flows(a.with_flow(allowance_hours=None))[0]["allowance_seconds"] is None


def test_dates_are_the_london_dates_of_the_summary() -> None:
    made = facts(a.content(a.complete()))

    assert (made["starts_on"], made["ends_on"]) == ("2026-09-01", "2029-08-31")
    assert made["review_due_on"] == "2027-02-26"


def test_health_data_puts_the_partner_on_the_guardians_chain() -> None:
    answers = a.with_flow(category="asb-record")
    answers["data"][0]["special"] = ["race"]

    with_health = facts(a.content(a.complete()))["parties"][1]["chain"]
    without = facts(a.content(answers))["parties"][1]["chain"]

    assert (with_health, without) == ("agreement_partner_health", "agreement_partner")


def test_the_same_content_always_gives_the_same_facts() -> None:
    assert facts(a.content(a.complete())) == facts(a.content(a.complete()))


def test_a_half_written_agreement_still_has_facts() -> None:
    made = facts(a.content({"title": "A draft"}))

    assert made["flows"] == []
    assert made["starts_on"] is None
