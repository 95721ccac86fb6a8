"""Delegations: a decider lets somebody else decide, by instrument, in scope and for a time."""

from __future__ import annotations

from typing import Final

from workflows import grants, roles
from workflows.separation import runs_no_machine
from workflows.steps import DECIDERS
from workflows.table import Stage, Transition, Workflow

GIVERS: Final = (*DECIDERS, roles.SIGNATORY)

DELEGATION: Final = Workflow(
    name="delegation",
    version=1,
    kind="delegation",
    first="proposed",
    done="in_force",
    stages=(
        Stage("proposed", "Proposed"),
        Stage("in_force", "In force", outcome="complete"),
        Stage("revoked", "Revoked", outcome="withdrawn"),
    ),
    transitions=(
        *(
            Transition(
                "grant",
                "proposed",
                "in_force",
                role,
                (runs_no_machine, *grants.GRANTING),
                signing=False,
                asks=("instrument",),
            )
            for role in GIVERS
        ),
        *(
            Transition("revoke", "in_force", "revoked", role, signing=False, asks=("reasons",))
            for role in GIVERS
        ),
    ),
)
