"""The kinds of step that a force may add to its own chain, and how a grown chain is named.

A name such as `agreement_force+information_assurance.decision.5` says the whole shape of a chain:
the table, and each added step with the stage it stands before and its working days. So a sign-off
that carries the name is pinned to it, whatever its force decides later (decision 14).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from workflows import roles
from workflows.adding import GO_ON, Step, must_pass, with_steps
from workflows.facts import Actor, Facts
from workflows.table import Due, Stage, Transition, Workflow, WorkflowError
from workflows.verdict import Met, Unmet, unless

GROWABLE: Final = (
    "dpia",
    "local_addendum",
    "code_of_connection",
    "agreement_force",
    "connection_acceptance",
)
"""The chains that a force follows alone: those to which it may add."""
MOST_DAYS: Final = 20
MARK: Final = "+"


@dataclass(frozen=True, slots=True)
class StepKind:
    """One kind. Its name is permanent and its meaning never changes: another meaning is another
    kind. `goes_on` and `ends` are its further outcomes, as in `Step`.
    """

    name: str
    title: str
    waits: str
    meaning: str
    role: str
    act: str
    goes_on: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()


KINDS: Final = (
    StepKind(
        "information_assurance",
        "Information assurance review",
        "Waiting for the information assurance review",
        "The security officer (Head of Information Assurance) says whether the text protects the "
        "force's information well enough, or lets it go on with concerns.",
        roles.SECURITY_OFFICER,
        "assure_information",
        goes_on=("assure_with_concerns",),
    ),
    StepKind(
        "owner_consent",
        "Consent of the information asset owner",
        "Waiting for the information asset owner's consent",
        "The owner of the information that the text is about consents, or refuses consent.",
        roles.ASSET_OWNER,
        "consent_as_owner",
        ends=("refuse_as_owner",),
    ),
    StepKind(
        "acceptance_advice",
        "DPO's advice on accepting a connection",
        "Waiting for the DPO's advice on accepting",
        "The DPO sees the certificate first, and supports its acceptance or has concerns.",
        roles.DPO,
        "support_acceptance",
        goes_on=("support_with_concerns",),
    ),
)
BY_NAME: Final = {each.name: each for each in KINDS}
CONCERNS: Final = frozenset(act for each in KINDS for act in each.goes_on)


@dataclass(frozen=True, slots=True)
class AddedStep:
    """A step as a force added it: the kind, the stage it stands before, its working days."""

    kind: str
    before: str
    days: int

    def __str__(self) -> str:
        return f"{self.kind}.{self.before}.{self.days}"


def concern_is_answered(actor: Actor, facts: Facts) -> Met | Unmet:
    """Who goes on although an added step raised concerns says why."""
    if facts.acts is None:
        return Unmet("facts_missing", "Earlier acts could not be read; try again.")
    answered = facts.form is None or bool(facts.form.reasons.strip())
    return unless(
        answered or not concerns(done.act for done in facts.acts),
        "concern_unanswered",
        "A step that your force added raised concerns: give your reasons for going on.",
    )


def concerns(acts: Iterable[str]) -> tuple[str, ...]:
    """The concerns that stand after these acts: the last act of each kind of step counts."""
    last: dict[str, str] = {}
    for act in acts:
        for kind in KINDS:
            if act in (kind.act, *kind.goes_on):
                last[kind.name] = act
    return tuple(act for act in last.values() if act in CONCERNS)


def kinds_for(table: Workflow) -> tuple[StepKind, ...]:
    """The kinds that fit a standard table: of roles that take no step in it yet, so that nobody
    takes two.
    """
    if table.name not in GROWABLE:
        return ()
    taken = {row.role for row in table.transitions}
    return tuple(kind for kind in KINDS if kind.role not in taken)


def places(table: Workflow) -> tuple[Stage, ...]:
    """The stages of a standard table before which a step may stand, in order."""
    always = must_pass(table)
    return tuple(stage for stage in table.stages if stage.id in always and stage.outcome is None)


def named(chain: str, steps: Iterable[AddedStep]) -> str:
    """The name of a chain with these steps, in this order; its own name without any."""
    return MARK.join([chain, *map(str, steps)])


def standard(name: str) -> str:
    """The name of the standard table that a chain's name begins with."""
    return name.partition(MARK)[0]


def steps_of(name: str) -> tuple[AddedStep, ...]:
    """The added steps that a chain's name tells; `WorkflowError` when it does not read."""
    return tuple(_read(name, each) for each in name.split(MARK)[1:])


def grown(table: Workflow, steps: Iterable[AddedStep]) -> Workflow:
    """The standard table with these steps in it, under the name that says so.

    Raises `WorkflowError` for a kind, a place or a number of days that does not fit, and
    `WouldDrop` rather than lose anything that everybody must do.
    """
    kept = tuple(steps)
    for step in kept:
        if fault := unfit(table, step):
            raise WorkflowError(f"{table.name}: {fault}")
    found = with_steps(table, map(_step, kept))
    rows = tuple(_answering(found, row) for row in found.transitions)
    return replace(found, name=named(table.name, kept), transitions=rows)


def unfit(table: Workflow, step: AddedStep) -> str | None:
    """Why this step cannot be added to a standard table, as a sentence; None when it can."""
    if step.kind not in {kind.name for kind in kinds_for(table)}:
        return "There is no such kind of step for it."
    if step.before not in {stage.id for stage in places(table)}:
        return "A step stands before one that every force takes."
    if not 1 <= step.days <= MOST_DAYS:
        return f"Give a whole number of working days from 1 to {MOST_DAYS}."
    return None


def _step(step: AddedStep) -> Step:
    kind = BY_NAME[step.kind]
    stage = Stage(kind.name, kind.waits, due=Due(step.days))
    return Step(stage, step.before, kind.act, kind.role, kind.goes_on, kind.ends)


def _answering(table: Workflow, row: Transition) -> Transition:
    """Whoever completes the sign-off answers the concerns that an added step raised."""
    decides = row.end == table.done and table.stage(row.start).outcome in (None, "referred")
    return replace(row, guards=(*row.guards, concern_is_answered)) if decides else row


def _read(name: str, text: str) -> AddedStep:
    parts = text.split(".")
    if len(parts) != 3 or parts[0] not in BY_NAME or not parts[2].isdecimal():
        raise WorkflowError(f"{name} tells of a step that is not known: {text}")
    return AddedStep(parts[0], parts[1], int(parts[2]))


__all__ = [
    "BY_NAME",
    "CONCERNS",
    "GO_ON",
    "GROWABLE",
    "KINDS",
    "MOST_DAYS",
    "AddedStep",
    "StepKind",
    "concern_is_answered",
    "concerns",
    "grown",
    "kinds_for",
    "named",
    "places",
    "standard",
    "steps_of",
    "unfit",
]
