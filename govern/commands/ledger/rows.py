"""Comparing every projection row with the row that replay makes, column by column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import orjson
from sqlalchemy import Column, Table, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from govern.commands.ledger.report import Fault, Part
from govern.ledger.projection import Tables
from govern.store.tables import projected

_UNREADABLE = object()


def part(session: Session, tables: Tables) -> Part:
    """This part of the report."""
    faults: list[Fault] = []
    checked = 0
    for name, row in projected().items():
        expected = tables.get(name, {})
        checked += len(expected)
        faults += differences(session, row.__table__, expected)
    return Part("rows", checked, "rows that follow from the events", tuple(faults))


def differences(
    session: Session, table: Any, expected: Mapping[str, Mapping[str, Any]]
) -> Iterator[Fault]:
    """Every row and column of one table that is not what `expected` (by id) says."""
    seen = set()
    for found in _rows(session, table):
        key = found["id"]
        seen.add(key)
        if key not in expected:
            yield Fault(f"{table.name} {key} follows from no event.", table.name, str(key))
            continue
        for column, value in found.items():
            if not same(expected[key].get(column), value):
                sentence = f"{table.name} {key}: {column} is not what the events say."
                yield Fault(sentence, table.name, key, column)
    for key in expected.keys() - seen:
        yield Fault(f"{table.name} {key} is missing.", table.name, key)


def same(said: Any, found: Any) -> bool:
    """Whether two values are one value of JSON: true is not 1, and order in a list counts."""
    if said is None or isinstance(said, str) or found is None:
        return bool(said == found)
    try:
        ordered = orjson.OPT_SORT_KEYS
        return orjson.dumps(said, option=ordered) == orjson.dumps(found, option=ordered)
    except TypeError:
        return False


def _rows(session: Session, table: Table) -> Iterator[dict[str, Any]]:
    names = [column.name for column in table.columns]
    try:
        whole = session.execute(select(table)).all()
    except (SQLAlchemyError, ValueError, TypeError, LookupError):
        # Some value is of no kind that its column can hold: find out which.
        yield from _one_by_one(session, table)
        return
    for values in whole:
        yield dict(zip(names, values, strict=True))


def _one_by_one(session: Session, table: Table) -> Iterator[dict[str, Any]]:
    for key in session.scalars(select(table.c.id)).all():
        yield {column.name: _value(session, table, key, column) for column in table.columns}


def _value(session: Session, table: Table, key: str, column: Column[Any]) -> Any:
    try:
        return session.scalar(select(column).where(table.c.id == key))
    except (SQLAlchemyError, ValueError, TypeError, LookupError):
        return _UNREADABLE
