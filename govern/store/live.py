"""The register kept in memory: folded from the ledger event by event, judged again only where
something changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from threading import RLock
from typing import Any

from govern.clock import instant, text
from govern.ledger.events import catalogue
from govern.ledger.leaf import NO_PREVIOUS
from govern.ledger.projection import Change
from govern.register.affected import affected
from govern.register.coming import Turn, coming
from govern.register.decide import Standing
from govern.register.derive import Register, derive, rederive
from govern.register.explain import Explanation, explain
from govern.register.facts import Facts, Index, facts
from govern.register.foresee import foresee
from govern.register.row import FlowKey, Row
from govern.store.append import head
from govern.store.database import Database
from govern.store.events import events, tables_at

EPOCH = 1


@dataclass(frozen=True)
class _Undo:
    """Puts one row back as it was; `values` None takes it away."""

    table: str
    key: str
    values: Mapping[str, Any] | None


@dataclass(frozen=True)
class Switched:
    """A flow whose answer would change."""

    key: FlowKey
    before: Row | None
    after: Row


class LiveRegister:
    """The register as of the newest event.

    It comes from the ledger alone, so an edited projection row cannot open a flow; a ledger whose
    chain breaks closes every flow. Safe to use from several threads.
    """

    def __init__(self, database: Database, lease: timedelta) -> None:
        self._database = database
        self._lease = lease
        self._index = Index({})
        self._register: Register | None = None
        self._seq = -1
        self._last = NO_PREVIOUS
        self._newest = datetime.min.replace(tzinfo=UTC)
        self._broken = False
        self._lock = RLock()

    def at(self, now: datetime) -> LiveSource:
        """The register at `now`, as the source that questions are answered from."""
        with self._lock:
            register = self._present(now)
            lease_until = text(now + self._lease)
            return LiveSource(register, self._seq + 1, lease_until, self._index.facts)

    def explain(self, flow_id: str, now: datetime) -> Explanation:
        """Why one flow is open or closed, every fact read as of the same newest event."""
        with self._lock:
            register = self._present(now)
            return explain(self._index.facts, flow_id, instant(register.at))

    def coming(self, flow_id: str, now: datetime) -> tuple[Turn, ...]:
        """What time alone will do to one flow, unless somebody acts."""
        with self._lock:
            register = self._present(now)
            return coming(self._index.facts, flow_id, instant(register.at))

    def facts(self, now: datetime) -> Facts:
        """The facts as of the newest event. Hold no two look-ups of one moment to be of one
        event.
        """
        with self._lock:
            self._present(now)
            return self._index.facts

    def past(self, at: datetime) -> Facts:
        """The facts as they were recorded at a past instant, by replay."""
        with self._database.reading() as session:
            return facts(tables_at(session, at))

    def would_switch(self, changes: Iterable[Change], now: datetime) -> list[Switched]:
        """The flows that these row changes would open, close or give another reason: nothing is
        kept of them.
        """
        with self._lock:
            before = self._present(now)
            found = foresee(self._index, before, list(changes), max(now, instant(before.at)))
        rows = (*found.opened, *found.closed, *found.changed)
        return [Switched(row.key, before.rows.get(row.key), row) for row in rows]

    def _present(self, now: datetime) -> Register:
        """The register at `now`, or at the newest event's instant when the clock is behind it."""
        changed = self._catch_up(now)
        return self._judge(max(now, self._newest), changed)

    def _catch_up(self, now: datetime) -> set[str]:
        """Fold new events in; the ids of the flows they may touch."""
        touched: list[Any] = []
        with self._database.reading() as session:
            if head(session).size <= self._seq + 1:
                return set()
            for event in events(session, after=self._seq):
                if event.previous != self._last and not self._broken:
                    touched += self._distrust(event.seq, now)
                touched += self._index.apply(catalogue.changes(event))
                self._seq, self._last, self._newest = event.seq, event.hash(), event.at
        return affected(self._index.facts, touched) if self._register else set()

    def _distrust(self, seq: int, now: datetime) -> Iterable[Any]:
        """The chain is broken at event `seq`: nothing that follows from the ledger can be relied
        on.
        """
        self._broken = True
        failure = {"table_name": "event", "row_key": str(seq), "found_at": text(now)}
        return self._index.apply([_Undo("evidence_failure", f"chain-{seq}", failure)])

    def _judge(self, now: datetime, changed: set[str]) -> Register:
        held = self._register
        if held is None or text(now) < held.at:
            held = derive(self._index.facts, now)
        elif changed or (held.next_change is not None and held.next_change <= text(now)):
            held = rederive(held, self._index.facts, changed, now)
        self._register = held
        return held


@dataclass(frozen=True)
class LiveSource:
    """A derived register as a source of answers (govern.register.decide.Source).

    `facts` are those it was derived from, or later ones: hold no two look-ups to be of one event.
    """

    register: Register
    version: int
    lease_until: str
    facts: Facts

    def standing(self, at: str) -> Standing:
        """Always fresh: it was caught up with the ledger when it was taken."""
        return Standing(EPOCH, self.version, at, self.lease_until)

    def killed(self, key: FlowKey) -> bool:
        """Kills are among the rows' own reasons here."""
        return False

    def lookup(
        self, force: str, partner: str, category: str, purpose: str, direction: str
    ) -> Row | None:
        """The row of that flow, or None."""
        return self.register.lookup(force, partner, category, purpose, direction)
