"""The certificate that a person may sign with, and the acts that wait for such a signature."""

from __future__ import annotations

from cryptography import x509
from sqlalchemy import select
from sqlalchemy.orm import Session

from govern.store import events
from govern.store.rows.own_certificates import (
    OwnCertificateAskedRow,
    OwnCertificateRow,
    OwnSigningRow,
)


def standing(session: Session, person_id: str) -> OwnCertificateRow | None:
    """The person's registered certificate; None when there is none, or it was ended."""
    query = select(OwnCertificateRow).where(
        OwnCertificateRow.person_id == person_id, OwnCertificateRow.ended_at.is_(None)
    )
    return session.scalars(query).first()


def certificate(session: Session, row: OwnCertificateRow) -> x509.Certificate:
    """The certificate itself. LookupError when it was erased with the person's data."""
    for event in events.about(session, [row.person_id]):
        made = event.type == "own_certificate_registered"
        if made and event.data["own_certificate_id"] == row.id:
            commitment = event.commitments["certificate"]
            if written := events.private_texts(session, [commitment]).get(commitment):
                return x509.load_pem_x509_certificate(str(written).encode())
    raise LookupError(f"own certificate {row.id}")


def asked(session: Session, person_id: str, digest: str) -> x509.Certificate | None:
    """The certificate that a second person is asked to confirm; None once that is over."""
    row = session.get(OwnCertificateAskedRow, (digest, person_id))
    return x509.load_pem_x509_certificate(row.certificate.encode()) if row else None


def waits(session: Session, act_id: str) -> bool:
    """Whether an act waits for a signature made outside."""
    return session.get(OwnSigningRow, act_id) is not None
