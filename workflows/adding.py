"""Steps that a force adds to its own chain; what every force must do can never be dropped."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from workflows.facts import Actor, Facts
from workflows.steps import DECIDERS, SIGNING
from workflows.table import Stage, Transition, Workflow, WorkflowError
from workflows.verdict import Met, Unmet, unless

RETURNED: Final = "returned"
REFUSED: Final = "refused"
GO_ON: Final = "go_on_without_review"
"""The controller goes on without an added step that is late and was escalated (decision 6)."""


class WouldDrop(WorkflowError):
    """A changed table would let a sign-off complete without a step that everyone must take."""


@dataclass(frozen=True, slots=True)
class Step:
    """A stage to insert before the stage `before`, left by `act` of `role`.

    `goes_on` are further acts that lead on, and `ends` acts that refuse; both take reasons.
    """

    stage: Stage
    before: str
    act: str
    role: str
    goes_on: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()

    @property
    def acts(self) -> tuple[str, ...]:
        """Every act that is this step's alone."""
        return (self.act, *self.goes_on, *self.ends)


def review_is_overdue(actor: Actor, facts: Facts) -> Met | Unmet:
    """An added step is passed over only after it was escalated: silence is no veto (decision 6)."""
    escalated = facts.escalated_at
    return unless(
        escalated is not None and escalated <= facts.at,
        "review_not_escalated",
        "Wait for this review, or until it is late and was escalated.",
    )


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
    for act in step.acts:
        if act in workflow.acts():
            raise WorkflowError(f"{workflow.name}: {act} is already an act of this table.")
    if workflow.stage(step.before).outcome is not None:
        raise WorkflowError(f"{workflow.name}: a step stands before a step, not {step.before}.")
    place = ids.index(step.before)
    earlier = set(ids[:place])
    rows = (_led_through(row, step, earlier) for row in workflow.transitions)
    added = [*_own(step, set(ids)), *_beside(workflow, step, earlier), *_without(step)]
    return replace(
        workflow,
        first=step.stage.id if workflow.first == step.before else workflow.first,
        stages=(*workflow.stages[:place], step.stage, *workflow.stages[place:]),
        transitions=(*rows, *added),
    )


def _own(step: Step, ids: set[str]) -> list[Transition]:
    """What the officer of the step may do."""
    here, role, why = step.stage.id, step.role, ("reasons",)
    rows = [Transition(step.act, here, step.before, role, SIGNING)]
    rows += [Transition(act, here, step.before, role, SIGNING, asks=why) for act in step.goes_on]
    if RETURNED in ids:
        rows.append(Transition("ask_for_changes", here, RETURNED, role, SIGNING, asks=why))
    return rows + [Transition(act, here, REFUSED, role, SIGNING, asks=why) for act in step.ends]


def _beside(workflow: Workflow, step: Step, earlier: set[str]) -> list[Transition]:
    """What others may do while the step waits, as they may at the step that it stands before: late
    advice stays where it is, a withdrawn endorsement leads back.
    """
    ends = {step.before: step.stage.id, **{stage: stage for stage in earlier}}
    return [
        replace(row, start=step.stage.id, end=ends[row.end])
        for row in workflow.transitions
        if row.start == step.before and row.end in ends
    ]


def _without(step: Step) -> list[Transition]:
    """The controller goes on after escalation, with reasons; the decision still follows."""
    guards = (*SIGNING, review_is_overdue)
    return [
        Transition(GO_ON, step.stage.id, step.before, role, guards, asks=("reasons",))
        for role in DECIDERS
    ]


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
