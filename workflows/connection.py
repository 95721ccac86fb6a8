"""A body's return against the code: declared, assessed, certified; then accepted force by force.

Stages name what is waited for; `STATES` gives the word that the connection's row carries. The
author's part is the text itself, frozen under the `document` table before this chain opens.
"""

from __future__ import annotations

from typing import Final

from workflows import guards, roles
from workflows.separation import (
    SIGNER,
    acts_in_one_role,
    assessor_is_independent,
    declarer_is_not_author,
    is_not_the_stopper,
    runs_no_machine,
    signs_for_one_organisation,
    signs_for_one_side,
)
from workflows.steps import (
    COMPLETE,
    DECIDERS,
    OFFICER_DUE,
    PARTNER_DUE,
    REFUSED,
    RETURNED,
    SIGNING,
    SIRO_DUE,
    WITHDRAWN,
)
from workflows.table import Stage, Transition, Workflow
from workflows.verdict import Guard

STATES: Final = {
    "assessment": "declared",
    "certification": "assessed",
    "complete": "certified",
    "refused": "refused",
    "suspended": "suspended",
    "withdrawn": "withdrawn",
}

# In a two-person charity the author may also declare: allowed, and flagged (domain 14.17).
DECLARING: Final = (
    guards.version_is_frozen,
    runs_no_machine,
    acts_in_one_role,
    signs_for_one_side,
    signs_for_one_organisation,
)
ASSESSING: Final = (*SIGNING, assessor_is_independent)
CERTIFYING: Final = (*ASSESSING, guards.no_blocking_control)

LEAD: Final = "lead_force"
WHY: Final = ("reasons",)


def _leads(
    act: str, start: str, end: str, role: str, able: tuple[Guard, ...], *asks: str
) -> Transition:
    return Transition(act, start, end, role, able, asks=asks, of=LEAD)


OFFICER: Final = roles.SECURITY_OFFICER
LEAVING: Final = (runs_no_machine,)

CONNECTION: Final = Workflow(
    name="connection",
    version=1,
    kind="connection_return",
    first="declaration",
    done="complete",
    stages=(
        Stage("declaration", "Waiting for the partner's declaration", due=PARTNER_DUE),
        Stage("assessment", "Waiting for the lead force's assessment", due=OFFICER_DUE),
        Stage("certification", "Waiting for the lead force's SIRO", due=SIRO_DUE),
        COMPLETE,
        Stage("suspended", "Certificate suspended"),
        RETURNED,
        REFUSED,
        WITHDRAWN,
    ),
    transitions=(
        Transition(
            "declare",
            "declaration",
            "assessment",
            roles.SIGNATORY,
            DECLARING,
            notices=(declarer_is_not_author,),
        ),
        Transition(
            "ask_for_changes", "declaration", "returned", roles.SIGNATORY, DECLARING, asks=WHY
        ),
        _leads("assess", "assessment", "certification", OFFICER, ASSESSING),
        _leads("ask_for_changes", "assessment", "returned", OFFICER, ASSESSING, *WHY),
        _leads(
            "certify",
            "certification",
            "complete",
            roles.SIRO,
            (*CERTIFYING, guards.no_partial_control),
        ),
        _leads(
            "certify_with_remediation",
            "certification",
            "complete",
            roles.SIRO,
            CERTIFYING,
            "conditions",
        ),
        _leads("refuse", "certification", "refused", roles.SIRO, ASSESSING, *WHY),
        _leads("ask_for_changes", "certification", "returned", roles.SIRO, ASSESSING, *WHY),
        _leads("suspend", "complete", "suspended", OFFICER, LEAVING, *WHY),
        _leads("suspend", "complete", "suspended", roles.SIRO, LEAVING, *WHY),
        _leads(
            "reinstate",
            "suspended",
            "complete",
            roles.SIRO,
            (*CERTIFYING, is_not_the_stopper),
            *WHY,
        ),
        _leads("withdraw", "complete", "withdrawn", roles.SIRO, LEAVING, *WHY),
        _leads("withdraw", "suspended", "withdrawn", roles.SIRO, LEAVING, *WHY),
        Transition("leave", "complete", "withdrawn", roles.SIGNATORY, LEAVING, asks=WHY),
        Transition("leave", "suspended", "withdrawn", roles.SIGNATORY, LEAVING, asks=WHY),
    ),
)

ACCEPTANCE: Final = Workflow(
    name="connection_acceptance",
    version=1,
    kind="connection_return",
    first="acceptance",
    done="complete",
    stages=(
        Stage("acceptance", "Waiting for this force's SIRO to accept", due=SIRO_DUE),
        COMPLETE,
        REFUSED,
        WITHDRAWN,
    ),
    transitions=tuple(
        row
        for role in DECIDERS
        for row in (
            Transition(
                "accept",
                "acceptance",
                "complete",
                role,
                (*SIGNING, guards.certificate_in_force),
            ),
            Transition("not_accept", "acceptance", "refused", role, SIGNER, asks=WHY),
            Transition("withdraw_acceptance", "complete", "withdrawn", role, LEAVING, asks=WHY),
        )
    ),
)
