"""Which bytes stand for a record now, and which records there are to keep."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from govern.store.rows.documents import VersionRow
from govern.store.rows.renewals import RenewalRow
from govern.store.rows.sign_offs import ActRow, SignOffRow


def newest(session: Session, digest: str) -> str:
    """The digest of the newest bytes of a record: its own unless it was archived. What was sealed
    is the beginning of them, and stays the record's name.
    """
    row = session.get(RenewalRow, digest)
    return row.renewed_sha256 if row else digest


def original(session: Session, digest: str) -> str:
    """The record whose newest bytes have this digest; the digest itself when it is nobody's."""
    found = session.scalar(select(RenewalRow.id).where(RenewalRow.renewed_sha256 == digest))
    return found or digest


def sealed(session: Session) -> Iterator[tuple[str, str | None]]:
    """(digest, until when its archive timestamp is good: None where it has none) of every record,
    notice and executed copy, the oldest of each first.
    """
    ends = {row.id: row.kept_until for row in session.scalars(select(RenewalRow))}
    acts = select(ActRow.record_sha256).where(ActRow.record_sha256.is_not(None))
    for digest in session.scalars(acts.order_by(ActRow.confirmed_seq)):
        yield digest or "", ends.get(digest or "")
    notices = select(SignOffRow.record_sha256).where(SignOffRow.carried_from_id.is_not(None))
    for digest in session.scalars(notices.order_by(SignOffRow.completed_at, SignOffRow.id)):
        yield digest or "", ends.get(digest or "")
    copies = select(VersionRow.executed_copy_sha256)
    copies = copies.where(VersionRow.executed_copy_sha256.is_not(None)).order_by(VersionRow.id)
    for digest in session.scalars(copies):
        yield digest or "", ends.get(digest or "")
