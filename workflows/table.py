"""The shape of a workflow: stages, rows and due days, checked for contradiction when built."""

from __future__ import annotations

from dataclasses import dataclass

from workflows import roles
from workflows.asked import ASKED
from workflows.verdict import Guard


class WorkflowError(ValueError):
    """A table contradicts itself, or is asked for something that is not in it."""


UNASKED = frozenset(
    {"decide_without_advice", "withdraw_endorsement", "withdraw_adoption", "withdraw_acceptance"}
    | {"suspend", "withdraw", "leave", "go_on_without_review"}
)
"""Acts that nobody is waiting for: they are open to some, and asked of none."""


@dataclass(frozen=True, slots=True)
class Due:
    """Working days a step may take, when it is chased (percent) and when it is escalated."""

    working_days: int
    chase_at: tuple[int, ...] = (50, 80, 100, 120)
    escalate_after: int = 10  # working days past the due date


@dataclass(frozen=True, slots=True)
class Stage:
    """A place to stand: `outcome` is set where the way has ended or is held."""

    id: str
    title: str
    outcome: str | None = None
    due: Due | None = None


@dataclass(frozen=True, slots=True)
class Transition:
    """One row: `role` may take `act` from `start` to `end` when every guard is met.

    `signing` acts leave a signed record. `asks` names form fields that must not be empty.
    `notices` are guards that flag without refusing. `of` says whose officer acts: `own`
    (the organisation of the sign-off), `lead_force`, `party`, or `anywhere`, where a guard decides.
    """

    act: str
    start: str
    end: str
    role: str
    guards: tuple[Guard, ...] = ()
    signing: bool = True
    asks: tuple[str, ...] = ()
    notices: tuple[Guard, ...] = ()
    of: str = "own"


@dataclass(frozen=True, slots=True)
class Workflow:
    """A table that can be read: stages in order, `first` to `done`, and the transitions.

    `kind` is the document kind it moves, or the noun (condition, stop) where it is no document.
    """

    name: str
    version: int
    kind: str
    first: str
    done: str
    stages: tuple[Stage, ...]
    transitions: tuple[Transition, ...]

    def __post_init__(self) -> None:
        known = {stage.id for stage in self.stages}
        if not {self.first, self.done} <= known:
            raise WorkflowError(f"{self.name} {self.version}: first or done is no stage")
        ends: dict[tuple[str, str], str] = {}
        seen: set[tuple[str, str, str]] = set()
        for row in self.transitions:
            fault = _fault(row, known)
            if ends.setdefault((row.start, row.act), row.end) != row.end:
                fault = "leads to two stages"
            if (row.start, row.act, row.role) in seen:
                fault = "is written twice"
            if fault:
                where = f"{self.name} {self.version}: {row.act} from {row.start}"
                raise WorkflowError(f"{where} {fault}")
            seen.add((row.start, row.act, row.role))

    def stage(self, id: str) -> Stage:
        """The stage of that id; `WorkflowError` if this table has none."""
        for stage in self.stages:
            if stage.id == id:
                return stage
        raise WorkflowError(f"{self.name} {self.version} has no stage {id}")

    def waits_for(self, stage: str) -> tuple[str, ...]:
        """The roles that can act at this stage, in table order."""
        rows = (row for row in self.transitions if row.start == stage)
        return tuple(dict.fromkeys(row.role for row in rows))

    def whose_turn(self, stage: str) -> tuple[str, ...]:
        """The roles asked to act at this stage: not those who may only step in or step back."""
        rows = (
            row
            for row in self.transitions
            if row.start == stage and row.end != stage and row.act not in UNASKED
        )
        return tuple(dict.fromkeys(row.role for row in rows))

    def acts(self) -> tuple[str, ...]:
        """Every act of this table, in table order."""
        return tuple(dict.fromkeys(row.act for row in self.transitions))


def _fault(row: Transition, known: set[str]) -> str | None:
    if not {row.start, row.end} <= known:
        return "names a stage that is not in the table"
    if row.role not in roles.TITLES:
        return f"names the unknown role {row.role}"
    if row.of not in {"own", "lead_force", "party", "anywhere"}:
        return f"cannot be of {row.of}"
    if not set(row.asks) <= set(ASKED):
        return "asks for a field that no guard checks"
    return None
