"""Conditions: handed in by one person, accepted by another, and what being overdue does."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from workflows import roles
from workflows.separation import acceptor_did_not_submit, runs_no_machine
from workflows.steps import DECIDERS, OFFICER_DUE
from workflows.table import Stage, Transition, Workflow

WARNING_DAYS: Final = (30, 14, 7, 1)

SUBMITTERS: Final = (
    (roles.ASSET_OWNER, "own"),
    (roles.SECURITY_OFFICER, "own"),
    (roles.INFORMATION_MANAGER, "own"),
    (roles.LAWYER, "party"),
    (roles.AUTHOR, "party"),
    (roles.SIGNATORY, "party"),
)
ACCEPTORS: Final = (*DECIDERS, roles.DPO, roles.SECURITY_OFFICER)
ACCEPTING: Final = (runs_no_machine, acceptor_did_not_submit)

CONDITION: Final = Workflow(
    name="condition",
    version=1,
    kind="condition",
    first="open",
    done="met",
    stages=(
        Stage("open", "Open"),
        Stage("submitted", "Handed in, waiting to be accepted", due=OFFICER_DUE),
        Stage("met", "Met", outcome="complete"),
    ),
    transitions=(
        *(
            Transition(
                "submit", "open", "submitted", role, (runs_no_machine,), signing=False, of=of
            )
            for role, of in SUBMITTERS
        ),
        *(
            Transition("accept", "submitted", "met", role, ACCEPTING, signing=False)
            for role in ACCEPTORS
        ),
        *(
            Transition(
                "reject", "submitted", "open", role, ACCEPTING, signing=False, asks=("reasons",)
            )
            for role in ACCEPTORS
        ),
        # A safety-critical flow is kept open past an overdue condition by decision alone.
        *(
            Transition(
                "continue_flow",
                stage,
                stage,
                role,
                (runs_no_machine,),
                signing=False,
                asks=("reasons", "fallback", "until"),
            )
            for stage in ("open", "submitted")
            for role in DECIDERS
        ),
    ),
)


def overdue_effect(
    *,
    at: datetime,
    met: bool,
    timing: str,
    on_overdue: str,
    due_at: datetime | None = None,
    safety_critical: bool = False,
    continue_until: datetime | None = None,
    decide_by: datetime | None = None,
) -> str:
    """What the condition does to its flows at `at` (decision 8).

    `none`, `unmet` (before opening, not yet met: closed), `warn`, `block_new` or `close`. Ends are
    exclusive instants. A safety-critical flow only warns while the SIRO's decision to continue
    runs, or until `decide_by` while there is none; undecided by then, it closes.
    """
    if met:
        return "none"
    if timing == "before_opening":
        return "unmet"
    if due_at is not None and at < due_at:
        return "none"
    if on_overdue not in ("warn", "block_new"):
        limit = continue_until if continue_until is not None else decide_by
        return "warn" if safety_critical and limit is not None and at < limit else "close"
    return on_overdue
