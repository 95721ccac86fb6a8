"""The code of connection: the security officer reviews, the DPO advises, the SIRO decides."""

from __future__ import annotations

from typing import Final

from workflows import roles
from workflows.steps import (
    AFTERWARDS,
    DPO_DUE,
    OFFICER_DUE,
    SIGNING,
    SIRO_DUE,
    advising,
    deciding,
    late_advice,
    withdrawing,
    without_advice,
)
from workflows.table import Stage, Transition, Workflow

CODE_OF_CONNECTION: Final = Workflow(
    name="code_of_connection",
    version=1,
    kind="code_of_connection",
    first="security_review",
    done="complete",
    stages=(
        Stage("security_review", "Waiting for the security officer's review", due=OFFICER_DUE),
        Stage("advice", "Waiting for the DPO's advice", due=DPO_DUE),
        Stage("decision", "Waiting for the SIRO's decision", due=SIRO_DUE),
        *AFTERWARDS,
    ),
    transitions=(
        Transition("review_security", "security_review", "advice", roles.SECURITY_OFFICER, SIGNING),
        Transition(
            "ask_for_changes",
            "security_review",
            "returned",
            roles.SECURITY_OFFICER,
            SIGNING,
            asks=("reasons",),
        ),
        *advising("advice", "decision"),
        *without_advice("advice", "decision"),
        *late_advice("decision"),
        *deciding("decision"),
        *withdrawing("decision"),
    ),
)
