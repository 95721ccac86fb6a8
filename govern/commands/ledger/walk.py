"""Walking every event in order: its bytes, its place in the chain, its copied columns, replay."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from govern.clock import text
from govern.commands.ledger.report import Fault, Part
from govern.ledger import leaf
from govern.ledger.events import catalogue
from govern.ledger.leaf import Event
from govern.ledger.projection import Tables, apply
from govern.store.rows.ledger import EventRow


@dataclass
class Walk:
    """What the leaves say; `tables` is what they replay to, None when some event does not."""

    installation: str
    size: int = 0
    previous: str = leaf.NO_PREVIOUS
    at: str = ""
    tables: Tables | None = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def part(self) -> Part:
        """This part of the report."""
        note = "" if self.tables is not None else "Replay stopped there: rows cannot be compared."
        return Part("events", self.size, "events in one chain", tuple(self.faults), note)

    def take(self, row: Row[Any]) -> None:
        """The next event: every fault it has, and its changes."""
        raw = bytes(row.leaf)
        hashed = leaf.leaf_hash(raw)
        if row.seq != self.size:
            self._fault(row.seq, f"stands where event {self.size} should be: some are missing")
        if row.hash != hashed:
            self._fault(row.seq, "has a stored hash that is not its own", "hash")
        try:
            event = leaf.read(raw)
        except ValueError as fault:
            self._fault(row.seq, f"cannot be read: {fault}", "leaf")
            self.tables = None
        else:
            self._check(row, event)
            self._replay(event)
        self.previous, self.size = hashed, row.seq + 1

    def _check(self, row: Row[Any], event: Event) -> None:
        if event.seq != row.seq:
            self._fault(row.seq, f"says that it is event {event.seq}", "leaf")
        if event.installation != self.installation:
            self._fault(row.seq, "belongs to another installation", "leaf")
        if event.previous != self.previous:
            self._fault(row.seq, "does not follow the event before it: one of the two was changed")
        if text(event.at) < self.at:
            self._fault(row.seq, "is dated before the event before it", "leaf")
        self.at = text(event.at)
        for column, said in copies(event).items():
            if getattr(row, column) != said:
                self._fault(row.seq, f"has another {column} in its column than in its leaf", column)

    def _replay(self, event: Event) -> None:
        if self.tables is None:
            return
        try:
            apply(self.tables, catalogue.changes(event), event.seq)
        except (AttributeError, KeyError, ValueError, TypeError) as fault:
            self._fault(event.seq, f"does not follow from the events before it: {fault}", "leaf")
            self.tables = None

    def _fault(self, seq: int, sentence: str, column: str | None = None) -> None:
        self.faults.append(Fault(f"Event {seq} {sentence}.", "event", str(seq), column, event=seq))


def copies(event: Event) -> dict[str, str | None]:
    """The columns that repeat what the leaf says, to search by."""
    author = event.author
    return {
        "at": text(event.at),
        "type": event.type,
        "subject_kind": event.subject_kind,
        "subject_id": event.subject_id,
        "organisation_id": author.organisation if author else None,
        "person_id": author.person if author else None,
    }


def walk(session: Session, installation: str, each: Callable[[str, int], None]) -> Walk:
    """Walk the whole ledger in order; `each` is shown the hash of every leaf as it is, and how many
    that makes.
    """
    found = Walk(installation)
    for row in rows(session):
        found.take(row)
        each(found.previous, found.size)
    return found


def rows(session: Session, after: int = -1) -> Iterator[Row[Any]]:
    """The columns of `EventRow` in order of events, a thousand rows at a time."""
    query = select(EventRow.__table__).where(EventRow.seq > after).order_by(EventRow.seq)
    yield from session.execute(query.execution_options(yield_per=1000))
