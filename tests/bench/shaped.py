"""Rows as large real sets have them, for measuring."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from govern.register.row import FlowKey, Row


def real_shaped(force: int, flows: int) -> Iterator[Row]:
    """One or two flows for each partner, each on records of its own, as large sets have them."""
    own = [_cited("DPIA-1", force), _cited("CODE-1", force)]
    for number in range(flows):
        partner = number // 2
        key = FlowKey(
            f"force-{force}", f"partner-{partner:05}", f"category-{number % 12:02}",
            f"purpose-{number % 7}", ("send", "receive")[number % 2],
        )  # fmt: skip
        agreement = f"ISA-{partner}"
        evidence = (
            _cited(agreement, force, partner), _cited(agreement, -1, partner), *own,
            _cited(f"CON-{partner}", -1, partner), _cited(f"CON-{partner}", force, partner),
        )  # fmt: skip
        yield Row(
            flow=hashlib.md5(repr(key).encode(), usedforsecurity=False).hexdigest(),
            key=key, reasons=(), reason_user=None, valid_from="2026-04-01T00:00:00.000Z",
            valid_until="2027-03-31T23:00:00.000Z", reason_at_end="expired", next_change=None,
            evidence=evidence, obligations=({"id": "log_disclosure"},),
        )  # fmt: skip


def _cited(document: str, *parts: int) -> dict[str, Any]:
    sha256 = hashlib.sha256(repr((document, parts)).encode()).hexdigest()
    return {"document": document, "version": 1, "record": f"sha256:{sha256}"}
