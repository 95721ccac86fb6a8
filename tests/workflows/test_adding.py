"""A force may add steps to its chain; it can never drop one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.workflows.people import actor, facts
from workflows import roles
from workflows.adding import Step, WouldDrop, keeps, must_pass, with_steps
from workflows.agreement import FORCE
from workflows.dpia import DPIA
from workflows.engine import Stage, Transition, WorkflowError, available, move, refusals
from workflows.table import Due

CHECK = Step(
    Stage("information_check", "Waiting for the information manager", due=Due(5)),
    before="decision",
    act="check_information",
    role=roles.INFORMATION_MANAGER,
)
FIRST = replace(CHECK, before="advice")


def test_the_added_step_stands_before_the_decision() -> None:
    grown = with_steps(DPIA, [CHECK])
    dpo, manager = actor(roles.DPO), actor(roles.INFORMATION_MANAGER)

    advised = move(grown, "advice", "endorse", dpo, facts(dpo))
    checked = move(grown, advised.new_stage, "check_information", manager, facts(manager))

    assert (advised.new_stage, checked.new_stage) == ("information_check", "decision")
    assert checked.signing


def test_a_step_can_be_added_before_the_first() -> None:
    grown = with_steps(DPIA, [FIRST])

    assert grown.first == "information_check"
    assert must_pass(grown) == must_pass(DPIA) | {"information_check"}


def test_an_added_step_may_ask_for_changes() -> None:
    grown = with_steps(DPIA, [CHECK])
    manager = actor(roles.INFORMATION_MANAGER)

    rows = available(grown, "information_check", manager, facts(manager))

    assert [row.act for row in rows] == ["check_information", "ask_for_changes"]


def test_an_added_step_keeps_separation_of_duties() -> None:
    grown = with_steps(DPIA, [CHECK])
    manager = actor(roles.INFORMATION_MANAGER)
    given = facts(manager, drafters=frozenset({manager.person}))

    refused = refusals(grown, "information_check", "check_information", manager, given)

    assert [refusal.code for refusal in refused] == ["drafter_may_not_sign"]


def test_two_steps_can_be_added() -> None:
    second = replace(CHECK, stage=Stage("last_look", "Waiting for a last look"), act="look_last")

    grown = with_steps(FORCE, [CHECK, second])

    assert must_pass(grown) == must_pass(FORCE) | {"information_check", "last_look"}


def test_the_steps_that_everybody_must_take() -> None:
    assert must_pass(DPIA) == {"advice", "decision", "complete"}
    assert must_pass(FORCE) == {"advice", "owner", "decision", "complete"}


@pytest.mark.parametrize(
    ("step", "fault"),
    [
        (replace(CHECK, stage=Stage("advice", "Again")), "cannot be added"),
        (replace(CHECK, stage=Stage("x", "X", outcome="complete")), "cannot be added"),
        (replace(CHECK, act="approve"), "already an act"),
        (replace(CHECK, before="complete"), "a step stands before a step"),
        (replace(CHECK, before="nowhere"), "has no stage"),
    ],
)
def test_a_step_that_does_not_fit_is_refused(step: Step, fault: str) -> None:
    with pytest.raises(WorkflowError, match=fault):
        with_steps(DPIA, [step])


def test_dropping_the_asset_owner_is_refused() -> None:
    short = replace(
        FORCE,
        transitions=tuple(
            replace(row, end="decision") if row.end == "owner" and row.start == "advice" else row
            for row in FORCE.transitions
        ),
    )

    with pytest.raises(WouldDrop, match="information asset owner"):
        keeps(FORCE, short)


def test_a_short_cut_past_the_decision_is_refused() -> None:
    cut = Transition("nod_through", "advice", "complete", roles.DPO)

    with pytest.raises(WouldDrop):
        keeps(DPIA, replace(DPIA, transitions=(*DPIA.transitions, cut)))


def test_dropping_a_guard_is_refused() -> None:
    loose = tuple(
        replace(row, guards=()) if row.act == "approve" else row for row in DPIA.transitions
    )

    with pytest.raises(WouldDrop, match="lose a guard"):
        keeps(DPIA, replace(DPIA, transitions=loose))


def test_a_new_and_easier_way_to_the_next_stage_is_refused() -> None:
    easy = Transition("nod", "decision", "complete", roles.REVIEWER)

    with pytest.raises(WouldDrop, match="new way out"):
        keeps(DPIA, replace(DPIA, transitions=(*DPIA.transitions, easy)))
