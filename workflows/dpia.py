"""The DPIA sign-off: the DPO advises, the SIRO decides for the controller (decision 4)."""

from __future__ import annotations

from typing import Final

from workflows import guards
from workflows.steps import (
    AFTERWARDS,
    DPO_DUE,
    REFERRED,
    SIRO_DUE,
    advising,
    deciding,
    late_advice,
    referring,
    withdrawing,
    without_advice,
)
from workflows.table import Stage, Workflow

DPIA: Final = Workflow(
    name="dpia",
    version=1,
    kind="dpia",
    first="advice",
    done="complete",
    stages=(
        Stage("advice", "Waiting for the DPO's advice", due=DPO_DUE),
        Stage("decision", "Waiting for the SIRO's decision", due=SIRO_DUE),
        REFERRED,
        *AFTERWARDS,
    ),
    transitions=(
        *advising("advice", "decision"),
        *without_advice("advice", "decision"),
        *late_advice("decision"),
        *deciding("decision", guards.ico_question_answered, guards.no_open_consultation),
        *referring("decision"),
        *late_advice("referred"),
        *deciding("referred", guards.consultation_was_held, guards.no_open_consultation),
        *withdrawing("decision"),
    ),
)
