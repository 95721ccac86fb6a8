"""The facts a flow is judged on: projection rows, indexed so that every look-up takes one step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Protocol

from govern.register.buckets import KEYS, Buckets, KeyOf

Record = Mapping[str, Any]
"""One projection row."""

Tables = Mapping[str, Mapping[str, Mapping[str, Any]]]
"""table -> key -> row; a missing table is empty."""

_NO_RECORDS: tuple[Record, ...] = ()


class RowChange(Protocol):
    """One change of one row, as the ledger yields it; `values` None removes the row."""

    @property
    def table(self) -> str: ...
    @property
    def key(self) -> str: ...
    @property
    def values(self) -> Mapping[str, Any] | None: ...


class Facts:
    """Read access to indexed rows. Built by `facts`; changed by `Index` alone."""

    __slots__ = ("_buckets", "_tables")

    def __init__(self, tables: dict[str, dict[str, Record]], buckets: dict[str, Buckets]) -> None:
        self._tables = tables
        self._buckets = buckets

    def row(self, table: str, key: str | None) -> Record | None:
        """The row with that key, or None."""
        return self._tables[table].get(key) if key is not None else None

    def rows(self, table: str) -> Mapping[str, Record]:
        """Every row of a table by key."""
        return self._tables[table]

    def find(self, index: str, *key: Any) -> tuple[Record, ...]:
        """The rows that `index` (a name in `buckets.KEYS`) holds under `key`, in no given order."""
        bucket = self._buckets[index].get(key)
        return _NO_RECORDS if bucket is None else tuple(bucket.values())

    def keys(self, index: str) -> tuple[tuple[Any, ...], ...]:
        """Every key under which `index` holds rows."""
        return tuple(self._buckets[index])

    def setting(self, key: str) -> Any:
        """The value of a setting, or None when it was never made."""
        row = self._tables["setting"].get(key)
        return None if row is None else row.get("value")

    def slug(self, organisation_id: str | None) -> str | None:
        """The permanent slug of an organisation."""
        row = self.row("organisation", organisation_id)
        return None if row is None else row.get("slug")

    def name(self, organisation_id: str | None) -> str | None:
        """The name of an organisation as it is shown to people."""
        row = self.row("organisation", organisation_id)
        return None if row is None else row.get("name") or row.get("slug")

    def reference(self, document_id: str | None) -> str | None:
        """The reference by which people know a document, such as ISA-44."""
        row = self.row("document", document_id)
        return None if row is None else row.get("reference")

    def any(self, table: str) -> bool:
        """Whether the table holds any row at all."""
        return bool(self._tables[table])

    @property
    def doubted(self) -> bool:
        """Whether any failure of evidence was ever recorded."""
        return bool(self._tables["evidence_failure"])


class Index:
    """Facts that keep up with the ledger: apply each event's row changes instead of building anew.

    Rows are replaced, never altered, so a reader sees each look-up whole; a reader that needs
    several look-ups of one moment must hold the caller's lock.
    """

    def __init__(self, tables: Tables) -> None:
        self._tables: dict[str, dict[str, Record]] = {
            table: dict(tables.get(table, {})) for table in KEYS
        }
        self._buckets: dict[str, Buckets] = {
            index: _grouped(self._tables[table], key)
            for table, indexes in KEYS.items()
            for index, key in indexes.items()
        }
        self.facts = Facts(self._tables, self._buckets)

    def apply(self, changes: Iterable[RowChange]) -> tuple[tuple[str, Record], ...]:
        """Apply row changes in order; returns (table, row) for each as it was and as it became."""
        touched: list[tuple[str, Record]] = []
        for change in changes:
            if change.table in KEYS:
                touched += self._apply(change.table, change.key, change.values)
        return tuple(touched)

    @contextmanager
    def supposing(self, changes: Iterable[RowChange]) -> Iterator[tuple[tuple[str, Record], ...]]:
        """Apply changes for the length of a `with`, then put every row back as it was."""
        made = [change for change in changes if change.table in KEYS]
        places = {(change.table, change.key) for change in made}
        before = {place: self._tables[place[0]].get(place[1]) for place in places}
        try:
            yield self.apply(made)
        finally:
            for (table, key), row in before.items():
                self._put(table, key, row)

    def _apply(
        self, table: str, key: str, values: Mapping[str, Any] | None
    ) -> Iterable[tuple[str, Record]]:
        before = self._tables[table].get(key)
        after = None if values is None else {"id": key, **(before or {}), **values}
        self._put(table, key, after)
        return ((table, row) for row in (before, after) if row is not None)

    def _put(self, table: str, key: str, after: Record | None) -> None:
        before = self._tables[table].get(key)
        if after is None:
            self._tables[table].pop(key, None)
        else:
            self._tables[table][key] = after
        for index, key_of in KEYS[table].items():
            _move(self._buckets[index], key_of, key, before, after)


def facts(tables: Tables) -> Facts:
    """Index `tables`, in time linear in their rows. Later changes to `tables` are not seen."""
    return Index(tables).facts


def _grouped(rows: Mapping[str, Record], key_of: KeyOf) -> Buckets:
    buckets: Buckets = {}
    for key, row in rows.items():
        buckets.setdefault(key_of(row), {})[key] = row
    return buckets


def _move(
    buckets: Buckets, key_of: KeyOf, key: str, before: Record | None, after: Record | None
) -> None:
    old = None if before is None else key_of(before)
    new = None if after is None else key_of(after)
    if old is not None and old != new:
        buckets[old].pop(key)
        if not buckets[old]:
            del buckets[old]
    if new is not None and after is not None:
        buckets.setdefault(new, {})[key] = after
