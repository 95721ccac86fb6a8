"""Stops: one person stops, others start again (decision 9).

`facts.organisation` is the force whose limb is stopped or lifted; each force lifts for itself.
"""

from __future__ import annotations

from typing import Final

from workflows import guards, roles
from workflows.separation import (
    a_decider_lifts,
    has_no_conflicting_office,
    is_not_the_first_lifter,
    is_not_the_stopper,
    runs_no_machine,
)
from workflows.steps import DECIDERS
from workflows.table import Stage, Transition, Workflow
from workflows.verdict import Guard

STOPPERS: Final = (
    roles.ASSET_OWNER,
    roles.SECURITY_OFFICER,
    roles.SIRO,
    roles.DUTY_OFFICER,
    roles.GOLD,
)
LIFTERS: Final = (*DECIDERS, roles.ASSET_OWNER, roles.SECURITY_OFFICER, roles.DUTY_OFFICER)
STOPPING: Final = (guards.scope_is_controlled,)
LIFTING: Final = (runs_no_machine, has_no_conflicting_office, is_not_the_stopper)
WHY: Final = ("reasons",)


def _acts(
    act: str,
    start: str,
    end: str,
    who: tuple[str, ...],
    able: tuple[Guard, ...],
    asks: tuple[str, ...] = WHY,
    of: str = "own",
) -> tuple[Transition, ...]:
    return tuple(
        Transition(act, start, end, role, able, signing=False, asks=asks, of=of) for role in who
    )


DPO: Final = (roles.DPO,)

SUSPENSION: Final = Workflow(
    name="suspension",
    version=1,
    kind="stop",
    first="running",
    done="lifted",
    stages=(
        Stage("running", "Running"),
        Stage("advised", "Running; the DPO advises a stop"),
        Stage("stopped", "Stopped"),
        Stage("lifted", "Lifted", outcome="complete"),
    ),
    transitions=(
        *_acts("advise_stop", "running", "advised", DPO, STOPPING, of="anywhere"),
        *_acts("stop", "running", "stopped", STOPPERS, STOPPING, of="anywhere"),
        *_acts("stop", "advised", "stopped", STOPPERS, STOPPING, of="anywhere"),
        *_acts("stop", "running", "stopped", DPO, (*STOPPING, guards.dpo_may_stop), of="anywhere"),
        *_acts("stop", "advised", "stopped", DPO, (*STOPPING, guards.dpo_may_stop), of="anywhere"),
        *_acts("dismiss_advice", "advised", "running", DECIDERS, (runs_no_machine,)),
        *_acts("lift", "stopped", "lifted", DECIDERS, LIFTING),
    ),
)

KILL: Final = Workflow(
    name="kill",
    version=1,
    kind="stop",
    first="running",
    done="lifted",
    stages=(
        Stage("running", "Running"),
        Stage("killed", "Killed"),
        Stage("lifting", "Killed; one person asks to start again"),
        Stage("lifted", "Lifted", outcome="complete"),
    ),
    transitions=(
        *_acts(
            "kill", "running", "killed", STOPPERS, STOPPING, ("reasons", "incident"), "anywhere"
        ),
        *_acts("unkill", "killed", "lifting", LIFTERS, LIFTING),
        *_acts(
            "confirm_unkill",
            "lifting",
            "lifted",
            LIFTERS,
            (*LIFTING, is_not_the_first_lifter, a_decider_lifts),
        ),
        *_acts("refuse_unkill", "lifting", "killed", LIFTERS, (runs_no_machine,)),
    ),
)

TERMINATION: Final = Workflow(
    name="termination",
    version=1,
    kind="stop",
    first="running",
    done="terminated",
    stages=(
        Stage("running", "Running"),
        Stage("terminated", "Terminated", outcome="complete"),
    ),
    transitions=_acts(
        "terminate", "running", "terminated", (*DECIDERS, roles.SIGNATORY), (runs_no_machine,)
    ),
)
