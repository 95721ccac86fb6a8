"""The ledger's own tables: events as leaves, Merkle nodes, and the erasable private texts they
commit to.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Index, LargeBinary, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from govern.store.tables import ID, INSTANT, Row


class EventRow(Row):
    """One ledger event. `leaf` is the truth; the other columns are copies to search by, checked on
    verification.
    """

    __tablename__ = "event"
    __table_args__ = (Index(None, "subject_id", "seq"), Index(None, "type", "seq"))

    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    leaf: Mapped[bytes] = mapped_column(LargeBinary)
    hash: Mapped[str] = mapped_column(String(64), unique=True)
    at: Mapped[str] = mapped_column(INSTANT)
    type: Mapped[str] = mapped_column(String(64))
    subject_kind: Mapped[str] = mapped_column(String(32))
    subject_id: Mapped[str] = mapped_column(ID)
    organisation_id: Mapped[str | None] = mapped_column(ID)
    person_id: Mapped[str | None] = mapped_column(ID)


class TreeNodeRow(Row):
    """The hash of one complete subtree of the Merkle tree."""

    __tablename__ = "tree_node"

    level: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    index: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    hash: Mapped[bytes] = mapped_column(LargeBinary(32))


class PrivateTextRow(Row):
    """A personal or free text that an event commits to; erasing it deletes the salt with it."""

    __tablename__ = "event_private"
    __table_args__ = (Index(None, "seq"),)

    commitment: Mapped[str] = mapped_column(String(64), primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger)
    name: Mapped[str] = mapped_column(String(64))
    salt: Mapped[str] = mapped_column(String(64))
    text: Mapped[str]
