"""Making shards: only those whose rows are others than when they were last published, and of a
large one only the rows that changed.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from datetime import datetime

from govern.clock import text
from govern.installation import Installation
from govern.register.codes import coded
from govern.register.derive import Register
from govern.register.observe import observing
from govern.register.repository import shard
from govern.register.repository.code_table import codes_name, encode_codes
from govern.register.row import FlowKey, Row
from govern.store import organisations
from govern.store.live import LiveSource

CODES = ".codes.json.gz"
SMALL = 1_000
"""A shard of fewer rows is made whole each time: that takes less than the moment it saves."""
MOST_CHANGED, ONE_IN = 1_000, 8
"""More rows than these, or than one in eight, are not kept beside a shard: it is made anew."""


@dataclass(frozen=True)
class Shards:
    """Targets by name, and the names of targets that are no more once these are published."""

    new: Mapping[str, bytes]
    dropped: Set[str]


@dataclass(frozen=True)
class _Whole:
    """A shard as it was made whole: its SHA-256, how many rows, and which changed since."""

    digest: str
    size: int
    changed: frozenset[FlowKey] = frozenset()


@dataclass(frozen=True)
class _Made:
    register: Register | None = None
    observing: Mapping[str, str] = field(default_factory=dict)
    wholes: Mapping[str, _Whole] = field(default_factory=dict)
    tables: tuple[object, ...] | None = None


class ShardMaker:
    """Remembers the rows that were published; it knows nothing of files."""

    def __init__(self, installation: Installation) -> None:
        self._installation = installation
        self._published = _Made()
        self._next = _Made()

    def make(self, source: LiveSource, published: Mapping[str, str], now: datetime) -> Shards:
        """The shards of forces with another row, or another observe mode, than remembered, and of
        those that are not `published` (SHA-256 by target name). It takes time in proportion to the
        rows that changed, or to all rows of a shard that is made whole.
        """
        before, register = self._published, source.register
        observed = observing(source.facts, text(now))
        forces = self._forces()
        changed = _changed(before.register, register)
        touched = {force for force in forces if shard.target_name(force) not in published}
        touched |= forces if changed is None else changed.keys()
        touched |= {force for force, _ in observed.items() ^ before.observing.items()}
        new: dict[str, bytes] = {}
        dropped: set[str] = set()
        wholes = dict(before.wholes)
        again = set()
        for force in touched:
            whole = self._grown(force, published, (changed or {}).get(force, set()))
            if whole is None or changed is None:
                again.add(force)
                continue
            wholes[force] = whole
            rows = [register.rows[key] for key in whole.changed]
            data = shard.encode(force, rows, observed.get(force), whole.digest)
            new[shard.changes_name(force)] = data
        for force, found in _grouped(register, again).items():
            data = shard.encode(force, found, observed.get(force))
            wholes[force] = _Whole(hashlib.sha256(data).hexdigest(), len(found))
            new[shard.target_name(force)] = data
            dropped.add(shard.changes_name(force))
        tables = _tables(source)
        if tables is None or not _same(tables, before.tables):
            self._codes(source, published, now, new, dropped)
        self._next = _Made(register, observed, wholes, tables)
        return Shards(new, dropped)

    def _codes(
        self,
        source: LiveSource,
        published: Mapping[str, str],
        now: datetime,
        new: dict[str, bytes],
        dropped: set[str],
    ) -> None:
        """The tables of codes: each force that has one publishes it whole."""
        tables = coded(source.facts, text(now))
        held = {codes_name(force): (force, table) for force, table in tables.items() if table}
        new |= {name: encode_codes(force, table) for name, (force, table) in held.items()}
        dropped |= {name for name in published if name.endswith(CODES) and name not in held}

    def remember(self) -> None:
        """What `make` made last is published."""
        self._published = self._next

    def _grown(
        self, force: str, published: Mapping[str, str], changed: Iterable[FlowKey]
    ) -> _Whole | None:
        """The shard that these changes are to be published beside; None to make it whole."""
        whole = self._published.wholes.get(force)
        if whole is None or published.get(shard.target_name(force)) != whole.digest:
            return None
        grown = whole.changed.union(changed)
        if whole.size < SMALL or len(grown) > min(MOST_CHANGED, whole.size // ONE_IN):
            return None
        return _Whole(whole.digest, whole.size, grown)

    def _forces(self) -> set[str]:
        with self._installation.reading() as session:
            return {row.slug for row in organisations.of_kind(session, "force", ended=True)}


def _tables(source: LiveSource) -> tuple[object, ...] | None:
    """The rows that tables of codes are made of; None when some evidence is in doubt, for then they
    may change without another row.
    """
    return None if source.facts.doubted else tuple(source.facts.rows("code_table").values())


def _same(now: tuple[object, ...], before: tuple[object, ...] | None) -> bool:
    """Whether they are the very same rows: a row is replaced and never altered."""
    return before is not None and list(map(id, now)) == list(map(id, before))


def _changed(before: Register | None, now: Register) -> Mapping[str, set[FlowKey]] | None:
    """By force the flows that have another row than before; None when that is not known."""
    if before is None:
        return None
    judged = now.steps.since(before.steps.mark)
    if judged is None:
        return _compared(before.rows, now.rows)
    found: dict[str, set[FlowKey]] = defaultdict(set)
    for key in judged:
        if before.rows.get(key) != now.rows[key]:
            found[key.force].add(key)
    return found


def _compared(
    before: Mapping[FlowKey, Row], rows: Mapping[FlowKey, Row]
) -> Mapping[str, set[FlowKey]] | None:
    """The same, of registers with the same flows. Rows judged alike are the same object."""
    if not before.keys() <= rows.keys():
        return None
    found: dict[str, set[FlowKey]] = defaultdict(set)
    for key, row in rows.items():
        if before.get(key) is not row:
            found[key.force].add(key)
    return found


def _grouped(register: Register, forces: Set[str]) -> dict[str, list[Row]]:
    grouped: dict[str, list[Row]] = {force: [] for force in forces}
    for key, row in register.rows.items() if forces else ():
        if key.force in grouped:
            grouped[key.force].append(row)
    return grouped
