"""What the flows of a shard have in common, each kept once: terms of the open, reasons of the
closed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from govern.register.repository.unpacking import UnreadableTarget


class Term(NamedTuple):
    """Why an open flow ends, what it stands on and what comes with it."""

    reason_at_end: str
    evidence: tuple[Mapping[str, Any], ...]
    obligations: tuple[Mapping[str, Any], ...]
    safety_critical: bool
    fallback: str | None


class Off(NamedTuple):
    """Why a flow is closed, and since when if that is known."""

    flow: str
    reasons: tuple[str, ...]
    since: str | None
    said: str | None
    safety_critical: bool
    fallback: str | None


def terms(dims: Mapping[str, Any]) -> list[Term]:
    """The terms of a shard, which cite its evidence by place."""
    cited = [dict(each) for each in dims["evidence"]]
    return [
        Term(
            str(each["reason_at_end"]),
            tuple(cited[place] for place in each["evidence"]),
            tuple(dict(obligation) for obligation in each["obligations"]),
            each.get("safety_critical") is True,
            each.get("fallback"),
        )
        for each in dims["terms"]
    ]


def offs(given: Mapping[str, Any]) -> dict[str, Off]:
    """The closed flows by `partner/category/purpose/direction`."""
    reasons: dict[tuple[str, ...], tuple[str, ...]] = {}
    said: dict[str | None, str | None] = {}
    kept = {}
    for written, each in given.items():
        if written.count("/") != 3:
            raise UnreadableTarget(f"{written} names no flow")
        codes = tuple(map(str, each["reasons"])) or ("internal_error",)
        kept[written] = Off(
            str(each["flow"]),
            reasons.setdefault(codes, codes),
            each.get("since"),
            said.setdefault(each.get("said"), each.get("said")),
            each.get("safety_critical") is True,
            each.get("fallback"),
        )
    return kept
