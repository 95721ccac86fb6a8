"""What is known of one flow once judged: the row that registers hold and answers come from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

FOREVER = "9999-12-31T23:59:59.999Z"
"""Written for "no end is known"; sorts after every instant."""


class FlowKey(NamedTuple):
    """The five parts that name a flow: slugs, and "send" or "receive" as the RMS sees it."""

    force: str
    partner: str
    category: str
    purpose: str
    direction: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """One signed record that an open flow stands on."""

    document: str
    version: int
    record_sha256: str
    organisation_id: str | None = None
    document_id: str | None = None

    def cited(self) -> Mapping[str, Any]:
        """As an answer cites it (design/contract.md): one object for all flows that stand on it."""
        return _cited(self.document, self.version, self.record_sha256)


@lru_cache(maxsize=1 << 18)
def _cited(document: str, version: int, record_sha256: str) -> Mapping[str, Any]:
    return {"document": document, "version": version, "record": f"sha256:{record_sha256}"}


class Row(NamedTuple):
    """One flow at one instant. Instants are text in the fixed form of `govern.clock`.

    Open when `reasons` is empty, and then only from `valid_from` until before `valid_until`, when
    `reason_at_end` begins to apply. `next_change` is the first instant at which time alone could
    change anything in the row. `then` is the row that takes over by time alone, if one is known.
    `obligations` and `evidence` are kept in the form in which answers carry them. `since` is when
    the first reason began to apply, where that is known.
    """

    flow: str
    key: FlowKey
    reasons: tuple[str, ...]
    reason_user: str | None
    valid_from: str | None
    valid_until: str | None
    reason_at_end: str | None
    next_change: str | None
    evidence: tuple[Mapping[str, Any], ...] = ()
    obligations: tuple[Mapping[str, Any], ...] = ()
    basis: str | None = None
    allowance_seconds: int | None = None
    safety_critical: bool = False
    fallback: str | None = None
    then: Row | None = None
    since: str | None = None

    @property
    def open(self) -> bool:
        """Whether nothing closes this flow at the instant it was judged."""
        return not self.reasons
