"""What a mail about a sign-off says: whose act is asked for whom, on which text, and how late."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from govern.clock import instant, london
from govern.store.rows.documents import DocumentRow, VersionRow
from govern.store.rows.organisations import OrganisationRow
from govern.store.rows.sign_offs import SignOffRow
from workflows.added_steps import KINDS

_ADDED = {kind.name: "review" for kind in KINDS} | {
    "owner_consent": "consent as owner",
    "acceptance_advice": "advice",
}
ASKED: Mapping[str, str] = {
    "security_review": "review of the security requirements",
    "advice": "advice",
    "owner": "agreement as owner",
    "decision": "decision",
    "referred": "decision, once the regulator has been consulted",
    "reconsider": "decision again: the endorsement was withdrawn",
    "caldicott": "confirmation of the Caldicott Principles",
    "signature": "signature",
    "declaration": "declaration",
    "assessment": "assessment",
    "certification": "decision on the certificate",
    "acceptance": "decision on relying on the certificate",
    **_ADDED,
}
"""Stage -> what is asked there, after "your"."""
PASSED_OVER = frozenset({"advice", *_ADDED})
"""Stages that the SIRO may pass over once they were escalated; no other step is ever left out."""


def about_sign_off(session: Session, row: SignOffRow) -> dict[str, str]:
    """The fields of a mail about a sign-off: references, names and dates, never content."""
    document = session.get_one(DocumentRow, row.document_id)
    return {
        "reference": document.reference,
        "title": document.title,
        "version": str(session.get_one(VersionRow, row.version_id).number),
        "organisation": session.get_one(OrganisationRow, row.organisation_id).name,
        "asked": ASKED.get(row.stage, "act"),
        "due_at": row.due_at or "",
    }


def how_late(due_at: str, at: datetime, percent: int) -> str:
    """How a chase says where the time is: against the exclusive end `due_at`."""
    due = instant(due_at)
    if due <= at:
        return "That day has passed."
    if london(due).date() == london(at).date() or percent >= 100:
        return "Hardly any time is left."
    return f"{percent}% of the time is used."


def goes_on(stage: str) -> str:
    """What an escalation opens: advice and added reviews may be passed over, nothing else."""
    if stage in PASSED_OVER:
        return "the SIRO may now go on without it, with reasons that the record prints"
    return "what is in force stays as it is until somebody acts"
