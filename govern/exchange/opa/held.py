"""What a bundle holds of one force: one published register, as plain JSON for the policy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from govern.register.decide import Standing
from govern.register.reasons import CODES, sentence
from govern.register.repository.kill import Stop
from govern.register.row import FlowKey, Row


def document(
    force: str,
    rows: Iterable[tuple[FlowKey, Row | None]],
    standing: Standing,
    stops: Iterable[Stop],
    observe_until: str | None,
) -> dict[str, Any]:
    """The data of a bundle: every row of the force by `partner/category/purpose/direction`, the
    emergency stops, and until when it may be answered from. What is not known is left out.
    """
    return _without_none(
        {
            "force": force,
            "epoch": standing.epoch,
            "version": standing.version,
            "issued": standing.contacted_at,
            "lease_until": standing.lease_until,
            "observe_until": observe_until,
            "stops": [dict(stop) for stop in stops],
            "flows": {"/".join(key[1:]): _row(row) for key, row in rows if row is not None},
            "words": {"order": list(CODES), "sentences": {code: sentence(code) for code in CODES}},
        }
    )


def _row(row: Row) -> dict[str, Any]:
    """A row with all that an answer takes from it."""
    return _without_none(
        {
            "flow": row.flow,
            "reasons": list(row.reasons),
            "said": row.reason_user or None,
            "since": row.since or None,
            "valid_from": row.valid_from,
            "valid_until": row.valid_until,
            "reason_at_end": row.reason_at_end or None,
            "evidence": [dict(one) for one in row.evidence],
            "obligations": [dict(one) for one in row.obligations],
            "allowance_seconds": row.allowance_seconds,
            "safety_critical": row.safety_critical,
            "fallback": row.fallback or None,
            "then": None if row.then is None else _row(row.then),
        }
    )


def _without_none(given: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in given.items() if value is not None}
