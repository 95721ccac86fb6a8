"""The preconditions of a readiness check and of its items, one bad fact at a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.workflows.people import ESSEX, FILLED, KENT, actor, done, facts
from workflows import readiness, roles
from workflows.catalogue import workflow
from workflows.engine import Form, Met, Unmet, available, refusals

HANDED_IN = (done("submit", roles.INFORMATION_MANAGER, "Ann"),)

# guard, code, facts that break it, facts that just meet it
CASES: list[tuple[Any, str, dict[str, Any], dict[str, Any]]] = [
    (readiness.check_is_under_way, "check_not_under_way", {"check_state": "passed"}, {}),
    (readiness.check_is_under_way, "check_not_under_way", {"check_state": None}, {}),
    (readiness.is_the_items_approver, "not_the_approver", {"approver": roles.DPO}, {}),
    (readiness.is_the_items_approver, "not_the_approver", {"approver": None}, {}),
    (readiness.evidence_is_in_date, "evidence_out_of_date", {"evidence_ended": True}, {}),
    (readiness.evidence_is_in_date, "evidence_out_of_date", {"evidence_ended": None}, {}),
    (
        readiness.waiver_has_a_near_end,
        "waiver_too_long",
        {"form": replace(FILLED, until=date(2026, 6, 1))},
        {"form": replace(FILLED, until=date(2026, 5, 31))},
    ),
    (
        readiness.waiver_has_a_near_end,
        "waiver_too_long",
        {"form": replace(FILLED, until=date(2026, 3, 1))},
        {"form": replace(FILLED, until=date(2026, 3, 2))},
    ),
    (readiness.every_item_is_settled, "items_unsettled", {"unsettled_items": ("GW-07",)}, {}),
    (readiness.every_item_is_settled, "facts_missing", {"unsettled_items": None}, {}),
    (
        readiness.handed_in_nothing,
        "submitter_may_not_pass",
        {"acts": (done("submit", roles.REVIEWER, "the siro"),)},
        {"acts": HANDED_IN},
    ),
    (readiness.handed_in_nothing, "facts_missing", {"acts": None}, {}),
]
GUARDS = frozenset(guard for guard, *_ in CASES)


@pytest.mark.parametrize(("guard", "code", "fires", "passes"), CASES)
def test_a_guard_fires_with_its_code_and_passes_when_its_fact_is_right(
    guard: Any, code: str, fires: dict[str, Any], passes: dict[str, Any]
) -> None:
    who = actor(roles.SIRO)

    answer = guard(who, facts(who, **fires))

    assert isinstance(answer, Unmet)
    assert answer.code == code
    assert guard(who, facts(who, **passes)) == Met()


def test_whoever_handed_the_evidence_in_never_judges_it() -> None:
    for role in readiness.APPROVERS:
        who = actor(role, "Ann", ESSEX)
        given = facts(who, acts=HANDED_IN, approver=role)

        for act in ("accept", "return_item"):
            found = refusals(workflow("readiness_item"), "submitted", act, who, given)
            assert [each.code for each in found] == ["submitter_may_not_accept"]


def test_another_forces_officer_may_not_touch_a_check() -> None:
    who = actor(roles.SIRO, organisation=KENT)
    given = facts(who, organisation=ESSEX, acts=HANDED_IN)

    for table, stage in (("readiness", "in_progress"), ("readiness_item", "submitted")):
        assert not available(workflow(table), stage, who, given)


def test_the_chief_constable_judges_what_is_the_siros_and_nothing_else() -> None:
    who = actor(roles.CHIEF_CONSTABLE)

    yes = readiness.is_the_items_approver(who, facts(who, approver=roles.SIRO))
    no = readiness.is_the_items_approver(who, facts(who, approver=roles.SECURITY_OFFICER))

    assert yes == Met()
    assert no == Unmet("not_the_approver", "The Security officer judges this item.")


def test_the_partners_people_hand_in_evidence_for_a_force_that_names_them_as_party() -> None:
    who = actor(roles.AUTHOR)
    table = workflow("readiness_item")

    named = facts(who, organisation=ESSEX)
    stranger = facts(who, organisation=ESSEX, parties=frozenset())

    assert not refusals(table, "open", "submit", who, named)
    assert refusals(table, "open", "submit", who, stranger)[0].code == "not_your_organisation"


def test_a_waiver_and_a_revocation_need_their_reasons() -> None:
    who = actor(roles.SIRO)
    bare = facts(who, form=Form())

    waive = refusals(workflow("readiness_item"), "open", "waive", who, bare)
    revoke = refusals(workflow("readiness"), "passed", "revoke", who, bare)

    assert [each.code for each in waive] == ["reasons_missing", "until_missing"]
    assert [each.code for each in revoke] == ["reasons_missing"]
