"""Making shards: only those whose rows are others than when they were last published."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from govern.clock import text
from govern.installation import Installation
from govern.register.observe import observing
from govern.register.repository import shard
from govern.register.row import FlowKey, Row
from govern.store import organisations
from govern.store.live import LiveSource


class ShardMaker:
    """Remembers the rows that were published; it knows nothing of files."""

    def __init__(self, installation: Installation) -> None:
        self._installation = installation
        self._rows: Mapping[FlowKey, Row] | None = None
        self._observing: Mapping[str, str] = {}

    def make(
        self, source: LiveSource, published: Collection[str], now: datetime
    ) -> dict[str, bytes]:
        """By target name the shards of forces with another row, or another observe mode, than
        remembered, and of those not `published`. It takes time in proportion to their rows.
        """
        rows, before = source.register.rows, self._rows
        observed = observing(source.facts, text(now))
        forces = self._forces()
        touched = {force for force in forces if shard.target_name(force) not in published}
        touched |= forces if before is None else _forces_of(before, rows)
        touched |= {force for force, _ in observed.items() ^ self._observing.items()}
        grouped: dict[str, list[Row]] = {force: [] for force in touched}
        for key, row in rows.items() if touched else ():
            if key.force in grouped:
                grouped[key.force].append(row)
        return {
            shard.target_name(force): shard.encode(force, found, observed.get(force))
            for force, found in grouped.items()
        }

    def remember(self, source: LiveSource, now: datetime) -> None:
        """What `make` made of this source is published."""
        self._rows = source.register.rows
        self._observing = observing(source.facts, text(now))

    def _forces(self) -> set[str]:
        with self._installation.reading() as session:
            return {row.slug for row in organisations.of_kind(session, "force", ended=True)}


def _forces_of(before: Mapping[FlowKey, Row], rows: Mapping[FlowKey, Row]) -> set[str]:
    """The forces with a row that is another than before. Rows judged alike are the same object."""
    if before is rows:
        return set()
    return {key.force for key, row in rows.items() if before.get(key) is not row}
