"""A force adds a step to a chain of its own, or ends one: its SIRO asks, a second person confirms.

Nothing under way changes: a sign-off keeps the chain that it was opened with (decision 14).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from govern.commands.authority import require
from govern.commands.second_person.kinds import Done, Given, SensitiveAct
from govern.errors import Conflict, Invalid
from govern.store import chain_steps, organisations
from govern.store.identifiers import new_id
from govern.store.standing import holders
from govern.store.writing import Writing
from workflows import roles
from workflows.added_steps import (
    BY_NAME,
    GROWABLE,
    AddedStep,
    grown,
    kinds_for,
    places,
    steps_of,
    unfit,
)
from workflows.catalogue import workflow
from workflows.engine import Actor
from workflows.table import Workflow

ADD_NAME = "add_chain_step"
END_NAME = "end_chain_step"
ASKERS = frozenset({roles.SIRO, roles.CHIEF_CONSTABLE})
"""Whoever decides for the controller says how its sign-offs go; nobody else, no administrator."""


def _check_adding(writing: Writing, by: Actor | None, given: Given) -> None:
    organisation_id, chain = given["organisation_id"], given["chain"]
    _own_force(writing, by, organisation_id)
    if chain not in GROWABLE:
        raise Invalid.field("chain", "Choose a kind of document that your force signs by itself.")
    step = AddedStep(given["kind"], given["before_stage"], given["days"])
    table = workflow(chain)
    if fault := unfit(table, step):
        raise Invalid.field(_field(table, step), fault)
    standing = chain_steps.chain_of(writing.session, organisation_id, chain)
    if any(each.kind == step.kind for each in steps_of(standing)):
        raise Conflict("Your force has added this kind of step here already: end that one first.")
    grown(table, [*steps_of(standing), step])
    kind = BY_NAME[step.kind]
    if not holders(writing.session, organisation_id, [kind.role], writing.at):
        title = roles.TITLES[kind.role]
        raise Invalid.field("kind", f"Nobody is {title} of your force now: appoint one first.")


def _field(table: Workflow, step: AddedStep) -> str:
    """The field that is at fault in a step that does not fit."""
    if step.kind not in {kind.name for kind in kinds_for(table)}:
        return "kind"
    return "days" if step.before in {stage.id for stage in places(table)} else "before_stage"


def _add(writing: Writing, given: Given) -> Done:
    step_id = new_id()
    names = ("organisation_id", "chain", "kind", "before_stage", "days")
    writing.record(
        "chain_step_added", ("chain_step", step_id), {name: given[name] for name in names}
    )
    return Done(step_id)


def _check_ending(writing: Writing, by: Actor | None, given: Given) -> None:
    _own_force(writing, by, given["organisation_id"])
    row = chain_steps.one(writing.session, given["organisation_id"], given["step_id"])
    if row.ended_at is not None:
        raise Conflict("This step was ended already.")


def _end(writing: Writing, given: Given) -> Done:
    writing.record("chain_step_ended", ("chain_step", given["step_id"]))
    return Done(given["step_id"])


def _own_force(writing: Writing, by: Actor | None, organisation_id: str) -> None:
    require(writing, by, ASKERS, organisation=organisation_id)
    if organisations.acting(writing.session, organisation_id).kind != "force":
        raise Conflict("Only a force adds steps to its sign-offs.")


_second: Callable[..., SensitiveAct] = partial(
    SensitiveAct,
    confirms=frozenset({roles.COORDINATOR}),
    own_confirms=frozenset({roles.SIRO, roles.CHIEF_CONSTABLE, roles.DPO}),
)
ADD_STEP = _second(
    name=ADD_NAME,
    title="Add a step to how a force signs off",
    check=_check_adding,
    do=_add,
)
END_STEP = _second(
    name=END_NAME,
    title="End a step that a force added to how it signs off",
    check=_check_ending,
    do=_end,
)
