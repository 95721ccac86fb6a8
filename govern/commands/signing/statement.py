"""What a signatory signs, in words and as data: shown before the act, digested, and printed on the
record.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from govern.bodies import Bodies
from govern.clock import london
from govern.ledger.leaf import canonical
from workflows import roles
from workflows.engine import Actor, Form

WORDS: Mapping[str, str] = {
    "endorse": "endorse {document} without conditions",
    "endorse_with_conditions": "endorse {document}, on the conditions set out below",
    "not_endorse": "do not endorse {document}, for the reasons set out below",
    "ask_for_changes": "ask for changes to {document}, for the reasons set out below",
    "approve": "approve {document} for {organisation} and accept the residual risk it records",
    "approve_with_conditions": (
        "approve {document} for {organisation}, on the conditions set out below"
    ),
    "reject": "reject {document} for {organisation}, for the reasons set out below",
    "refer_to_ico": "refer {document} to the {regulator} before any decision",
    "review_security": (
        "have reviewed the security requirements of {document} and find them sufficient"
    ),
    "agree_as_owner": "agree {document} as owner of the information it shares",
    "decline_as_owner": "decline {document} as owner of the information it would share",
    "sign": "sign {document} for {organisation}, which will keep its terms",
    "decline": "decline {document} for {organisation}, for the reasons set out below",
    "confirm_caldicott": (
        "confirm that {document} meets the Caldicott Principles for {organisation}"
    ),
    "declare": "declare that {document} is a true account of how {organisation} meets the code",
    "assess": "have assessed {document} and the evidence for it",
    "certify": "certify {document}: the connection may be used until the certificate ends",
    "certify_with_remediation": "certify {document}, subject to its remediation plan",
    "refuse": "refuse to certify {document}, for the reasons set out below",
    "accept": "accept for {organisation} the certified connection described in {document}",
    "withdraw_endorsement": "withdraw the endorsement of {document} given for {organisation}",
    "withdraw_adoption": "withdraw {organisation} from {document}",
    "decide_without_advice": "go on to decide {document} without the advice that was sought",
    "not_accept": "do not accept the connection described in {document} for {organisation}",
    "withdraw_acceptance": "withdraw {organisation}'s acceptance of the connection in {document}",
    "suspend": "suspend the certificate of {document}, for the reasons set out below",
    "reinstate": "reinstate the certificate of {document}",
    "withdraw": "withdraw the certificate of {document}, for the reasons set out below",
    "leave": "end {organisation}'s connection described in {document}",
    "reaffirm": (
        "have considered the withdrawn endorsement and keep {organisation}'s decision on {document}"
    ),
    "extend": "extend {document} for {organisation} once, until the date set out below",
}


@dataclass(frozen=True)
class Subject:
    """The frozen text that an act is about, and for whom it is done."""

    kind: str
    document_id: str
    reference: str
    title: str
    version: int
    version_id: str
    frozen_digest: str
    content_digest: str
    organisation_id: str
    organisation: str

    @property
    def named(self) -> str:
        """How the document is named in a sentence."""
        return f"{self.reference} version {self.version} ({self.title})"


def statement(
    subject: Subject,
    act: str,
    by: Actor,
    person: str,
    form: Form,
    *,
    bodies: Bodies,
    advice: str | None = None,
) -> dict[str, Any]:
    """The statement as plain data. The sentence names the role, the body and the exact text.

    `advice` is what is printed of the DPO's advice beside a decision ("advice sought on D, not
    received"). `bodies`: what the regulator is called.
    """
    words = bodies.named(WORDS[act]).format(
        document=subject.named, organisation=subject.organisation
    )
    title = roles.TITLES[by.role]
    office = f"{title} of {subject.organisation}"
    if by.delegation:
        office = f"for and on behalf of the {office} under a written delegation"
    sentence = f"I, {person}, {office}, {words}."
    return {
        "act": act,
        "sentence": sentence,
        "document": {
            "id": subject.document_id,
            "kind": subject.kind,
            "reference": subject.reference,
            "title": subject.title,
            "version": subject.version,
        },
        "frozen_digest": f"sha256:{subject.frozen_digest}",
        "content_digest": f"sha256:{subject.content_digest}",
        "organisation": subject.organisation,
        "role": by.role,
        "conditions": [_condition(condition) for condition in form.conditions],
        "reasons": form.reasons,
        "ico": form.ico,
        "ico_reasons": form.ico_reasons,
        "until": form.until.isoformat() if form.until else None,
        "advice": advice,
    }


def digest(statement: Mapping[str, Any]) -> str:
    """SHA-256 of the statement's canonical form, hex."""
    return hashlib.sha256(canonical(statement)).hexdigest()


def shown_at(at: Any) -> str:
    """An instant as the record prints it: London time."""
    return f"{london(at):%-d %B %Y at %H:%M}"


def _condition(condition: Any) -> dict[str, Any]:
    return {
        "text": condition.text,
        "timing": condition.timing,
        "due_on": condition.due_on.isoformat() if condition.due_on else None,
        "on_overdue": condition.on_overdue,
    }
