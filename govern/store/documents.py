"""Finding documents, versions and sign-offs by what people call them."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from govern.errors import NotFound
from govern.store.rows.documents import DocumentRow, VersionRow
from govern.store.rows.sign_offs import SignOffRow


def party_sign_off(session: Session, version_id: str, organisation_id: str) -> str:
    """The id of an organisation's newest sign-off of a version; NotFound when it has none."""
    query = (
        select(SignOffRow.id)
        .where(SignOffRow.version_id == version_id, SignOffRow.organisation_id == organisation_id)
        .order_by(SignOffRow.opened_at.desc(), SignOffRow.seq.desc())
    )
    found = session.scalars(query).first()
    if found is None:
        raise NotFound(f"no sign-off of version {version_id} by {organisation_id}")
    return found


def by_reference(session: Session, reference: str) -> DocumentRow:
    """The document with a display reference such as ISA-44; NotFound when there is none."""
    row = session.scalars(select(DocumentRow).where(DocumentRow.reference == reference)).first()
    if row is None:
        raise NotFound(f"document {reference}")
    return row


def numbered(session: Session, document_id: str, number: int) -> VersionRow:
    """Version `number` of a document; NotFound when there is none."""
    query = select(VersionRow).where(
        VersionRow.document_id == document_id, VersionRow.number == number
    )
    row = session.scalars(query).first()
    if row is None:
        raise NotFound(f"version {number} of document {document_id}")
    return row
