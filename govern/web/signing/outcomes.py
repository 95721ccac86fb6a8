"""What each act is called where it is chosen, what it leads to, and its name once done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from govern.web.context import named


@dataclass(frozen=True)
class Outcome:
    """The choice, what it leads to ({organisation} is filled in), and the words once done."""

    label: str
    hint: str
    done: str


OUTCOMES: Mapping[str, Outcome] = {
    "endorse": Outcome(
        "Endorse",
        "Your advice is that {organisation} can approve this text as it stands.",
        "Endorsed",
    ),
    "endorse_with_conditions": Outcome(
        "Endorse with conditions",
        "Your advice is that {organisation} can approve, if the conditions you write are met.",
        "Endorsed with conditions",
    ),
    "not_endorse": Outcome(
        "Do not endorse",
        "Your advice is not to approve. The SIRO still decides, and gives reasons to depart.",
        "Advice given: not endorsed",
    ),
    "ask_for_changes": Outcome(
        "Ask for changes",
        "The drafters are asked for a new version. No other organisation is affected.",
        "Changes asked for",
    ),
    "decide_without_advice": Outcome(
        "Go on without advice",
        "The advice was sought, is late and was escalated. The record says it was not received.",
        "Going on without advice",
    ),
    "approve": Outcome(
        "Approve", "{organisation} adopts this text and accepts the risk it records.", "Approved"
    ),
    "approve_with_conditions": Outcome(
        "Approve with conditions",
        "{organisation} adopts this text on the conditions you write.",
        "Approved with conditions",
    ),
    "reject": Outcome("Reject", "{organisation} does not adopt this text.", "Rejected"),
    "refer_to_ico": Outcome(
        "Refer to the {regulator}",
        "The high risk needs prior consultation. The decision is held until it is closed.",
        "Referred to the {regulator}",
    ),
    "review_security": Outcome(
        "Find the security requirements sufficient", "It goes on to the DPO.", "Security reviewed"
    ),
    "agree_as_owner": Outcome(
        "Agree as information asset owner",
        "It goes on to the SIRO for decision.",
        "Agreed as owner",
    ),
    "decline_as_owner": Outcome(
        "Decline as information asset owner",
        "{organisation} does not enter this agreement.",
        "Declined as owner",
    ),
    "sign": Outcome("Sign", "{organisation} is bound by this agreement.", "Signed"),
    "decline": Outcome(
        "Decline to sign", "{organisation} does not enter this agreement.", "Declined"
    ),
    "confirm_caldicott": Outcome(
        "Confirm the Caldicott Principles are met",
        "It goes on to the authorised signatory.",
        "Confirmed by the Caldicott Guardian",
    ),
    "declare": Outcome(
        "Declare the return true", "It goes to the lead force for assessment.", "Declared"
    ),
    "assess": Outcome(
        "Assess as ready for a certificate", "It goes on to the SIRO of the lead force.", "Assessed"
    ),
    "certify": Outcome(
        "Certify", "The connection may be used until the certificate ends.", "Certified"
    ),
    "certify_with_remediation": Outcome(
        "Certify with remediation",
        "The connection may be used while the conditions you write are met in time.",
        "Certified with remediation",
    ),
    "refuse": Outcome("Refuse the certificate", "The connection may not be used.", "Refused"),
    "accept": Outcome(
        "Accept the connection",
        "{organisation} relies on the lead force's certificate for its own flows.",
        "Connection accepted",
    ),
    "not_accept": Outcome(
        "Do not accept the connection",
        "Flows of {organisation} through this connection stay closed.",
        "Connection not accepted",
    ),
    "withdraw_acceptance": Outcome(
        "Withdraw the acceptance",
        "Flows of {organisation} through this connection close at once.",
        "Acceptance withdrawn",
    ),
    "suspend": Outcome(
        "Suspend the certificate", "Every flow through this connection closes at once.", "Suspended"
    ),
    "reinstate": Outcome(
        "Reinstate the certificate", "The connection may be used again.", "Reinstated"
    ),
    "withdraw": Outcome(
        "Withdraw the certificate",
        "Every flow through this connection closes at once, for good.",
        "Certificate withdrawn",
    ),
    "leave": Outcome(
        "End our connection", "Every flow through it closes at once, for good.", "Connection ended"
    ),
    "withdraw_endorsement": Outcome(
        "Withdraw the endorsement",
        "The SIRO is asked to decide again. Nothing closes by this alone.",
        "Endorsement withdrawn",
    ),
    "withdraw_adoption": Outcome(
        "Withdraw from this text",
        "{organisation} no longer stands by it. Its flows that rest on it close at once.",
        "Adoption withdrawn",
    ),
    "reaffirm": Outcome(
        "Keep the decision",
        "You have considered the withdrawn endorsement and {organisation} stands by its decision.",
        "Decision kept",
    ),
    "extend": Outcome("Extend", "The date moves once, by at most 90 days.", "Extended"),
}  # fmt: skip

ENDING = frozenset(
    {
        "withdraw_adoption",
        "withdraw_endorsement",
        "withdraw_acceptance",
        "suspend",
        "withdraw",
        "leave",
    }
)
"""Acts that take something back: offered apart from the others, and red."""


def outcome(act: str, organisation: str) -> Outcome:
    """The words of an act, the organisation's name put in; an unknown code shows itself."""
    found = OUTCOMES.get(act) or Outcome(act.replace("_", " ").capitalize(), "", "Done")
    hint = found.hint.format(organisation=organisation)
    return Outcome(named(found.label), hint, named(found.done))
