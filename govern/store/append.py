"""Appending one event: its leaf, its place in the chain and the tree, its private texts and its
projection rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from govern.clock import instant, text
from govern.ledger import leaf, tree
from govern.ledger.events import catalogue
from govern.ledger.leaf import Author, Event
from govern.ledger.projection import Change
from govern.store.rows.ledger import EventRow, PrivateTextRow, TreeNodeRow
from govern.store.tables import projected


@dataclass(frozen=True)
class Head:
    """The end of the ledger: how many events, the last one's hash and instant."""

    size: int
    hash: str
    at: datetime | None


def head(session: Session) -> Head:
    """The ledger's present end."""
    row = session.execute(
        select(EventRow.seq, EventRow.hash, EventRow.at).order_by(EventRow.seq.desc()).limit(1)
    ).first()
    if row is None:
        return Head(0, leaf.NO_PREVIOUS, None)
    return Head(row.seq + 1, row.hash, instant(row.at))


def append(
    session: Session,
    *,
    installation: str,
    end: Head,
    at: datetime,
    type: str,
    author: Author | None,
    subject: tuple[str, str],
    data: Mapping[str, Any],
    private: Mapping[str, Any],
) -> Event:
    """Append the next event and write its projection rows. ValueError when the data do not fit the
    type.
    """
    kind = catalogue.TYPES[type]
    if faults := kind.faults(data):
        raise ValueError("; ".join(faults))
    salted = {name: (leaf.new_salt(), plain) for name, plain in private.items()}
    event = Event(
        installation=installation,
        seq=end.size,
        at=at,
        type=type,
        type_version=kind.version,
        author=author,
        subject_kind=subject[0],
        subject_id=subject[1],
        data=data,
        commitments={name: leaf.commitment(*pair) for name, pair in salted.items()},
        previous=end.hash,
    )
    raw = event.leaf()
    _write_event(session, event, raw)
    for name, (salt, plain) in salted.items():
        session.execute(
            insert(PrivateTextRow).values(
                commitment=event.commitments[name],
                seq=event.seq,
                name=name,
                salt=salt,
                text=orjson.dumps(plain).decode(),
            )
        )
    # Rows come from the leaf as it reads, canonical and in NFC, so that replay makes the same ones.
    for change in catalogue.changes(leaf.read(raw)):
        write(session, change, event.seq)
    return event


def write(session: Session, change: Change, seq: int) -> None:
    """Make or change one projection row. LookupError when the row to change is not there."""
    row = projected()[change.table]
    values = {**change.values, "seq": seq}
    if change.new:
        session.execute(insert(row).values(id=change.key, **values))
        return
    changed = session.execute(update(row).where(row.id == change.key).values(**values))
    if changed.rowcount != 1:  # type: ignore[attr-defined]  # CursorResult, typed as Result
        raise LookupError(f"{change.table} {change.key} is not there to change")


def _write_event(session: Session, event: Event, raw: bytes) -> None:
    hashed = leaf.leaf_hash(raw)
    session.execute(
        insert(EventRow).values(
            seq=event.seq,
            leaf=raw,
            hash=hashed,
            at=text(event.at),
            type=event.type,
            subject_kind=event.subject_kind,
            subject_id=event.subject_id,
            organisation_id=event.author.organisation if event.author else None,
            person_id=event.author.person if event.author else None,
        )
    )
    lookup = nodes(session)
    for level, index, value in tree.grown(lookup, event.seq, bytes.fromhex(hashed)):
        session.execute(insert(TreeNodeRow).values(level=level, index=index, hash=value))


def nodes(session: Session) -> tree.Lookup:
    """The stored complete subtrees, as the tree asks for them."""

    def lookup(level: int, index: int) -> bytes:
        found = session.execute(
            select(TreeNodeRow.hash).where(TreeNodeRow.level == level, TreeNodeRow.index == index)
        ).scalar_one()
        return bytes(found)

    return lookup
