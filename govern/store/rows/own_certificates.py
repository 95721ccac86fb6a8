"""People's own certificates, and the acts that wait for a signature made with one."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from govern.store.tables import ID, INSTANT, Projected, Row


class OwnCertificateRow(Projected):
    """One registered certificate of a person. The certificate itself names them, so it is private
    text; `digest` is that of its DER form.
    """

    __tablename__ = "own_certificate"
    __table_args__ = (Index(None, "person_id"),)

    person_id: Mapped[str] = mapped_column(ID)
    digest: Mapped[str] = mapped_column(String(71))
    registered_at: Mapped[str] = mapped_column(INSTANT)
    ended_at: Mapped[str | None] = mapped_column(INSTANT)
    why: Mapped[str | None] = mapped_column(String(16))


class OwnSigningRow(Row):
    """A confirmed act whose file lacks its signature: where the bytes are kept, where the empty
    place is, and in `attributes` what the holder signs, in hexadecimal. It goes when the act is
    complete or has lapsed.
    """

    __tablename__ = "own_signing"

    act_id: Mapped[str] = mapped_column(ID, primary_key=True)
    own_certificate_id: Mapped[str] = mapped_column(ID)
    content_sha256: Mapped[str] = mapped_column(String(64))
    place_start: Mapped[int]
    place_end: Mapped[int]
    attributes: Mapped[str]
    facts: Mapped[dict[str, Any]]
    expires_at: Mapped[str] = mapped_column(INSTANT)


class OwnCertificateAskedRow(Row):
    """A certificate that waits for the second person, by digest: it names somebody, so it stands in
    no event before it is registered.
    """

    __tablename__ = "own_certificate_asked"

    digest: Mapped[str] = mapped_column(String(71), primary_key=True)
    person_id: Mapped[str] = mapped_column(ID, primary_key=True)
    certificate: Mapped[str]
