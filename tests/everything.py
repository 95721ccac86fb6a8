"""A ledger in which every projection table has a row, of plausible events."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, Boolean, ColumnElement, Integer

from govern.installation import Installation
from govern.ledger.events import catalogue
from govern.ledger.projection import Effect, EventType
from govern.store.identifiers import new_id
from govern.store.tables import projected


def fill(installation: Installation) -> None:
    """Record, for every table, the first event type that makes a row there."""
    done: set[str] = set()
    subject = ("thing", new_id())
    with installation.writing(None) as writing:
        for kind in catalogue.TYPES.values():
            made = {effect.table for effect in kind.effects if effect.new}
            if made - done:
                writing.record(kind.name, subject, _data(kind))
                done |= made


def other(column: ColumnElement[Any], value: Any) -> Any:
    """Another value that this column can hold."""
    if isinstance(column.type, JSON):
        return {"changed": True}
    if isinstance(column.type, Boolean):
        return not value
    if isinstance(column.type, Integer):
        return (value or 0) + 1
    return "0" if value != "0" else "1"


def _data(kind: EventType) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for effect in kind.effects:
        values = _values(effect)
        if effect.each:
            data[effect.each] = [{"id": new_id(), **values}] if effect.new else []
        else:
            data |= {name: value for name, value in values.items() if name in known(kind)}
    lacking = {name: "x" for name in kind.required if name not in data}
    return {**lacking, **data}


def known(kind: EventType) -> set[str]:
    """The fields an event of this type may carry."""
    return {*kind.required, *kind.optional}


def _values(effect: Effect) -> dict[str, Any]:
    columns = projected()[effect.table].__table__.columns
    return {name: _value(columns[name]) for name in effect.fields}


def _value(column: ColumnElement[Any]) -> Any:
    if isinstance(column.type, JSON):
        return ["a", {"b": 1}]
    if isinstance(column.type, Boolean):
        return True
    if isinstance(column.type, Integer):
        return 1
    return new_id()[: getattr(column.type, "length", None) or 32]
