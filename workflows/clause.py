"""A version of a clause in the bank: proposed by one lawyer, approved by another, and retired."""

from __future__ import annotations

from typing import Final

from workflows import roles
from workflows.separation import approver_did_not_propose, runs_no_machine
from workflows.table import Stage, Transition, Workflow

_DECIDING: Final = (runs_no_machine, approver_did_not_propose)

CLAUSE: Final = Workflow(
    name="clause",
    version=1,
    kind="clause",
    first="proposed",
    done="approved",
    stages=(
        Stage("proposed", "Proposed, waiting for another lawyer"),
        Stage("approved", "Approved", outcome="complete"),
        Stage("refused", "Refused", outcome="refused"),
        Stage("withdrawn", "Taken back", outcome="withdrawn"),
        Stage("retired", "Retired", outcome="withdrawn"),
    ),
    transitions=(
        Transition("approve", "proposed", "approved", roles.LAWYER, _DECIDING, signing=False),
        Transition(
            "refuse",
            "proposed",
            "refused",
            roles.LAWYER,
            _DECIDING,
            signing=False,
            asks=("reasons",),
        ),
        Transition(
            "withdraw", "proposed", "withdrawn", roles.LAWYER, (runs_no_machine,), signing=False
        ),
        # One lawyer may retire alone: wording that is no longer offered harms nobody.
        Transition(
            "retire",
            "approved",
            "retired",
            roles.LAWYER,
            (runs_no_machine,),
            signing=False,
            asks=("reasons",),
        ),
    ),
)
