"""Extensions: a due, review or expiry date moved once, by at most 90 calendar days (decision 8)."""

from __future__ import annotations

from typing import Final

from workflows import guards
from workflows.separation import has_no_conflicting_office, runs_no_machine
from workflows.steps import DECIDERS
from workflows.table import Stage, Transition, Workflow

EXTENSION: Final = Workflow(
    name="extension",
    version=1,
    kind="extension",
    first="original",
    done="extended",
    stages=(
        Stage("original", "As first agreed"),
        Stage("extended", "Extended", outcome="complete"),
    ),
    transitions=tuple(
        Transition(
            "extend",
            "original",
            "extended",
            role,
            (
                runs_no_machine,
                has_no_conflicting_office,
                guards.not_extended_before,
                guards.within_ninety_days,
            ),
            asks=("reasons", "until"),
        )
        for role in DECIDERS
    ),
)
