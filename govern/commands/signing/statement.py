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
from workflows.acts import ACTS
from workflows.engine import Actor, Form


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
    words = bodies.named(ACTS[act].signs).format(
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
