"""Measures of an action plan: reported in place by one person, accepted by another, as conditions
are (decision 8).
"""

from __future__ import annotations

from typing import Final

from workflows.conditions import ACCEPTING, ACCEPTORS, SUBMITTERS
from workflows.separation import runs_no_machine
from workflows.steps import OFFICER_DUE
from workflows.table import Stage, Transition, Workflow

REPORTERS: Final = tuple(role for role, of in SUBMITTERS if of == "own")
"""Those who see to measures, in the organisation that took them on."""
REOPENERS: Final = tuple(dict.fromkeys((*REPORTERS, *ACCEPTORS)))

MEASURE: Final = Workflow(
    name="measure",
    version=1,
    kind="measure",
    first="open",
    done="in_place",
    stages=(
        Stage("open", "Open"),
        Stage("submitted", "Reported in place, waiting to be accepted", due=OFFICER_DUE),
        Stage("in_place", "In place", outcome="complete"),
    ),
    transitions=(
        *(
            Transition("submit", "open", "submitted", role, (runs_no_machine,), signing=False)
            for role in REPORTERS
        ),
        *(
            Transition("accept", "submitted", "in_place", role, ACCEPTING, signing=False)
            for role in ACCEPTORS
        ),
        *(
            Transition(
                "reject", "submitted", "open", role, ACCEPTING, signing=False, asks=("reasons",)
            )
            for role in ACCEPTORS
        ),
        # Saying that it is not in place after all only makes things stricter: it takes one person.
        *(
            Transition(
                "reopen",
                "in_place",
                "open",
                role,
                (runs_no_machine,),
                signing=False,
                asks=("reasons",),
            )
            for role in REOPENERS
        ),
    ),
)
