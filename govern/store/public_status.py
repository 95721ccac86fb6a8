"""What anyone may know of a text: which one it is, and whether it is in force (decision 24)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from govern.store.rows.documents import BasisRow, DocumentRow, VersionRow
from govern.store.rows.enforcement import ConnectionRow
from govern.store.rows.sign_offs import ActRow, SignOffRow

State = Literal["in_force", "replaced", "not_in_force"]


@dataclass(frozen=True)
class PublicStatus:
    """One frozen text: nothing about its parties, its title or why."""

    reference: str
    kind: str
    version: int
    state: State
    replaced_by: int | None
    pdf_digest: str
    frozen_at: str
    token: str

    def sentence(self) -> str:
        """Whether the text is in force, as a sentence."""
        if self.state == "replaced":
            return f"This version is genuine and was replaced by version {self.replaced_by}."
        if self.state == "in_force":
            return "This version is genuine and in force."
        return "This version is genuine and is not in force."


def by_token(session: Session, token: str, now: str) -> PublicStatus | None:
    """The text whose unguessable status address this is; None for no such address."""
    found = session.scalar(select(VersionRow).where(VersionRow.status_token == token))
    return _status(session, found, now) if found else None


def by_digest(session: Session, sha256: str, now: str) -> PublicStatus | None:
    """The text that a file of this digest is: its frozen PDF, a record or notice, its copy."""
    signed = select(ActRow.frozen_digest).where(ActRow.record_sha256 == sha256)
    carried = select(SignOffRow.version_id).where(
        SignOffRow.record_sha256 == sha256, SignOffRow.carried_from_id.is_not(None)
    )
    query = select(VersionRow).where(
        or_(
            VersionRow.id.in_(carried),
            VersionRow.pdf_digest == sha256,
            VersionRow.executed_copy_sha256 == sha256,
            VersionRow.pdf_digest.in_(signed),
        )
    )
    found = session.scalars(query.limit(1)).first()
    return _status(session, found, now) if found else None


def _status(session: Session, version: VersionRow, now: str) -> PublicStatus | None:
    document = session.get_one(DocumentRow, version.document_id)
    if version.pdf_digest is None or version.frozen_at is None or version.status_token is None:
        return None
    stands = _signers(session, document, version, now)
    later = select(VersionRow).where(
        VersionRow.document_id == document.id, VersionRow.number > version.number
    )
    newer = {
        each.number: _signers(session, document, each, now)
        for each in session.scalars(later.order_by(VersionRow.number))
    }
    replacing = next((number for number, signers in newer.items() if signers), None)
    # Each organisation stays on the version it signed until it signs the next (decision 3).
    still = stands - frozenset().union(*newer.values())
    state: State = "not_in_force"
    if stands and still:
        state = "in_force"
    elif replacing:
        state = "replaced"
    return PublicStatus(
        reference=document.reference,
        kind=document.kind,
        version=version.number,
        state=state,
        replaced_by=replacing if state == "replaced" else None,
        pdf_digest=version.pdf_digest,
        frozen_at=version.frozen_at,
        token=version.status_token,
    )


def _signers(
    session: Session, document: DocumentRow, version: VersionRow, now: str
) -> frozenset[str]:
    """The organisations whose completed sign-off stands on a version that is in force."""
    if document.state != "live" or version.status != "frozen":
        return frozenset()
    if not _runs(session, document, version, now):
        return frozenset()
    query = select(SignOffRow.organisation_id).where(
        SignOffRow.version_id == version.id, SignOffRow.outcome.in_(("complete", "carried"))
    )
    return frozenset(session.scalars(query))


def _runs(session: Session, document: DocumentRow, version: VersionRow, now: str) -> bool:
    """Whether its own dates hold: an agreement's term, a certificate's end."""
    if document.kind == "sharing_agreement":
        listed = select(BasisRow).where(BasisRow.version_id == version.id)
        return _any_runs(((each.starts_at, each.ends_at) for each in session.scalars(listed)), now)
    if document.kind == "connection_return":
        certified = select(ConnectionRow).where(
            ConnectionRow.version_id == version.id, ConnectionRow.state == "certified"
        )
        found = session.scalars(certified)
        return _any_runs(((each.certified_at or now, each.expires_at or "") for each in found), now)
    return True


def _any_runs(terms: Iterable[tuple[str, str]], now: str) -> bool:
    return any(start <= now < end for start, end in terms)
