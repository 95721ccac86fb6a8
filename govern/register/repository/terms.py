"""What the flows of a shard have in common: terms of the open, packed; reasons of the closed."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from sys import intern
from typing import Any, NamedTuple

from govern.register.repository import packing
from govern.register.repository.packing import NONE
from govern.register.repository.shard import SHA256
from govern.register.repository.unpacking import UnreadableTarget


class Term(NamedTuple):
    """Why an open flow ends, what it stands on and what comes with it."""

    reason_at_end: str
    evidence: tuple[Mapping[str, Any], ...]
    obligations: tuple[Mapping[str, Any], ...]
    safety_critical: bool
    fallback: str | None


class Terms:
    """The terms of a shard; each is made into an object only when it is asked for."""

    def __init__(self, dims: dict[str, Any]) -> None:
        self._reasons = [str(each) for each in dims["reason"]]
        self._obligations = [tuple(dict(one) for one in each) for each in dims["obligations"]]
        self._fallbacks = [None if each is None else str(each) for each in dims["fallback"]]
        self._documents = [intern(str(each)) for each in dims["document"]]
        self._evidence(dims.pop("evidence"))
        self._pack(dims.pop("terms"))

    def __len__(self) -> int:
        return len(self._reason)

    def __getitem__(self, place: int) -> Term:
        fallback, first = self._fallback[place], self._first
        return Term(
            self._reasons[self._reason[place]],
            tuple(self._cites(self._cited[first[place] : first[place + 1]])),
            self._obligations[self._obligation[place]],
            fallback != NONE,
            None if fallback == NONE else self._fallbacks[fallback],
        )

    def _cites(self, cited: Sequence[int]) -> list[dict[str, Any]]:
        """The records at these places. Half of what a question costs a gate goes by here."""
        documents, of, versions = self._documents, self._of, self._version
        packed, width = self._packed
        if not width:
            return [
                {"document": documents[of[n]], "version": versions[n], "record": SHA256 + sha256}
                for n, sha256 in ((n, self._sha256[n]) for n in cited)
            ]
        return [
            {
                "document": documents[of[n]],
                "version": versions[n],
                "record": SHA256 + packed[n * width : (n + 1) * width].hex(),
            }
            for n in cited
        ]

    def _evidence(self, given: Sequence[Sequence[Any]]) -> None:
        documents, versions, records = list(zip(*given, strict=True)) or ((), (), ())
        self._of = packing.places(documents, len(self._documents))
        self._version = packing.small_numbers(versions)
        self._sha256 = packing.hexadecimal(records, 64)
        self._packed = packing.hexadecimal_bytes(self._sha256)

    def _pack(self, given: Sequence[Sequence[Any]]) -> None:
        reasons, obligations, fallbacks, cited = list(zip(*given, strict=True)) or ((),) * 4
        self._reason = packing.places(reasons, len(self._reasons))
        self._obligation = packing.places(obligations, len(self._obligations))
        self._fallback = packing.places_or_none(fallbacks, len(self._fallbacks))
        self._cited = packing.places((one for each in cited for one in each), len(self._of))
        self._first = array("l", [0])
        for each in cited:
            self._first.append(self._first[-1] + len(each))


class Off(NamedTuple):
    """Why a flow is closed, and since when if that is known."""

    flow: str
    reasons: tuple[str, ...]
    since: str | None
    said: str | None
    safety_critical: bool
    fallback: str | None


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
            "fallback" in each,
            each.get("fallback"),
        )
    return kept
