"""The sharing agreement: a chain inside each force, and one inside each partner (decision 4)."""

from __future__ import annotations

from typing import Final

from workflows import guards, roles
from workflows.separation import runs_no_machine
from workflows.steps import (
    AFTERWARDS,
    COMPLETE,
    DECLINED,
    DPO_DUE,
    OFFICER_DUE,
    PARTNER_DUE,
    RETURNED,
    SIGNING,
    SIRO_DUE,
    WITHDRAWN,
    advising,
    deciding,
    late_advice,
    withdrawing,
    without_advice,
)
from workflows.table import Stage, Transition, Workflow

# The signing stage of a force needs what the agreement rests on (decision 7, rule 1).
RESTS_ON: Final = (guards.dpia_in_force, guards.code_in_force)

FORCE: Final = Workflow(
    name="agreement_force",
    version=1,
    kind="sharing_agreement",
    first="advice",
    done="complete",
    stages=(
        Stage("advice", "Waiting for the DPO's advice", due=DPO_DUE),
        Stage("owner", "Waiting for the information asset owner", due=OFFICER_DUE),
        Stage("decision", "Waiting for the SIRO's decision", due=SIRO_DUE),
        *AFTERWARDS,
    ),
    transitions=(
        *advising("advice", "owner"),
        *without_advice("advice", "owner"),
        *late_advice("owner"),
        Transition("agree_as_owner", "owner", "decision", roles.ASSET_OWNER, (*SIGNING, *RESTS_ON)),
        Transition(
            "ask_for_changes", "owner", "returned", roles.ASSET_OWNER, SIGNING, asks=("reasons",)
        ),
        Transition(
            "decline_as_owner", "owner", "refused", roles.ASSET_OWNER, SIGNING, asks=("reasons",)
        ),
        *late_advice("decision"),
        *deciding("decision", *RESTS_ON, guards.turn_has_come),
        *withdrawing("owner", "decision"),
    ),
)


def _partner(start: str, role: str, act: str, end: str) -> tuple[Transition, ...]:
    return (
        Transition(act, start, end, role, (*SIGNING, guards.turn_has_come)),
        Transition("ask_for_changes", start, "returned", role, SIGNING, asks=("reasons",)),
        Transition("decline", start, "declined", role, SIGNING, asks=("reasons",)),
    )


SIGNATURE: Final = Stage("signature", "Waiting for the authorised signatory", due=PARTNER_DUE)
LEAVING: Final = Transition(
    "withdraw_adoption",
    "complete",
    "withdrawn",
    roles.SIGNATORY,
    (runs_no_machine,),
    asks=("reasons",),
)

PARTNER: Final = Workflow(
    name="agreement_partner",
    version=1,
    kind="sharing_agreement",
    first="signature",
    done="complete",
    stages=(SIGNATURE, COMPLETE, RETURNED, DECLINED, WITHDRAWN),
    transitions=(*_partner("signature", roles.SIGNATORY, "sign", "complete"), LEAVING),
)

PARTNER_HEALTH: Final = Workflow(
    name="agreement_partner_health",
    version=1,
    kind="sharing_agreement",
    first="caldicott",
    done="complete",
    stages=(
        Stage("caldicott", "Waiting for the Caldicott Guardian", due=PARTNER_DUE),
        SIGNATURE,
        COMPLETE,
        RETURNED,
        DECLINED,
        WITHDRAWN,
    ),
    transitions=(
        *_partner("caldicott", roles.CALDICOTT_GUARDIAN, "confirm_caldicott", "signature"),
        *_partner("signature", roles.SIGNATORY, "sign", "complete"),
        LEAVING,
    ),
)
