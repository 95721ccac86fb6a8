"""One engine for every table: what may be done now, why not, and what follows when it is done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from workflows import roles
from workflows.asked import ASKED
from workflows.facts import Actor, Facts, Form
from workflows.permission import PERMISSION
from workflows.table import Due, Stage, Transition, Workflow, WorkflowError
from workflows.verdict import Guard, Met, Unmet

__all__ = [
    "Actor",
    "Due",
    "Facts",
    "Form",
    "Guard",
    "Met",
    "Move",
    "Position",
    "Refusal",
    "Refused",
    "Stage",
    "Transition",
    "Unmet",
    "Workflow",
    "WorkflowError",
    "available",
    "move",
    "refusals",
    "replay",
]


@dataclass(frozen=True, slots=True)
class Refusal:
    """One reason why an act was refused: a permanent code and a sentence for the person."""

    code: str
    message: str


class Refused(Exception):
    """An act was refused; `refusals` carries every reason, never just the first."""

    def __init__(self, refusals: list[Refusal]) -> None:
        super().__init__(" ".join(refusal.message for refusal in refusals))
        self.refusals = tuple(refusals)


@dataclass(frozen=True, slots=True)
class Move:
    """What an accepted act does: where things now stand and what it leaves behind.

    `completes` is true only for the act that turns an unfinished way into a complete one.
    `notices` are flags that travel with the act without refusing it.
    """

    act: str
    role: str
    old_stage: str
    new_stage: str
    outcome: str | None
    signing: bool
    completes: bool
    notices: tuple[Refusal, ...] = ()


@dataclass(frozen=True, slots=True)
class Position:
    """Where a sequence of acts leads."""

    stage: str
    outcome: str | None


def refusals(workflow: Workflow, stage: str, act: str, actor: Actor, facts: Facts) -> list[Refusal]:
    """Every reason why this act cannot be made now; an empty list means it can.

    Permission is judged first and alone: whoever may not act learns nothing about the rest.
    With `facts.form` None only what stands before the form is filled in is judged.
    """
    rows = [row for row in workflow.transitions if (row.act, row.role) == (act, actor.role)]
    if not rows:
        return [_not_for_role(workflow, act, actor.role)]
    row = next((row for row in rows if row.start == stage), None)
    denied = _denied((row or rows[0]).of, actor, facts)
    if denied:
        return denied
    if row is None:
        return [_wrong_stage(workflow, stage, rows)]
    return _unmet((*row.guards, *(ASKED[name] for name in row.asks)), actor, facts)


def available(workflow: Workflow, stage: str, actor: Actor, facts: Facts) -> list[Transition]:
    """The rows this person may take from this stage: those that `refusals` does not refuse."""
    return [
        row
        for row in workflow.transitions
        if row.start == stage
        and row.role == actor.role
        and not refusals(workflow, stage, row.act, actor, facts)
    ]


def move(workflow: Workflow, stage: str, act: str, actor: Actor, facts: Facts) -> Move:
    """What follows from the act; raises `Refused` with every reason when it cannot be made."""
    filled = facts if facts.form is not None else replace(facts, form=Form())
    denied = refusals(workflow, stage, act, actor, filled)
    if denied:
        raise Refused(denied)
    key = (stage, act, actor.role)
    row = next(r for r in workflow.transitions if (r.start, r.act, r.role) == key)
    outcome = workflow.stage(row.end).outcome
    return Move(
        act=act,
        role=actor.role,
        old_stage=stage,
        new_stage=row.end,
        outcome=outcome,
        signing=row.signing,
        completes=outcome == "complete" and workflow.stage(stage).outcome != "complete",
        notices=tuple(_unmet(row.notices, actor, filled)),
    )


def replay(workflow: Workflow, acts: Iterable[str]) -> Position:
    """Where these acts lead from the first stage, without judging them again (decision 14)."""
    stage = workflow.first
    for act in acts:
        ends = {row.end for row in workflow.transitions if (row.start, row.act) == (stage, act)}
        if not ends:
            raise WorkflowError(f"{workflow.name} {workflow.version}: no {act} from {stage}")
        stage = ends.pop()
    return Position(stage, workflow.stage(stage).outcome)


def _denied(of: str, actor: Actor, facts: Facts) -> list[Refusal]:
    denied = _unmet(PERMISSION, actor, facts)
    if not _belongs(of, actor, facts):
        message = "This belongs to another organisation; act under an appointment held there."
        denied.append(Refusal("not_your_organisation", message))
    return denied


def _belongs(of: str, actor: Actor, facts: Facts) -> bool:
    if of == "anywhere":
        return True
    if of == "lead_force":
        return actor.organisation == facts.lead_force
    if of == "party":
        return actor.organisation in facts.parties | {facts.organisation}
    return actor.organisation == facts.organisation


def _unmet(guards: Iterable[Guard], actor: Actor, facts: Facts) -> list[Refusal]:
    answers = (guard(actor, facts) for guard in guards)
    found = (Refusal(a.code, a.reason) for a in answers if isinstance(a, Unmet))
    return list(dict.fromkeys(found))


def _not_for_role(workflow: Workflow, act: str, role: str) -> Refusal:
    able = dict.fromkeys(roles.TITLES[r.role] for r in workflow.transitions if r.act == act)
    if not able:
        return Refusal("no_such_act", f"“{act}” is no act of this; choose one that is offered.")
    title = roles.TITLES.get(role, role)
    message = f"The {title} may not do this; ask the {' or the '.join(able)}."
    return Refusal("role_may_not", message)


def _wrong_stage(workflow: Workflow, stage: str, rows: list[Transition]) -> Refusal:
    now = workflow.stage(stage).title
    then = " or ".join(dict.fromkeys(f"“{workflow.stage(row.start).title}”" for row in rows))
    return Refusal("wrong_stage", f"This stands at “{now}”; the act belongs to {then}.")
