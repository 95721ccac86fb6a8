"""Every role at every stage of every table may do what the hand-written matrix says, no more."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.workflows.matrix import MATRIX, Cell, cells
from tests.workflows.people import COUNCIL, ESSEX, actor, done, facts
from workflows import roles
from workflows.catalogue import TABLES, workflow
from workflows.engine import Actor, Facts, Move, Workflow, move, refusals

# What may have happened before: nothing, an endorsement, stops, a hand-in, wording proposed.
HISTORIES = (
    (),
    (done("endorse", roles.DPO, "the dpo"),),
    (done("stop", roles.DUTY_OFFICER),),
    (done("suspend", roles.SECURITY_OFFICER),),
    (done("kill", roles.DUTY_OFFICER), done("unkill", roles.SIRO)),
    (done("submit", roles.INFORMATION_MANAGER),),
    (done("propose", roles.LAWYER),),
)
KINDS = ("dpia", "local_addendum", "connection_return", "sharing_agreement")


def situations(table: Workflow, who: Actor) -> Iterator[Facts]:
    owner = who.organisation
    if table.name == "connection":
        owner = COUNCIL
    if table.name in ("condition", "readiness_item"):
        owner = ESSEX
    for history in HISTORIES:
        for kind in KINDS if table.name == "document" else KINDS[:1]:
            yield facts(who, organisation=owner, acts=history, document_kind=kind)


def possible(table: Workflow) -> set[Cell]:
    found: set[Cell] = set()
    for role in roles.TITLES:
        who = actor(role)
        for stage in table.stages:
            for act in table.acts():
                moved = attempt(table, stage.id, act, who)
                if moved:
                    found.add((stage.id, role, act, moved.new_stage, moved.signing))
    return found


def attempt(table: Workflow, stage: str, act: str, who: Actor) -> Move | None:
    """What the act does in the first situation that allows it, if any does."""
    for given in situations(table, who):
        refused = refusals(table, stage, act, who, given)
        if not refused:
            return move(table, stage, act, who, given)
        if refused[0].code in {"role_may_not", "wrong_stage"}:
            return None
    return None


@pytest.mark.parametrize("name", MATRIX)
def test_the_table_is_what_was_written_by_hand(name: str) -> None:
    assert possible(workflow(name)) == cells(name)


def test_every_table_is_written_by_hand_too() -> None:
    assert {table.name for table in TABLES} == set(MATRIX)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_the_office_and_the_machine_never_sign(table: Workflow) -> None:
    never = {*roles.MACHINE_ROLES, roles.COORDINATOR, roles.GOLD, roles.AUDITOR, roles.PANEL_MEMBER}

    signing = {row.role for row in table.transitions if row.signing}

    assert not signing & never


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_stage_can_be_reached_and_left_or_ends(table: Workflow) -> None:
    reached = {table.first, *(row.end for row in table.transitions)}
    left = {row.start for row in table.transitions}
    ended = {stage.id for stage in table.stages if stage.outcome}

    assert {stage.id for stage in table.stages} == reached
    assert reached == left | ended


SIGN_OFFS = [t for t in TABLES if t.kind in {*KINDS, "code_of_connection"}]


@pytest.mark.parametrize("table", SIGN_OFFS, ids=lambda table: table.name)
def test_every_step_of_a_sign_off_that_waits_for_somebody_has_a_due_time(table: Workflow) -> None:
    waiting = [s for s in table.stages if s.outcome is None and s.id != "suspended"]

    assert waiting
    assert all(stage.due for stage in waiting)
