"""Steps that a force adds to its own chain; what every force must do can never be dropped."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from workflows.separation import SIGNER
from workflows.steps import SIGNING
from workflows.table import Stage, Transition, Workflow, WorkflowError

RETURNED: Final = "returned"


class WouldDrop(WorkflowError):
    """A changed table would let a sign-off complete without a step that everyone must take."""


@dataclass(frozen=True, slots=True)
class Step:
    """A stage to insert before the stage `before`, left by `act` of `role`."""

    stage: Stage
    before: str
    act: str
    role: str


def with_steps(workflow: Workflow, extra: Iterable[Step]) -> Workflow:
    """The same table with the extra steps inserted, in the order given.

    Raises `WorkflowError` when a step does not fit and `WouldDrop` when it would drop one.
    """
    grown = workflow
    for step in extra:
        grown = _insert(grown, step)
    keeps(workflow, grown)
    return grown


def keeps(workflow: Workflow, changed: Workflow) -> None:
    """Raises `WouldDrop` unless `changed` keeps every step of `workflow`, as strictly guarded."""
    gone = must_pass(workflow) - must_pass(changed)
    if gone:
        titles = ", ".join(sorted(workflow.stage(id).title for id in gone))
        raise WouldDrop(f"{workflow.name}: these steps may not be dropped: {titles}.")
    for row in changed.transitions:
        original = _find(workflow, row)
        if original and not _as_strict(row, original):
            raise WouldDrop(f"{workflow.name}: {row.act} from {row.start} would lose a guard.")
        if (
            original is None
            and row.start in must_pass(workflow)
            and not _goes_nowhere(changed, row)
        ):
            raise WouldDrop(f"{workflow.name}: {row.act} would be a new way out of {row.start}.")


def must_pass(workflow: Workflow) -> frozenset[str]:
    """The stages through which every way from `first` to `done` leads."""
    return frozenset(
        stage.id
        for stage in workflow.stages
        if stage.id in (workflow.first, workflow.done) or not _reaches(workflow, without=stage.id)
    )


def _reaches(workflow: Workflow, *, without: str) -> bool:
    seen, waiting = {workflow.first}, [workflow.first]
    while waiting:
        here = waiting.pop()
        ends = {row.end for row in workflow.transitions if row.start == here}
        fresh = ends - seen - {without}
        seen |= fresh
        waiting += fresh
    return workflow.done in seen


def _insert(workflow: Workflow, step: Step) -> Workflow:
    ids = [stage.id for stage in workflow.stages]
    if step.stage.id in ids or step.stage.outcome is not None:
        raise WorkflowError(f"{workflow.name}: {step.stage.id} cannot be added as a stage.")
    if step.act in workflow.acts():
        raise WorkflowError(f"{workflow.name}: {step.act} is already an act of this table.")
    if workflow.stage(step.before).outcome is not None:
        raise WorkflowError(f"{workflow.name}: a step stands before a step, not {step.before}.")
    place = ids.index(step.before)
    earlier = set(ids[:place])
    rows = (_led_through(row, step, earlier) for row in workflow.transitions)
    added = [Transition(step.act, step.stage.id, step.before, step.role, SIGNING)]
    if RETURNED in ids:
        back = Transition(
            "ask_for_changes", step.stage.id, RETURNED, step.role, SIGNER, asks=("reasons",)
        )
        added.append(back)
    return replace(
        workflow,
        first=step.stage.id if workflow.first == step.before else workflow.first,
        stages=(*workflow.stages[:place], step.stage, *workflow.stages[place:]),
        transitions=(*rows, *added),
    )


def _led_through(row: Transition, step: Step, earlier: set[str]) -> Transition:
    arrives = row.start in earlier and row.end == step.before
    return replace(row, end=step.stage.id) if arrives else row


def _find(workflow: Workflow, row: Transition) -> Transition | None:
    key = (row.start, row.act, row.role)
    return next((r for r in workflow.transitions if (r.start, r.act, r.role) == key), None)


def _as_strict(row: Transition, original: Transition) -> bool:
    return (
        set(original.guards) <= set(row.guards)
        and set(original.asks) <= set(row.asks)
        and row.of == original.of
        and row.signing == original.signing
    )


def _goes_nowhere(workflow: Workflow, row: Transition) -> bool:
    outcome = workflow.stage(row.end).outcome
    return outcome not in (None, "complete")
