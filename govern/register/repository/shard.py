"""One force's part of the register as it is published: bytes that hold neither number nor time, so
that they change exactly when an answer could.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

import orjson

from govern.clock import instant
from govern.register.row import FlowKey, Row

SCHEMA = "flow-shard/2"
"""A gate refuses any other. What could close a flow and is new here needs another schema."""
CHANGES = "flow-changes/1"
"""The schema of the few rows that take the place of those in a large shard."""

COLUMNS = (
    "partner", "category", "purpose", "direction", "nbf", "exp", "flow", "max_stale", "terms",
)  # fmt: skip
DIMENSIONS = ("partner", "category", "purpose", "direction")
SHA256 = "sha256:"


def target_name(force: str) -> str:
    """The name under which the force's shard is published."""
    return f"force-{force}.json.gz"


def changes_name(force: str) -> str:
    """The name under which changes to the force's shard are published, while there are any."""
    return f"force-{force}.changes.json.gz"


def encode(
    force: str, rows: Iterable[Row], observe_until: str | None = None, base: str | None = None
) -> bytes:
    """The shard of one force, the same bytes for the same rows; or changes to the shard whose
    SHA-256 is `base`: each row takes the place of that flow's row there, and `observe_until` of
    what is said there.

    `flows` holds what is open, or opens by time alone: places in `dims`, start and end (exclusive)
    in milliseconds since 1970, the flow's id, the seconds it may run without contact (null: the
    lease) and a place in `dims.terms`. Two with the same four parts follow one another in time.
    `off` says why each of the others is closed. Until `observe_until` (text) nothing is enforced.
    """
    ordered = sorted(rows, key=lambda row: row.key)
    listed = [row for each in ordered for row in _timed(each)]
    dims = {name: sorted({getattr(row.key, name) for row in listed}) for name in DIMENSIONS}
    places = [{part: place for place, part in enumerate(dims[name])} for name in DIMENSIONS]
    terms = _Terms()
    flows = [_flow(row, places, terms) for row in listed]
    shard = {
        **({"schema": SCHEMA} if base is None else {"schema": CHANGES, "base": base}),
        "force": force,
        "observe_until": observe_until,
        "dims": {**dims, **terms.dims()},
        "columns": COLUMNS,
        "flows": flows,
        "off": {_four(row.key): _off(row) for row in ordered if not _runs(row)},
    }
    return gzip.compress(orjson.dumps(shard), compresslevel=1, mtime=0)


@lru_cache(maxsize=65536)
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


class _Terms:
    """What rows have in common: a term is places of why the flow ends, what comes with it, its
    fallback channel (null: not safety-critical) and the records it stands on.

    Each value is kept once, in the order in which it came: the keys of a dict, whose values are
    places. Rows that stand on one record, or come with the same obligations, often hold the very
    same object for it, which is known by its address before it is looked into.
    """

    def __init__(self) -> None:
        self._reasons: dict[str, int] = {}
        self._obligations: dict[bytes, int] = {}
        self._fallbacks: dict[str | None, int] = {}
        self._documents: dict[str, int] = {}
        self._evidence: dict[tuple[int, int, str], int] = {}
        self._terms: dict[tuple[int, int, int | None, tuple[int, ...]], int] = {}
        self._seen: dict[int, int] = {}

    def place(self, row: Row) -> int:
        """Where the row's term is kept."""
        seen, reason, fallback = self._seen, row.reason_at_end or "expired", row.fallback
        obliged = seen.get(id(row.obligations))
        if obliged is None:
            obliged = seen[id(row.obligations)] = self._obliged(row)
        term = (
            self._reasons.setdefault(reason, len(self._reasons)),
            obliged,
            self._fallbacks.setdefault(fallback, len(self._fallbacks))
            if row.safety_critical
            else None,
            tuple([seen.get(id(one)) or self._record(one) for one in row.evidence]),
        )
        return self._terms.setdefault(term, len(self._terms))

    def dims(self) -> dict[str, list[Any]]:
        """Every list of values."""
        return {
            "reason": list(self._reasons),
            "obligations": [orjson.loads(written) for written in self._obligations],
            "fallback": list(self._fallbacks),
            "document": list(self._documents),
            "evidence": list(self._evidence),
            "terms": list(self._terms),
        }

    def _obliged(self, row: Row) -> int:
        listed = [dict(one) for one in row.obligations]
        written = orjson.dumps(listed, option=orjson.OPT_SORT_KEYS)
        return self._obligations.setdefault(written, len(self._obligations))

    def _record(self, cited: Mapping[str, Any]) -> int:
        documents, evidence = self._documents, self._evidence
        document = documents.setdefault(cited["document"], len(documents))
        key = (document, cited["version"], cited["record"].removeprefix(SHA256))
        place = self._seen[id(cited)] = evidence.setdefault(key, len(evidence))
        return place


def _flow(row: Row, places: list[dict[str, int]], terms: _Terms) -> list[Any]:
    partner, category, purpose, direction = places
    key = row.key
    return [
        partner[key.partner],
        category[key.category],
        purpose[key.purpose],
        direction[key.direction],
        milliseconds(row.valid_from or ""),
        milliseconds(row.valid_until or ""),
        row.flow,
        row.allowance_seconds,
        terms.place(row),
    ]


def _off(row: Row) -> Mapping[str, Any]:
    told: dict[str, Any] = {
        "flow": row.flow,
        "reasons": list(row.reasons or ("internal_error",)),
        "since": row.since,
        "said": row.reason_user,
    }
    if row.safety_critical:
        told["fallback"] = row.fallback
    return told
