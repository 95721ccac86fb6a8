"""Carry a sign-off over to a version with a minor change: the service seals a notice that cites the
record a person signed. It is nobody's signature on the new bytes (decision 3).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from govern.clock import instant, text
from govern.commands.signing.follow_up import queue_executed_copy
from govern.commands.signing.record_facts import ledger_position
from govern.commands.signing.record_head import head as record_head
from govern.errors import Conflict
from govern.installation import Installation
from govern.ledger.leaf import Event
from govern.records.pades.signing import Attachment
from govern.records.seal import seal_notice
from govern.records.stamp import when
from govern.store import events, materiality
from govern.store.materiality import Carriable
from govern.store.rows.documents import DocumentRow, VersionRow
from govern.store.rows.organisations import OrganisationRow
from govern.store.rows.sign_offs import SignOffRow
from workflows.catalogue import workflow

NOTICE = "sign_off_carried_over"
TITLE = "Sign-off carried over"
ATTACHED = "record-carried-over.pdf"


@dataclass(frozen=True)
class _Gathered:
    """The open sign-off, what is carried over to it, and the event that confirmed it."""

    row: SignOffRow
    version: VersionRow
    found: Carriable
    confirmed: Event


def carry_over(installation: Installation, *, sign_off_id: str) -> str:
    """Seal the notice of a confirmed minor change, then complete the sign-off by it; returns the
    notice's SHA-256 in hex.

    Safe to repeat, like sealing an act: the notice is in the archive before the event says so.
    Conflict when the older sign-off has ended, or signing has begun, meanwhile.
    """
    at = installation.clock.now()
    with installation.reading() as session:
        row = session.get_one(SignOffRow, sign_off_id)
        if row.outcome == "carried" and row.record_sha256:
            return row.record_sha256
        given = _gather(session, row)
        frozen = installation.archive.get(given.version.pdf_digest or "")
        record = _facts(installation, session, given, len(frozen))
        cited = given.found.origin.record_sha256 or ""
    notice = seal_notice(
        frozen,
        record=record,
        address=f"{record['version']['status_address']}?notice={sign_off_id}",
        keyring=installation.keyring,
        at=at,
        attachments=(_attached(installation.archive.get(cited)),),
        authority=installation.time_authority,
    )
    digest = installation.archive.put(notice)
    return _complete(installation, sign_off_id, digest, len(notice))


def _gather(session: Session, row: SignOffRow) -> _Gathered:
    version = session.get_one(VersionRow, row.version_id)
    if row.materiality_view != "confirmed" or not _answers(row, version):
        raise Conflict("nobody has confirmed for this organisation that the change is minor")
    if isinstance(found := materiality.carriable(session, row), str):
        raise Conflict(found)
    answered = [e for e in events.about(session, [row.id]) if e.type == "materiality_answered"]
    return _Gathered(row, version, found, answered[-1])


def _answers(row: SignOffRow, version: VersionRow) -> bool:
    return row.materiality_note == (version.materiality or {}).get("note")


def _complete(installation: Installation, sign_off_id: str, digest: str, size: int) -> str:
    with installation.writing(None) as w:
        row = w.session.get_one(SignOffRow, sign_off_id)
        if row.outcome == "carried" and row.record_sha256:
            return row.record_sha256
        given = _gather(w.session, row)
        data = {
            "stage": workflow(row.chain, row.chain_version).done,
            "record_sha256": digest,
            "carried_from_id": given.found.origin.id,
            "size": size,
        }
        w.record("sign_off_carried", ("sign_off", sign_off_id), data)
        if row.chain.startswith("agreement"):
            queue_executed_copy(w, given.version)
    return digest


def _attached(content: bytes) -> Attachment:
    said = "The record that is carried over: signed by a person, on the version before"
    return Attachment(ATTACHED, content, "application/pdf", said, "Source")


def _facts(
    installation: Installation, session: Session, given: _Gathered, size: int
) -> dict[str, Any]:
    """record.json of kind notice."""
    version = given.version
    document = session.get_one(DocumentRow, version.document_id)
    body = session.get_one(OrganisationRow, given.row.organisation_id)
    origin = given.found.origin
    return {
        **record_head(installation, "notice", document, version, size),
        "organisation": {"id": body.id, "slug": body.slug, "name": body.name},
        "notice": {
            "name": NOTICE,
            "title": TITLE,
            "at": text(given.confirmed.at),
            "text": _text(document, body, given),
        },
        "ledger": ledger_position(installation, session, given.confirmed),
        "earlier_records": [
            {
                "digest": f"sha256:{origin.record_sha256}",
                "act": f"Sign-off of version {given.found.version.number}",
                "organisation": body.name,
                "at": origin.completed_at,
                "attached": ATTACHED,
            }
        ],
    }


def _text(document: DocumentRow, body: OrganisationRow, given: _Gathered) -> str:
    origin, earlier = given.found.origin, given.found.version
    by = {"force": "data protection officer", "partner": "authorised signatory"}[body.kind]
    return (
        f"The sign-off of version {earlier.number} carries over to version "
        f"{given.version.number}, with its conditions, for as long as it stands. "
        f"{body.name} signed {document.reference}, version {earlier.number}; that sign-off was "
        f"complete on {when(instant(origin.completed_at or ''))}. The lawyers say that what "
        f"version {given.version.number} changes for {body.name} is minor, and its {by} confirmed "
        f"that on {when(given.confirmed.at)}. The record that was signed is attached, SHA-256 "
        f"{origin.record_sha256}. This notice is sealed by the service. It is nobody's signature: "
        f"no officer of {body.name} has signed version {given.version.number}."
    )
