"""The named steps that a force adds: which fit, how a chain is named, what they never change."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from govern.commands.people.offices import SENSITIVE
from tests.workflows.people import AT, LONG, actor, done, facts
from workflows import added_steps, roles
from workflows.added_steps import GROWABLE, AddedStep, grown, kinds_for, places, standard, steps_of
from workflows.adding import keeps, must_pass
from workflows.catalogue import TABLES, workflow
from workflows.engine import Form, Workflow, WorkflowError, available, move, refusals, replay

REVIEW = "agreement_force+information_assurance.decision.5"
CONSENT = "dpia+owner_consent.decision.7"
OFFICER, SIRO, DPO, OWNER = (
    actor(role) for role in (roles.SECURITY_OFFICER, roles.SIRO, roles.DPO, roles.ASSET_OWNER)
)
EVERY = [
    (chain, kind.name, place.id)
    for chain in GROWABLE
    for kind in kinds_for(workflow(chain))
    for place in places(workflow(chain))
]


def acts_at(table: Workflow, stage: str, role: str) -> set[str]:
    who = actor(role)
    return {row.act for row in available(table, stage, who, facts(who))}


def codes(table: Workflow, stage: str, act: str, role: str, **changes: object) -> set[str]:
    who = actor(role)
    given = facts(who, **changes)
    return {each.code for each in refusals(table, stage, act, who, given)}


@pytest.mark.parametrize(("chain", "kind", "place"), EVERY)
def test_every_step_that_fits_keeps_what_everybody_must_do(
    chain: str, kind: str, place: str
) -> None:
    table = workflow(chain)

    changed = grown(table, [AddedStep(kind, place, 5)])

    keeps(table, changed)
    assert must_pass(changed) == must_pass(table) | {kind}
    assert workflow(changed.name, table.version) == changed


@pytest.mark.parametrize(("chain", "kind", "place"), EVERY)
def test_nobody_has_two_steps_of_one_chain(chain: str, kind: str, place: str) -> None:
    role = added_steps.BY_NAME[kind].role

    assert role not in {row.role for row in workflow(chain).transitions}
    assert role in SENSITIVE


def test_only_chains_that_a_force_follows_alone_grow() -> None:
    others = [table for table in TABLES if table.name not in GROWABLE]

    assert all(kinds_for(table) == () for table in others)


def test_a_name_tells_the_whole_chain() -> None:
    table = workflow(REVIEW, 1)

    assert standard(REVIEW) == "agreement_force"
    assert steps_of(REVIEW) == (AddedStep("information_assurance", "decision", 5),)
    due = table.stage("information_assurance").due
    assert due is not None and due.working_days == 5
    assert table.name == REVIEW


@pytest.mark.parametrize(
    "name",
    [
        "agreement_force+unheard_of.decision.5",
        "agreement_force+information_assurance.decision",
        "agreement_force+information_assurance.nowhere.5",
        "agreement_force+information_assurance.complete.5",
        "agreement_force+information_assurance.decision.0",
        "agreement_force+information_assurance.decision.21",
        "agreement_force+owner_consent.decision.5",
        "agreement_partner+information_assurance.signature.5",
        REVIEW + "+information_assurance.advice.5",
    ],
)
def test_a_name_that_does_not_fit_is_refused(name: str) -> None:
    with pytest.raises(WorkflowError):
        workflow(name, 1)


def test_the_officer_of_the_step_acts_and_nobody_else_decides_there() -> None:
    table = workflow(REVIEW)

    able = {role: acts_at(table, "information_assurance", role) for role in roles.TITLES}

    own = {"assure_information", "assure_with_concerns", "ask_for_changes"}
    assert able.pop(roles.SECURITY_OFFICER) == own
    assert able.pop(roles.SIRO) == able.pop(roles.CHIEF_CONSTABLE) == {"go_on_without_review"}
    assert able.pop(roles.DPO) == {"endorse", "endorse_with_conditions", "not_endorse"}
    assert not any(able.values())


def test_the_decision_still_follows_the_added_step() -> None:
    way = ["endorse", "agree_as_owner", "assure_information", "approve"]

    assert replay(workflow(REVIEW), way[:3]).stage == "decision"
    assert replay(workflow(REVIEW), way).outcome == "complete"


def test_asking_for_changes_and_refusing_end_as_they_do_elsewhere() -> None:
    asked = replay(workflow(REVIEW), ["endorse", "agree_as_owner", "ask_for_changes"])
    refused = replay(workflow(CONSENT), ["endorse", "refuse_as_owner"])

    assert (asked.outcome, refused.outcome) == ("returned", "refused")


@pytest.mark.parametrize("act", ["ask_for_changes", "assure_with_concerns"])
def test_less_than_assurance_takes_reasons(act: str) -> None:
    assert codes(workflow(REVIEW), "information_assurance", act, roles.SECURITY_OFFICER) == set()
    empty = codes(
        workflow(REVIEW), "information_assurance", act, roles.SECURITY_OFFICER, form=Form()
    )
    assert empty == {"reasons_missing"}


def test_a_withdrawn_endorsement_leads_back_from_an_added_step() -> None:
    advised = facts(DPO, acts=(done("endorse", roles.DPO, DPO.person),))

    moved = move(workflow(REVIEW), "information_assurance", "withdraw_endorsement", DPO, advised)

    assert (moved.new_stage, moved.outcome) == ("advice", None)


def test_late_advice_stays_at_the_added_step() -> None:
    moved = move(workflow(REVIEW), "information_assurance", "endorse", DPO, facts(DPO))

    assert moved.new_stage == "information_assurance"


@pytest.mark.parametrize("escalated", [None, AT + timedelta(days=1)])
def test_silence_at_an_added_step_is_passed_over_only_after_escalation(escalated: object) -> None:
    table = workflow(REVIEW)

    early = codes(
        table, "information_assurance", "go_on_without_review", roles.SIRO, escalated_at=escalated
    )

    assert early == {"review_not_escalated"}
    assert codes(table, "information_assurance", "go_on_without_review", roles.SIRO) == set()


def test_concerns_are_answered_by_whoever_decides() -> None:
    raised = (
        done("endorse", roles.DPO),
        done("agree_as_owner", roles.ASSET_OWNER),
        done("assure_with_concerns", roles.SECURITY_OFFICER),
    )
    table = workflow(REVIEW)

    silent = codes(table, "decision", "approve", roles.SIRO, acts=raised, form=Form())
    said = codes(table, "decision", "approve", roles.SIRO, acts=raised, form=Form(reasons="So."))
    unknown = codes(table, "decision", "approve", roles.SIRO, acts=None)

    assert (silent, said) == ({"concern_unanswered"}, set())
    assert "facts_missing" in unknown


def test_a_concern_that_was_taken_back_needs_no_answer() -> None:
    acts = ["assure_with_concerns", "assure_information"]

    assert added_steps.concerns(acts) == ()
    assert added_steps.concerns(acts[::-1]) == ("assure_with_concerns",)


def test_one_person_takes_one_part_also_at_an_added_step() -> None:
    one = replace(OFFICER, person="one person")
    before = facts(one, acts=(done("agree_as_owner", roles.ASSET_OWNER, "one person"),))

    denied = refusals(workflow(REVIEW), "information_assurance", "assure_information", one, before)

    assert {each.code for each in denied} == {"one_person_two_steps"}


def test_a_drafter_takes_no_added_step() -> None:
    drafted = {"drafters": frozenset({f"the {roles.SECURITY_OFFICER}"})}

    for act in ("assure_information", "assure_with_concerns", "ask_for_changes"):
        found = codes(
            workflow(REVIEW), "information_assurance", act, roles.SECURITY_OFFICER, **drafted
        )
        assert "drafter_may_not_sign" in found


def test_the_officer_of_another_force_is_refused() -> None:
    kent = actor(roles.SECURITY_OFFICER, organisation="kent")

    denied = refusals(
        workflow(REVIEW),
        "information_assurance",
        "assure_information",
        kent,
        facts(kent, organisation="essex"),
    )

    assert {each.code for each in denied} == {"not_your_organisation"}


def test_going_on_without_a_review_takes_reasons_and_decides_nothing() -> None:
    table = workflow(REVIEW)

    moved = move(table, "information_assurance", "go_on_without_review", SIRO, facts(SIRO))

    assert (moved.new_stage, moved.completes) == ("decision", False)
    assert codes(
        table, "information_assurance", "go_on_without_review", roles.SIRO, form=Form()
    ) == {"reasons_missing"}


def test_two_steps_stand_in_the_order_in_which_they_were_added() -> None:
    table = workflow("dpia+owner_consent.decision.5+information_assurance.decision.3")

    way = ["endorse", "consent_as_owner", "assure_information", "approve"]
    assert [replay(table, way[:n]).stage for n in range(5)] == [
        "advice",
        "owner_consent",
        "information_assurance",
        "decision",
        "complete",
    ]


def test_the_owner_consents_to_an_assessment() -> None:
    moved = move(
        workflow(CONSENT), "owner_consent", "consent_as_owner", OWNER,
        facts(OWNER, form=Form(reasons=LONG)),
    )  # fmt: skip

    assert moved.new_stage == "decision"
