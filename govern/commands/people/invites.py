"""Single-use invitations to set a password: the token is shown once and only its hash is kept."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from govern.clock import text
from govern.store.rows.people import InviteRow
from govern.store.writing import Writing

LASTS = timedelta(days=7)


def issue(writing: Writing, person_id: str) -> str:
    """A new token for a person; any that was not used yet is worthless from now on."""
    unused = InviteRow.person_id == person_id, InviteRow.used_at.is_(None)
    writing.session.execute(delete(InviteRow).where(*unused))
    token = secrets.token_urlsafe(32)
    row = {"token_sha256": digest(token), "person_id": person_id, "issued_at": text(writing.at)}
    ends = text(writing.at + LASTS)
    writing.session.execute(insert(InviteRow).values(**row, expires_at=ends))
    return token


def invited(session: Session, token: str, at: datetime) -> str | None:
    """The person whom an unused token invites at an instant, or None."""
    row = session.scalar(select(InviteRow).where(InviteRow.token_sha256 == digest(token)))
    if row is None or row.used_at is not None or row.expires_at <= text(at):
        return None
    return row.person_id


def burn(writing: Writing, token: str) -> None:
    """Mark a token as used."""
    used = update(InviteRow).where(InviteRow.token_sha256 == digest(token))
    writing.session.execute(used.values(used_at=text(writing.at)))


def digest(token: str) -> str:
    """What is kept of a token: a random one of 256 bits needs no salt."""
    return hashlib.sha256(token.encode()).hexdigest()
