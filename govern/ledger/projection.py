"""From an event to the projection rows it makes or changes: the only way such a row comes about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from govern.clock import text
from govern.ledger.leaf import Event

Tables = dict[str, dict[str, dict[str, Any]]]
"""table -> key -> row, as plain JSON values: what replay builds and what the register's facts are
read from.
"""


@dataclass(frozen=True)
class Change:
    """Row `key` of `table` is made (`new`) or changed: `values` are the columns it sets."""

    table: str
    key: str
    values: Mapping[str, Any]
    new: bool


@dataclass(frozen=True)
class Effect:
    """How an event type writes one projection table.

    `key` names the data field that holds the row's id ("" = the event's subject). `fields` are
    copied from the data when given there, `stamps` get the event's instant, `numbers` its sequence
    number, `fixed` are constants. With `each`, the named data field is a list and every item (a
    mapping with its own `id`) makes or changes one row.
    """

    table: str
    new: bool = False
    key: str = ""
    fields: tuple[str, ...] = ()
    stamps: tuple[str, ...] = ()
    fixed: Mapping[str, Any] = field(default_factory=dict)
    each: str = ""
    numbers: tuple[str, ...] = ()


@dataclass(frozen=True)
class EventType:
    """A permanent event name with its version, the data it must and may carry, and its effects."""

    name: str
    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    effects: tuple[Effect, ...] = ()
    version: int = 1

    def faults(self, data: Mapping[str, Any]) -> list[str]:
        """What is wrong with `data` for this type: fields missing or unknown."""
        known = {*self.required, *self.optional}
        return [f"{self.name} lacks {name}" for name in self.required if name not in data] + [
            f"{self.name} knows no {name}" for name in data if name not in known
        ]


def changes(event: Event, types: Mapping[str, EventType]) -> tuple[Change, ...]:
    """The rows that `event` makes or changes. KeyError for a type that is not in the catalogue."""
    return tuple(change for effect in types[event.type].effects for change in _apply(effect, event))


def apply(tables: Tables, changed: Iterable[Change], seq: int) -> None:
    """Write the changes of event `seq` into `tables`. ValueError when a new row exists or a changed
    one does not.
    """
    for change in changed:
        rows = tables.setdefault(change.table, {})
        if change.new == (change.key in rows):
            state = "already exists" if change.new else "does not exist"
            raise ValueError(f"event {seq}: {change.table} {change.key} {state}")
        rows.setdefault(change.key, {"id": change.key}).update(change.values, seq=seq)


def _apply(effect: Effect, event: Event) -> Iterator[Change]:
    if not effect.each:
        key = event.data[effect.key] if effect.key else event.subject_id
        yield Change(effect.table, key, _values(effect, event, event.data), effect.new)
        return
    for item in event.data.get(effect.each) or ():
        yield Change(effect.table, item["id"], _values(effect, event, item), effect.new)


def _values(effect: Effect, event: Event, data: Mapping[str, Any]) -> dict[str, Any]:
    values = {name: data[name] for name in effect.fields if name in data}
    values |= {**dict.fromkeys(effect.stamps, text(event.at)), **effect.fixed}
    return values | dict.fromkeys(effect.numbers, event.seq)
