"""The engine: permission first, every reason, and buttons that agree with the server."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.workflows.people import AT, ESSEX, FILLED, KENT, YEAR, actor, appointed, done, facts
from workflows import roles
from workflows.catalogue import TABLES
from workflows.dpia import DPIA
from workflows.engine import (
    Actor,
    Facts,
    Form,
    Refused,
    Transition,
    Workflow,
    WorkflowError,
    available,
    move,
    refusals,
    replay,
)

DPO = actor(roles.DPO)
SIRO = actor(roles.SIRO)
ENDORSED = (done("endorse", roles.DPO),)


def codes(stage: str, act: str, who: Actor, given: Facts) -> list[str]:
    return [refusal.code for refusal in refusals(DPIA, stage, act, who, given)]


def test_an_act_that_is_possible_has_no_refusals() -> None:
    assert refusals(DPIA, "advice", "endorse", DPO, facts(DPO)) == []


def test_the_dpo_moves_the_dpia_on_to_the_decision() -> None:
    moved = move(DPIA, "advice", "endorse", DPO, facts(DPO))

    assert (moved.new_stage, moved.outcome, moved.completes) == ("decision", None, False)
    assert moved.signing


def test_the_siro_completes_the_dpia() -> None:
    moved = move(DPIA, "decision", "approve", SIRO, facts(SIRO, acts=ENDORSED))

    assert (moved.new_stage, moved.outcome, moved.completes) == ("complete", "complete", True)


@pytest.mark.parametrize(
    ("stage", "act", "outcome"),
    [
        ("decision", "reject", "refused"),
        ("decision", "ask_for_changes", "returned"),
        ("decision", "refer_to_ico", "referred"),
        ("complete", "withdraw_adoption", "withdrawn"),
    ],
)
def test_each_ending_has_its_outcome(stage: str, act: str, outcome: str) -> None:
    moved = move(DPIA, stage, act, SIRO, facts(SIRO, acts=ENDORSED))

    assert (moved.outcome, moved.completes) == (outcome, False)


def test_a_withdrawn_endorsement_keeps_the_sign_off_complete() -> None:
    own = (done("endorse", roles.DPO, DPO.person), done("approve", roles.SIRO))

    moved = move(DPIA, "complete", "withdraw_endorsement", DPO, facts(DPO, acts=own))

    assert (moved.new_stage, moved.outcome, moved.completes) == ("reconsider", "complete", False)


def test_reaffirming_does_not_complete_a_second_time() -> None:
    moved = move(DPIA, "reconsider", "reaffirm", SIRO, facts(SIRO))

    assert (moved.outcome, moved.completes) == ("complete", False)


def test_whoever_may_not_act_learns_nothing_else() -> None:
    reviewer = actor(roles.REVIEWER)

    found = codes("advice", "endorse", reviewer, facts(reviewer, drafters=None))

    assert found == ["role_may_not"]


def test_the_refusal_of_a_role_names_who_to_ask() -> None:
    [refusal] = refusals(DPIA, "advice", "endorse", SIRO, facts(SIRO))

    assert refusal.message == "The SIRO may not do this; ask the DPO."


def test_an_expired_appointment_is_told_before_anything_else() -> None:
    ended = replace(appointed(DPO), ends_at=AT)

    found = codes("advice", "endorse", DPO, facts(DPO, appointment=ended, version_status="draft"))

    assert found == ["appointment_not_in_force"]


def test_another_force_is_refused_before_anything_else() -> None:
    given = facts(DPO, organisation=KENT, version_status="draft")

    assert codes("advice", "endorse", DPO, given) == ["not_your_organisation"]


def test_an_unknown_act_is_refused_by_name() -> None:
    [refusal] = refusals(DPIA, "advice", "bless", DPO, facts(DPO))

    assert (refusal.code, "bless" in refusal.message) == ("no_such_act", True)


def test_the_wrong_stage_is_named_with_the_right_one() -> None:
    [refusal] = refusals(DPIA, "advice", "approve", SIRO, facts(SIRO))

    assert refusal.code == "wrong_stage"
    assert "Waiting for the DPO's advice" in refusal.message
    assert "Waiting for the SIRO's decision" in refusal.message


def test_a_refusal_carries_every_reason() -> None:
    given = facts(
        SIRO,
        drafters=frozenset({SIRO.person}),
        acts=(done("not_endorse", roles.DPO, SIRO.person),),
        high_risk=True,
        consultation="open",
        version_status="withdrawn",
        form=replace(FILLED, reasons="No.", ico=None),
    )

    found = codes("decision", "approve", SIRO, given)

    assert set(found) == {
        "version_not_frozen",
        "drafter_may_not_sign",
        "adviser_may_not_decide",
        "reasons_too_short",
        "ico_question_unanswered",
        "ico_consultation_open",
    }


def test_move_raises_all_that_refusals_lists() -> None:
    given = facts(SIRO, version_status="draft", drafters=frozenset({SIRO.person}), acts=ENDORSED)

    with pytest.raises(Refused) as refused:
        move(DPIA, "decision", "approve", SIRO, given)

    expected = refusals(DPIA, "decision", "approve", SIRO, given)
    assert list(refused.value.refusals) == expected
    assert [refusal.code for refusal in expected] == ["version_not_frozen", "drafter_may_not_sign"]


def test_a_move_without_a_form_counts_as_an_empty_form() -> None:
    given = facts(DPO, form=None)

    assert codes("advice", "not_endorse", DPO, given) == []
    with pytest.raises(Refused) as refused:
        move(DPIA, "advice", "not_endorse", DPO, given)
    assert [refusal.code for refusal in refused.value.refusals] == ["reasons_missing"]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
@pytest.mark.parametrize("form", [None, FILLED], ids=["before the form", "with the form"])
def test_buttons_and_server_agree(table: Workflow, form: Form | None) -> None:
    for role in roles.TITLES:
        for stage in table.stages:
            who = actor(role, organisation=ESSEX)
            given = facts(who, form=form)

            offered = {row.act for row in available(table, stage.id, who, given)}

            able = {a for a in table.acts() if not refusals(table, stage.id, a, who, given)}
            assert offered == able, f"{role} at {stage.id}"


def test_replay_follows_the_acts_without_judging_them() -> None:
    position = replay(DPIA, ["endorse", "refer_to_ico", "approve", "withdraw_endorsement"])

    assert (position.stage, position.outcome) == ("reconsider", "complete")


def test_replay_refuses_an_act_that_never_led_anywhere() -> None:
    with pytest.raises(WorkflowError, match="no approve from advice"):
        replay(DPIA, ["approve"])


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (Transition("approve", "advice", "nowhere", roles.SIRO), "stage that is not in the table"),
        (Transition("approve", "advice", "complete", "wizard"), "unknown role"),
        (Transition("endorse", "advice", "complete", roles.SIRO), "leads to two stages"),
        (Transition("endorse", "advice", "decision", roles.DPO), "is written twice"),
        (Transition("bow", "advice", "advice", roles.DPO, asks=("grace",)), "no guard checks"),
        (Transition("bow", "advice", "advice", roles.DPO, of="the_moon"), "cannot be of"),
    ],
)
def test_a_table_that_contradicts_itself_is_never_built(row: Transition, fault: str) -> None:
    with pytest.raises(WorkflowError, match=fault):
        replace(DPIA, transitions=(*DPIA.transitions, row))


def test_an_appointment_ends_at_its_end_and_not_before() -> None:
    last = replace(appointed(DPO), starts_at=AT - YEAR, ends_at=AT.replace(hour=11))

    assert codes("advice", "endorse", DPO, facts(DPO, appointment=last)) == []
