"""A force's own addendum to the DPIA: signed by that force alone, citing the core (decision 7)."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from workflows import guards
from workflows.dpia import DPIA
from workflows.facts import APPROVALS
from workflows.table import Transition, Workflow


def _citing(row: Transition) -> Transition:
    if row.act not in APPROVALS:
        return row
    return replace(row, guards=(*row.guards, guards.core_is_frozen))


LOCAL_ADDENDUM: Final = Workflow(
    name="local_addendum",
    version=1,
    kind="local_addendum",
    first=DPIA.first,
    done=DPIA.done,
    stages=DPIA.stages,
    transitions=tuple(_citing(row) for row in DPIA.transitions),
)
