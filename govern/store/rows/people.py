"""People and how they sign in: the erasable personal data that ledger events name by id alone."""

from __future__ import annotations

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from govern.store.tables import ID, INSTANT, Row


class PersonRow(Row):
    """A human with one account. Erasing empties all but the id, which old acts still name."""

    __tablename__ = "person"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    name: Mapped[str]
    email: Mapped[str | None] = mapped_column(String(254), unique=True)
    password_hash: Mapped[str | None]
    totp_secret: Mapped[str | None] = mapped_column(String(64))
    created_at: Mapped[str] = mapped_column(INSTANT)
    erased_at: Mapped[str | None] = mapped_column(INSTANT)


class InviteRow(Row):
    """A single-use link by which a new person sets a password; only the token's hash is kept."""

    __tablename__ = "invite"
    __table_args__ = (Index(None, "person_id"),)

    token_sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[str] = mapped_column(ID)
    issued_at: Mapped[str] = mapped_column(INSTANT)
    expires_at: Mapped[str] = mapped_column(INSTANT)
    used_at: Mapped[str | None] = mapped_column(INSTANT)
