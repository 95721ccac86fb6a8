"""The register's facts kept in memory: read once, then moved on by each new event's own changes."""

from __future__ import annotations

from datetime import datetime
from threading import RLock

from govern.ledger.events import catalogue
from govern.register.facts import Facts, Index, facts
from govern.store.append import head
from govern.store.database import Database
from govern.store.events import events, tables_at


class LiveFacts:
    """Facts as of the newest event. They come from the ledger alone, so an edited row cannot open a flow."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._index = Index({})
        self._seq = -1
        self._lock = RLock()

    def now(self) -> tuple[Facts, int]:
        """(facts, how many events they rest on), caught up with the ledger."""
        with self._lock, self._database.reading() as session:
            if head(session).size > self._seq + 1:
                for event in events(session, after=self._seq):
                    self._index.apply(catalogue.changes(event))
                    self._seq = event.seq
            return self._index.facts, self._seq + 1

    def at(self, instant: datetime) -> Facts:
        """The facts as recorded at a past instant, by replay."""
        with self._database.reading() as session:
            return facts(tables_at(session, instant))
