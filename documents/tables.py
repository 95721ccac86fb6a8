"""Reads reference tables: risks, powers, controls and the like, each row with its source."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from documents.loading import SOURCE, SOURCE_WORDS
from documents.reading import Item, read

Row = Mapping[str, Any]
_MARKS = ("verified_by", "verified_on")
_NEEDS = ("id", "title", "source", *_MARKS)


def load_table(path: Path) -> tuple[Row, ...]:
    """The rows of one reference table, in file order.

    A table is a list of mappings. Every row has `id`, `title`, `source`, `verified_by` and
    `verified_on`; any other key holds one sort of value throughout the table and is None in the
    rows that leave it out. Lists and mappings come out read-only. Raises DefinitionError.
    """
    rows: list[dict[str, Any]] = []
    sorts: dict[str, str] = {}
    seen: set[str] = set()
    for item in read(path).items():
        row = _row(item, sorts)
        if row["id"] in seen:
            item.fail(f"row '{row['id']}' stands twice")
        seen.add(row["id"])
        rows.append(row)
    return tuple(MappingProxyType({**dict.fromkeys(sorts), **row}) for row in rows)


def _row(item: Item, sorts: dict[str, str]) -> dict[str, Any]:
    entries = item.entries()
    for key in _NEEDS:
        if key not in entries:
            item.fail(f"needs '{key}'")
    if entries["verified_by"].is_null() != entries["verified_on"].is_null():
        item.fail("needs both 'verified_by' and 'verified_on', or null for both")
    entries["id"].matching(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,62}", "a short code")
    entries["title"].text()
    entries["source"].matching(SOURCE, SOURCE_WORDS)
    return {key: _sorted_value(key, one, sorts) for key, one in entries.items()}


def _sorted_value(key: str, item: Item, sorts: dict[str, str]) -> Any:
    value = item.date() if key == "verified_on" and not item.is_null() else _value(item)
    if value is None:
        sorts.setdefault(key, "")
        return None
    sort = _SORTS.get(type(value), "text")
    before = sorts.get(key) or sort
    if before != sort:
        item.fail(f"is {sort}, and {before} in the rows above")
    sorts[key] = sort
    return value


def _value(item: Item) -> Any:
    if item.is_list():
        return tuple(_value(one) for one in item.items())
    if item.is_mapping():
        return MappingProxyType({key: _value(one) for key, one in item.entries().items()})
    return None if item.is_null() else item.scalar()


_SORTS = {
    bool: "true or false",
    int: "a whole number",
    tuple: "a list",
    MappingProxyType: "a mapping",
}
