"""Make an agreement's executed copy once every required party has signed (decision 12)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from govern.clock import text
from govern.commands.signing.carry_over import TITLE
from govern.commands.signing.record_facts import ledger_position, office_title
from govern.commands.signing.record_head import head as record_head
from govern.installation import Installation
from govern.records.document import marking
from govern.records.executed import executed_copy
from govern.records.stamp import in_full
from govern.store import drafts, events
from govern.store.append import head
from govern.store.people import person_name
from govern.store.rows.documents import DocumentRow, VersionRow
from govern.store.rows.organisations import AppointmentRow, OrganisationRow
from govern.store.rows.sign_offs import ActRow, SignOffRow
from workflows.acts import act_words


@dataclass(frozen=True)
class _Counterpart:
    digest: str
    name: str
    cited: dict[str, Any]


def make_executed_copy(installation: Installation, *, version_id: str) -> str:
    """Seal the executed copy with every party's record attached; returns its SHA-256 in hex. Safe
    to repeat.
    """
    at = installation.clock.now()
    with installation.reading() as session:
        version = session.get_one(VersionRow, version_id)
        if version.executed_copy_sha256:
            return version.executed_copy_sha256
        parts = _counterparts(session, version_id)
        frozen = installation.archive.get(version.pdf_digest or "")
        record = _facts(installation, session, version, parts, len(frozen), text(at))
        marked = marking(drafts.content(session, version))
    copy = executed_copy(
        frozen,
        record=record,
        counterparts={part.name: installation.archive.get(part.digest) for part in parts},
        address=record["version"]["status_address"],
        keyring=installation.keyring,
        at=at,
        marking=marked,
        authority=installation.time_authority,
    )
    digest = installation.archive.put(copy)
    with installation.writing(None) as w:
        if not w.session.get_one(VersionRow, version_id).executed_copy_sha256:
            w.record(
                "executed_copy_sealed",
                ("version", version_id),
                {"executed_copy_sha256": digest, "size": len(copy)},
            )
    return digest


def _counterparts(session: Session, version_id: str) -> list[_Counterpart]:
    return [*_signed(session, version_id), *_carried(session, version_id)]


def _carried(session: Session, version_id: str) -> list[_Counterpart]:
    """The notices of those whose sign-off of an older version goes on: nobody's signature."""
    query = (
        select(SignOffRow, OrganisationRow)
        .join(OrganisationRow, OrganisationRow.id == SignOffRow.organisation_id)
        .where(SignOffRow.version_id == version_id, SignOffRow.outcome == "carried")
        .order_by(SignOffRow.completed_at, OrganisationRow.slug)
    )
    return [
        _Counterpart(
            row.record_sha256 or "",
            f"{body.slug}.pdf",
            {
                "digest": f"sha256:{row.record_sha256}",
                "act": TITLE,
                "organisation": body.name,
                "signatory": "Notice by the service",
                "at": row.completed_at,
                "attached": f"{body.slug}.pdf",
            },
        )
        for row, body in session.execute(query)
    ]


def _signed(session: Session, version_id: str) -> list[_Counterpart]:
    query = (
        select(ActRow, OrganisationRow)
        .join(SignOffRow, SignOffRow.record_sha256 == ActRow.record_sha256)
        .join(OrganisationRow, OrganisationRow.id == ActRow.organisation_id)
        .where(SignOffRow.version_id == version_id, SignOffRow.outcome == "complete")
        .order_by(ActRow.confirmed_seq)
    )
    return [_counterpart(session, act, body) for act, body in session.execute(query)]


def _counterpart(session: Session, act: ActRow, body: OrganisationRow) -> _Counterpart:
    name = f"{body.slug}.pdf"
    digest = act.record_sha256 or ""
    cited = {
        "digest": f"sha256:{digest}",
        "act": act_words(act.act).record,
        "organisation": body.name,
        "signatory": f"{person_name(session, act.person_id)}, {_office(session, act)}",
        "at": act.confirmed_at,
        "attached": name,
    }
    return _Counterpart(digest, name, cited)


def _office(session: Session, act: ActRow) -> str:
    return in_full(office_title(session.get_one(AppointmentRow, act.appointment_id)))


def _facts(
    installation: Installation,
    session: Session,
    version: VersionRow,
    parts: list[_Counterpart],
    size: int,
    at: str,
) -> dict[str, Any]:
    last = next(events.events(session, after=head(session).size - 2))
    document = session.get_one(DocumentRow, version.document_id)
    return {
        **record_head(installation, "executed_copy", document, version, size),
        "executed_at": at,
        "ledger": ledger_position(installation, session, last),
        "earlier_records": [part.cited for part in parts],
    }
