"""Reading the ledger: events in order, private texts, tree heads, and replay into plain tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from govern.clock import text
from govern.ledger import leaf, tree
from govern.ledger.events import catalogue
from govern.ledger.leaf import Event
from govern.ledger.projection import Tables, apply
from govern.store.append import head, nodes
from govern.store.rows.ledger import EventRow, PrivateTextRow
from govern.store.tables import projected


def events(session: Session, after: int = -1, until: datetime | None = None) -> Iterator[Event]:
    """Events in order, from the one after sequence `after`, recorded at `until` or before."""
    query = select(EventRow.leaf).where(EventRow.seq > after).order_by(EventRow.seq)
    if until is not None:
        query = query.where(EventRow.at <= text(until))
    for raw in session.execute(query.execution_options(yield_per=1000)).scalars():
        yield leaf.read(bytes(raw))


def about(session: Session, subject_ids: Iterable[str]) -> list[Event]:
    """Every event whose subject is one of `subject_ids`, in order: the history of a thing."""
    query = select(EventRow.leaf).where(EventRow.subject_id.in_(list(subject_ids)))
    rows = session.execute(query.order_by(EventRow.seq)).scalars()
    return [leaf.read(bytes(raw)) for raw in rows]


def private_texts(session: Session, commitments: Iterable[str]) -> dict[str, Any]:
    """commitment -> the text it commits to, for those that were not erased."""
    query = select(PrivateTextRow).where(PrivateTextRow.commitment.in_(list(commitments)))
    return {row.commitment: orjson.loads(row.text) for row in session.scalars(query)}


def replay(found: Iterable[Event]) -> Tables:
    """The projection tables that these events make. ValueError when they do not fit together."""
    tables: Tables = {}
    for event in found:
        apply(tables, catalogue.changes(event), event.seq)
    return tables


def tables_at(session: Session, at: datetime) -> Tables:
    """The projection tables as they were recorded at instant `at`."""
    return replay(events(session, until=at))


def tables_now(session: Session, names: Iterable[str] | None = None) -> Tables:
    """The projection tables as they stand in the database, null columns left out."""
    rows = projected()
    return {name: _rows(session, rows[name]) for name in (names or rows)}


def tree_head(session: Session, size: int | None = None) -> tuple[int, bytes]:
    """(size, Merkle root) of the ledger, or of its first `size` events."""
    count = head(session).size if size is None else size
    return count, tree.root(nodes(session), count)


def inclusion(session: Session, seq: int, size: int) -> list[bytes]:
    """The audit path of event `seq` in the tree of `size` events."""
    return tree.inclusion(nodes(session), seq, size)


def _rows(session: Session, row: Any) -> dict[str, dict[str, Any]]:
    found = session.execute(select(row.__table__)).mappings()
    kept = ({name: value for name, value in each.items() if value is not None} for each in found)
    return {values["id"]: values for values in kept}
