"""What each act is called: in the statement that is signed, on its record, and where it is chosen.

One table, so that a person signs the words that were offered. `{document}`, `{organisation}` and
`{regulator}` are filled in by whoever shows them.
"""

from __future__ import annotations

from collections.abc import Mapping

from workflows.added_acts import ADDED
from workflows.wording import ActWords

ACTS: Mapping[str, ActWords] = {
    "endorse": ActWords(
        signs="endorse {document} without conditions",
        record="Endorsement",
        label="Endorse",
        hint="Your advice is that {organisation} can approve this text as it stands.",
        done="Endorsed",
    ),
    "endorse_with_conditions": ActWords(
        signs="endorse {document}, on the conditions set out below",
        record="Endorsement with conditions",
        label="Endorse with conditions",
        hint="Your advice is that {organisation} can approve, if the conditions you write are met.",
        done="Endorsed with conditions",
    ),
    "not_endorse": ActWords(
        signs="do not endorse {document}, for the reasons set out below",
        record="Advice not to approve",
        label="Do not endorse",
        hint="Your advice is not to approve. The SIRO still decides, and gives reasons to depart.",
        done="Advice given: not endorsed",
    ),
    "ask_for_changes": ActWords(
        signs="ask for changes to {document}, for the reasons set out below",
        record="Request for changes",
        label="Ask for changes",
        hint="The drafters are asked for a new version. No other organisation is affected.",
        done="Changes asked for",
    ),
    "approve": ActWords(
        signs="approve {document} for {organisation} and accept the residual risk it records",
        record="Approval",
        label="Approve",
        hint="{organisation} adopts this text and accepts the risk it records.",
        done="Approved",
    ),
    "approve_with_conditions": ActWords(
        signs="approve {document} for {organisation}, on the conditions set out below",
        record="Approval with conditions",
        label="Approve with conditions",
        hint="{organisation} adopts this text on the conditions you write.",
        done="Approved with conditions",
    ),
    "reject": ActWords(
        signs="reject {document} for {organisation}, for the reasons set out below",
        record="Rejection",
        label="Reject",
        hint="{organisation} does not adopt this text.",
        done="Rejected",
    ),
    "refer_to_ico": ActWords(
        signs="refer {document} to the {regulator} before any decision",
        record="Referral to the {regulator}",
        label="Refer to the {regulator}",
        hint="The high risk needs prior consultation. The decision is held until it is closed.",
        done="Referred to the {regulator}",
    ),
    "review_security": ActWords(
        signs="have reviewed the security requirements of {document} and find them sufficient",
        record="Security review",
        label="Find the security requirements sufficient",
        hint="It goes on to the DPO.",
        done="Security reviewed",
    ),
    "agree_as_owner": ActWords(
        signs="agree {document} as owner of the information it shares",
        record="Agreement of the information asset owner",
        label="Agree as information asset owner",
        hint="It goes on to the SIRO for decision.",
        done="Agreed as owner",
    ),
    "decline_as_owner": ActWords(
        signs="decline {document} as owner of the information it would share",
        record="Refusal of the information asset owner",
        label="Decline as information asset owner",
        hint="{organisation} does not enter this agreement.",
        done="Declined as owner",
    ),
    "sign": ActWords(
        signs="sign {document} for {organisation}, which will keep its terms",
        record="Signature",
        label="Sign",
        hint="{organisation} is bound by this agreement.",
        done="Signed",
    ),
    "decline": ActWords(
        signs="decline {document} for {organisation}, for the reasons set out below",
        record="Refusal to sign",
        label="Decline to sign",
        hint="{organisation} does not enter this agreement.",
        done="Declined",
    ),
    "confirm_caldicott": ActWords(
        signs="confirm that {document} meets the Caldicott Principles for {organisation}",
        record="Caldicott Guardian's confirmation",
        label="Confirm the Caldicott Principles are met",
        hint="It goes on to the authorised signatory.",
        done="Confirmed by the Caldicott Guardian",
    ),
    "declare": ActWords(
        signs="declare that {document} is a true account of how {organisation} meets the code",
        record="Declaration",
        label="Declare the return true",
        hint="It goes to the lead force for assessment.",
        done="Declared",
    ),
    "assess": ActWords(
        signs="have assessed {document} and the evidence for it",
        record="Assessment of the connection",
        label="Assess as ready for a certificate",
        hint="It goes on to the SIRO of the lead force.",
        done="Assessed",
    ),
    "certify": ActWords(
        signs="certify {document}: the connection may be used until the certificate ends",
        record="Certificate of connection",
        label="Certify",
        hint="The connection may be used until the certificate ends.",
        done="Certified",
    ),
    "certify_with_remediation": ActWords(
        signs="certify {document}, subject to its remediation plan",
        record="Certificate of connection with remediation",
        label="Certify with remediation",
        hint="The connection may be used while the conditions you write are met in time.",
        done="Certified with remediation",
    ),
    "refuse": ActWords(
        signs="refuse to certify {document}, for the reasons set out below",
        record="Refusal of the certificate",
        label="Refuse the certificate",
        hint="The connection may not be used.",
        done="Refused",
    ),
    "accept": ActWords(
        signs="accept for {organisation} the certified connection described in {document}",
        record="Acceptance of the connection",
        label="Accept the connection",
        hint="{organisation} relies on the lead force's certificate for its own flows.",
        done="Connection accepted",
    ),
    "withdraw_endorsement": ActWords(
        signs="withdraw the endorsement of {document} given for {organisation}",
        record="Withdrawal of the endorsement",
        label="Withdraw the endorsement",
        hint="The SIRO is asked to decide again. Nothing closes by this alone.",
        done="Endorsement withdrawn",
    ),
    "withdraw_adoption": ActWords(
        signs="withdraw {organisation} from {document}",
        record="Withdrawal from the text",
        label="Withdraw from this text",
        hint="{organisation} no longer stands by it. Its flows that rest on it close at once.",
        done="Adoption withdrawn",
    ),
    "decide_without_advice": ActWords(
        signs="go on to decide {document} without the advice that was sought",
        record="Decision to go on without advice",
        label="Go on without advice",
        hint=(
            "The advice was sought, is late and was escalated. The record says it was not received."
        ),
        done="Going on without advice",
    ),
    "not_accept": ActWords(
        signs="do not accept the connection described in {document} for {organisation}",
        record="Refusal to accept the connection",
        label="Do not accept the connection",
        hint="Flows of {organisation} through this connection stay closed.",
        done="Connection not accepted",
    ),
    "withdraw_acceptance": ActWords(
        signs="withdraw {organisation}'s acceptance of the connection in {document}",
        record="Withdrawal of the acceptance",
        label="Withdraw the acceptance",
        hint="Flows of {organisation} through this connection close at once.",
        done="Acceptance withdrawn",
    ),
    "suspend": ActWords(
        signs="suspend the certificate of {document}, for the reasons set out below",
        record="Suspension of the certificate",
        label="Suspend the certificate",
        hint="Every flow through this connection closes at once.",
        done="Suspended",
    ),
    "reinstate": ActWords(
        signs="reinstate the certificate of {document}",
        record="Reinstatement of the certificate",
        label="Reinstate the certificate",
        hint="The connection may be used again.",
        done="Reinstated",
    ),
    "withdraw": ActWords(
        signs="withdraw the certificate of {document}, for the reasons set out below",
        record="Withdrawal of the certificate",
        label="Withdraw the certificate",
        hint="Every flow through this connection closes at once, for good.",
        done="Certificate withdrawn",
    ),
    "leave": ActWords(
        signs="end {organisation}'s connection described in {document}",
        record="End of the connection",
        label="End our connection",
        hint="Every flow through it closes at once, for good.",
        done="Connection ended",
    ),
    "reaffirm": ActWords(
        signs=(
            "have considered the withdrawn endorsement and keep {organisation}'s decision "
            "on {document}"
        ),
        record="Decision kept",
        label="Keep the decision",
        hint=(
            "You have considered the withdrawn endorsement and {organisation} stands by "
            "its decision."
        ),
        done="Decision kept",
    ),
    "extend": ActWords(
        signs="extend {document} for {organisation} once, until the date set out below",
        record="Extension",
        label="Extend",
        hint="The date moves once, by at most 90 days.",
        done="Extended",
    ),
    **ADDED,
}


def act_words(act: str) -> ActWords:
    """The words of an act; a code that no table knows shows itself."""
    shown = act.replace("_", " ").capitalize()
    return ACTS.get(act) or ActWords(f"{shown.lower()} {{document}}", shown, shown, "", "Done")
