"""The demonstration's texts are whole, lawful on the day they are frozen, and fit each other."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest

from documents import catalogue
from documents.changes import changes
from documents.facts import facts
from documents.references import resolved
from govern.demonstration import cast
from govern.demonstration.plans import LINKS, PLANS, Link, Plan
from govern.demonstration.texts import agreeing, assessments, connecting
from tests.demonstration.checked import content, gaps, on, stops

SIGNED = [plan for plan in PLANS if plan.fate not in ("draft", "review")]
CONNECTED = [plan for plan in SIGNED if plan.partner != cast.PND]
FIVE = ("force", "partner", "category", "purpose", "direction")


def titled(plan: Plan) -> str:
    return plan.title


def flows(plan: Plan) -> list[dict[str, Any]]:
    """The flows that an agreement lists, as the register is told of them."""
    listed: list[dict[str, Any]] = facts(
        content("sharing_agreement", agreeing.agreement(on, plan))
    )["flows"]
    return listed


@pytest.mark.parametrize(("version", "day"), [(1, 44), (2, 478)])
def test_the_impact_assessment_can_be_frozen(version: int, day: int) -> None:
    answers = assessments.dpia(on, version)

    assert gaps("dpia", answers) == []
    assert stops("dpia", answers, day) == []


def test_the_impact_assessment_is_as_long_as_a_real_one() -> None:
    written = content("dpia", assessments.dpia(on, 1))

    words = len(written.canonical().decode().split())

    assert words > 10_000


def test_the_second_assessment_opens_the_portal_and_keeps_the_rows_of_the_first() -> None:
    first, second = (content("dpia", assessments.dpia(on, version)) for version in (1, 2))

    moved = {(change.question, change.row) for change in changes(first, second)}
    added = [row["name"] for row in second.rows("interfaces")[len(first.rows("interfaces")) :]]

    assert added == ["Partner portal (PPSS)"]
    assert {row for question, row in moved if question == "interfaces"} == {"r7", "r8"}
    assert len(second.rows("risks")) == len(first.rows("risks")) + 3


def test_the_addendum_can_be_frozen() -> None:
    answers = assessments.addendum(on, "essex", "ab" * 32)

    assert gaps("local_addendum", answers) == []
    assert stops("local_addendum", answers, 330) == []


def test_the_addendum_that_the_regulator_is_asked_about_can_be_frozen() -> None:
    answers = assessments.addendum(on, "kent", "ab" * 32)

    assert gaps("local_addendum", answers) == []
    assert stops("local_addendum", answers, 505) == []
    assert facts(content("local_addendum", answers))["ico_needed"] is True


def test_the_code_of_connection_can_be_frozen() -> None:
    answers = connecting.code(on)

    assert gaps("code_of_connection", answers) == []
    assert stops("code_of_connection", answers, 84) == []


@pytest.mark.parametrize("again", [False, True], ids=["first", "renewal"])
@pytest.mark.parametrize("link", LINKS, ids=lambda link: link.partner)
def test_every_return_can_be_certified(link: Link, again: bool) -> None:
    day = link.day + 345 if again else link.day
    answers = connecting.connection(on, link, day - 2)

    told = facts(content("connection_return", answers))

    assert gaps("connection_return", answers) == []
    assert stops("connection_return", answers, day) == []
    assert told["blocking"] == []
    assert told["partial"] == ([] if again else list(connecting.partly_met(link.partner)))


@pytest.mark.parametrize("plan", PLANS, ids=titled)
def test_every_agreement_can_be_frozen(plan: Plan) -> None:
    answers = agreeing.agreement(on, plan)

    assert gaps("sharing_agreement", answers) == []
    assert stops("sharing_agreement", answers, plan.day) == []


@pytest.mark.parametrize("plan", CONNECTED, ids=titled)
def test_flows_run_between_a_connected_partner_and_forces_that_accept_it(plan: Plan) -> None:
    link = next(link for link in LINKS if link.partner == plan.partner)

    assert set(plan.forces) <= {link.lead, *link.accepts}


@pytest.mark.parametrize("plan", SIGNED, ids=titled)
def test_a_caldicott_guardian_is_appointed_wherever_health_data_move(plan: Plan) -> None:
    moves = any(flow["health"] for flow in flows(plan))

    assert not moves or agreeing.guarded(plan)


@pytest.mark.parametrize("plan", SIGNED, ids=titled)
def test_a_flow_that_people_depend_on_names_its_fallback(plan: Plan) -> None:
    critical = [flow for flow in flows(plan) if flow["safety_critical"]]

    assert all(flow["fallback"] for flow in critical)


def test_the_agreements_list_many_flows_over_all_four_modules() -> None:
    modules = {row["id"]: row["module"] for row in catalogue.reference("categories")}
    listed = {tuple(flow[part] for part in FIVE) for plan in SIGNED for flow in flows(plan)}

    assert len(listed) >= 60
    assert {modules[category] for _, _, category, _, _ in listed} == set(modules.values())


def test_one_flow_has_two_agreements() -> None:
    counted = Counter(tuple(flow[part] for part in FIVE) for plan in SIGNED for flow in flows(plan))

    twice = [five for five, bases in counted.items() if bases > 1]

    assert [five[:2] for five in twice] == [("essex", "thornley")]


def test_no_placeholder_is_left_in_any_text() -> None:
    written = [
        *(assessments.dpia(on, version) for version in (1, 2)),
        *(assessments.addendum(on, force, "ab" * 32) for force in ("essex", "kent")),
        connecting.code(on),
        *(connecting.connection(on, link, link.day) for link in LINKS),
        *(agreeing.agreement(on, plan) for plan in PLANS),
    ]

    left = re.findall(r"\{\w*\}|'@[=+-]?\d+'", str(written))

    assert left == []


def test_every_partner_of_the_cast_connects() -> None:
    assert sorted(link.partner for link in LINKS) == sorted(cast.PARTNERS)


def test_no_text_names_a_section_by_an_id_that_nobody_sees_printed() -> None:
    written = [
        *(content("dpia", assessments.dpia(on, version)) for version in (1, 2)),
        *(content("sharing_agreement", agreeing.agreement(on, plan)) for plan in PLANS),
        *(content("connection_return", connecting.connection(on, link, 40)) for link in LINKS),
    ]

    for each in written:
        said = resolved(each, lambda reference: reference.section).canonical().decode()
        assert re.findall(r"\{+(?:section|term|question) [^}]*\}+|\bsection [A-Z]\d+", said) == []
