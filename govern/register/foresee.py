"""Looking ahead: what a change of facts would switch on or off, before anyone signs it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from govern.register.affected import affected
from govern.register.derive import Register, rederive
from govern.register.facts import Index, RowChange
from govern.register.row import Row


@dataclass(frozen=True, slots=True)
class Differences:
    """What differs between two registers: rows of the later one, in the order of their keys.

    `changed` rows stayed open or stayed closed, but for other reasons or until another end.
    """

    opened: tuple[Row, ...]
    closed: tuple[Row, ...]
    changed: tuple[Row, ...]

    @property
    def any(self) -> bool:
        """Whether anything differs that a gate or a person would notice."""
        return bool(self.opened or self.closed or self.changed)


def differences(before: Register, after: Register) -> Differences:
    """Compare two registers flow by flow; a flow that is new and closed is no difference."""
    opened, closed, changed = [], [], []
    for key in sorted(after.rows):
        old, new = before.rows.get(key), after.rows[key]
        if old is new:
            continue
        was_open = old is not None and old.open
        if new.open and not was_open:
            opened.append(new)
        elif was_open and not new.open:
            closed.append(new)
        elif old is not None and _noticed(old) != _noticed(new):
            changed.append(new)
    return Differences(tuple(opened), tuple(closed), tuple(changed))


def foresee(
    index: Index, register: Register, changes: Iterable[RowChange], at: datetime
) -> Differences:
    """What `register` would become at `at` if `changes` were recorded; nothing is kept.

    The index is changed and changed back, so hold the lock that guards it.
    """
    now = rederive(register, index.facts, (), at)
    with index.supposing(changes) as touched:
        then = rederive(now, index.facts, affected(index.facts, touched), at)
    return differences(now, then)


def _noticed(row: Row) -> tuple[object, ...]:
    return (
        row.reasons,
        row.valid_until,
        row.reason_at_end,
        row.obligations,
        row.evidence,
        row.allowance_seconds,
        row.fallback,
    )
