"""One force's part of the register as it is published: bytes that hold neither number nor time, so
that they change exactly when an answer could.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import orjson

from govern.clock import instant
from govern.register.row import FlowKey, Row

SCHEMA = "flow-shard/1"
"""A gate refuses any other. What could close a flow and is new here needs another schema."""

COLUMNS = (
    "partner", "category", "purpose", "direction", "nbf", "exp", "flow", "max_stale", "terms",
)  # fmt: skip
DIMENSIONS = ("partner", "category", "purpose", "direction")


def target_name(force: str) -> str:
    """The name under which the force's shard is published."""
    return f"force-{force}.json.gz"


def encode(force: str, rows: Iterable[Row], observe_until: str | None = None) -> bytes:
    """The shard of one force, the same bytes for the same rows.

    `flows` holds what is open, or opens by time alone: places in `dims`, start and end (exclusive)
    in milliseconds since 1970, the flow's id, the seconds it may run without contact (null: the
    lease) and a place in `terms`. Two with the same four parts follow one another in time. `off`
    says why each of the others is closed. Until `observe_until` (text) nothing is enforced.
    """
    ordered = sorted(rows, key=lambda row: row.key)
    listed = [row for each in ordered for row in _timed(each)]
    dims = {name: sorted({getattr(row.key, name) for row in listed}) for name in DIMENSIONS}
    places = [{part: place for place, part in enumerate(dims[name])} for name in DIMENSIONS]
    evidence, terms = _Interned(), _Interned()
    flows = [_flow(row, places, evidence, terms) for row in listed]
    shard = {
        "schema": SCHEMA,
        "force": force,
        "observe_until": observe_until,
        "dims": {**dims, "evidence": evidence.kept, "terms": terms.kept},
        "columns": COLUMNS,
        "flows": flows,
        "off": {_four(row.key): _off(row) for row in ordered if not _runs(row)},
    }
    return gzip.compress(orjson.dumps(shard), compresslevel=6, mtime=0)


def milliseconds(at: str) -> int:
    """A written instant in milliseconds since 1970; the empty text is the beginning of time."""
    return round(instant(at).timestamp() * 1000) if at else 0


def _runs(row: Row) -> bool:
    return row.open and row.valid_from is not None and row.valid_until is not None


def _timed(row: Row) -> Iterator[Row]:
    """What travels of a row: itself when it is open, and what takes over by time alone."""
    yield from (each for each in (row, row.then) if each is not None and _runs(each))


def _four(key: FlowKey) -> str:
    return f"{key.partner}/{key.category}/{key.purpose}/{key.direction}"


class _Interned:
    """Values kept once each, in the order in which they came."""

    def __init__(self) -> None:
        self.kept: list[Any] = []
        self._places: dict[bytes, int] = {}

    def place(self, value: Any) -> int:
        """Where the value is kept."""
        written = orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
        found = self._places.get(written)
        if found is None:
            found = self._places[written] = len(self.kept)
            self.kept.append(value)
        return found


def _flow(
    row: Row, places: list[dict[str, int]], evidence: _Interned, terms: _Interned
) -> list[Any]:
    parts = [places[n][getattr(row.key, name)] for n, name in enumerate(DIMENSIONS)]
    carried: dict[str, Any] = {
        "reason_at_end": row.reason_at_end or "expired",
        "evidence": [evidence.place(dict(cited)) for cited in row.evidence],
        "obligations": [dict(obligation) for obligation in row.obligations],
    }
    if row.safety_critical:
        carried["safety_critical"] = True
        carried["fallback"] = row.fallback
    return [
        *parts,
        milliseconds(row.valid_from or ""),
        milliseconds(row.valid_until or ""),
        row.flow,
        row.allowance_seconds,
        terms.place(carried),
    ]


def _off(row: Row) -> Mapping[str, Any]:
    told: dict[str, Any] = {
        "flow": row.flow,
        "reasons": list(row.reasons or ("internal_error",)),
        "since": row.since,
        "said": row.reason_user,
    }
    if row.safety_critical:
        told["safety_critical"] = True
        told["fallback"] = row.fallback
    return told
