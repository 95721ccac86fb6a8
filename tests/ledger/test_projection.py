"""From events to rows: every type fits its tables, and what does not fit together is refused."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from govern.ledger.events import catalogue
from govern.ledger.leaf import Event
from govern.ledger.projection import Change, Effect, EventType, Tables, apply, changes
from govern.store import rows
from govern.store.tables import projected

_KNOWN = rows.__all__
AT = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)
EFFECTS = [
    pytest.param(kind, effect, id=f"{kind.name}-{effect.table}")
    for kind in catalogue.TYPES.values()
    for effect in kind.effects
]


def event(type: str, data: dict[str, Any], subject_id: str = "s") -> Event:
    return Event(
        installation="i",
        seq=3,
        at=AT,
        type=type,
        type_version=1,
        author=None,
        subject_kind="thing",
        subject_id=subject_id,
        data=data,
    )


@pytest.mark.parametrize(("kind", "effect"), EFFECTS)
def test_an_effect_writes_columns_that_its_table_has(kind: EventType, effect: Effect) -> None:
    written = {*effect.fields, *effect.stamps, *effect.fixed, *effect.numbers}

    missing = written - {column.name for column in projected()[effect.table].__table__.columns}

    assert not missing


@pytest.mark.parametrize(("kind", "effect"), EFFECTS)
def test_a_new_row_gets_every_column_that_must_not_be_empty(
    kind: EventType, effect: Effect
) -> None:
    given = set(effect.fields) & {*kind.required, *(effect.fields if effect.each else ())}
    written = {*given, *effect.stamps, *effect.fixed, *effect.numbers, "id", "seq"}
    columns = projected()[effect.table].__table__.columns

    empty = {column.name for column in columns if not column.nullable} - written

    assert not effect.new or not empty


def test_every_table_is_begun_by_some_event() -> None:
    begun = {
        effect.table for kind in catalogue.TYPES.values() for effect in kind.effects if effect.new
    }

    assert begun == set(projected())


def test_data_that_a_type_does_not_know_are_a_fault() -> None:
    kind = EventType("opened", required=("a",), optional=("b",))

    assert kind.faults({"a": 1, "b": 2}) == []
    assert kind.faults({"c": 1}) == ["opened lacks a", "opened knows no c"]


def test_fields_stamps_numbers_and_constants_are_written() -> None:
    effect = Effect("t", True, fields=("a",), stamps=("at",), fixed={"f": 1}, numbers=("n",))
    kinds = {"opened": EventType("opened", ("a",), ("b",), (effect,))}

    made = changes(event("opened", {"a": "x", "b": "y"}), kinds)

    values = {"a": "x", "at": "2026-11-02T12:00:00.000Z", "f": 1, "n": 3}
    assert made == (Change("t", "s", values, True),)


def test_each_item_of_a_list_makes_a_row() -> None:
    effect = Effect("t", True, each="items", fields=("a",))
    kinds = {"listed": EventType("listed", ("items",), (), (effect,))}

    made = changes(event("listed", {"items": [{"id": "1", "a": 1}, {"id": "2", "z": 0}]}), kinds)

    assert [(change.key, change.values) for change in made] == [("1", {"a": 1}), ("2", {})]


def test_a_row_is_made_once_and_changed_only_when_it_is_there() -> None:
    tables: Tables = {}
    apply(tables, [Change("t", "k", {"a": 1}, True)], 0)
    apply(tables, [Change("t", "k", {"b": 2}, False)], 4)

    assert tables == {"t": {"k": {"id": "k", "a": 1, "b": 2, "seq": 4}}}
    with pytest.raises(ValueError, match="event 5: t k already exists"):
        apply(tables, [Change("t", "k", {}, True)], 5)
    with pytest.raises(ValueError, match="event 5: t q does not exist"):
        apply(tables, [Change("t", "q", {}, False)], 5)
