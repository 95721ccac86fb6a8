"""A published shard as a gate holds it: packed, so that a million flows fit beside an RMS."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from operator import gt
from sys import intern
from typing import Any

from govern.clock import instant, text
from govern.register.repository import packing
from govern.register.repository.packing import NONE
from govern.register.repository.shard import CHANGES, COLUMNS, DIMENSIONS, SCHEMA
from govern.register.repository.terms import Off, Terms, offs
from govern.register.repository.unpacking import UnreadableTarget, object_in, unzipped
from govern.register.row import FlowKey, Row

_START = datetime(1970, 1, 1, tzinfo=UTC)
_NOWHERE = range(0)
SHORT = 32_768
"""Words: more partners than any force has, and a table of places for them takes three megabytes."""


def read_shard(data: bytes, force: str) -> Shard:
    """A verified shard of that force. UnreadableTarget when it cannot be understood, or only in
    part: a gate never answers from what it understands half.
    """
    return _read(object_in(unzipped(data), SCHEMA), force)


def read_changes(data: bytes, force: str, base: str) -> Shard:
    """Verified changes to the shard of that force whose SHA-256 is `base`. UnreadableTarget when
    they cannot be understood, or belong to another shard.
    """
    content = object_in(unzipped(data), CHANGES)
    if content.get("base") != base:
        raise UnreadableTarget("they are changes to another shard")
    return _read(content, force)


def _read(content: dict[str, Any], force: str) -> Shard:
    if tuple(content.get("columns", ())) != COLUMNS:
        raise UnreadableTarget("its columns are others")
    if content.get("force") != force:
        raise UnreadableTarget(f"it is not of {force}")
    try:
        return Shard(force, content)
    except (LookupError, TypeError, ValueError, OverflowError, AttributeError) as fault:
        raise UnreadableTarget(f"it is not well-formed: {fault}") from fault


class Shard:
    """The flows of one force, looked up without unpacking the others."""

    def __init__(self, force: str, content: dict[str, Any]) -> None:
        """`content` is emptied as it is packed: the room it took serves for what comes next."""
        self.force = force
        self.observe_until: str | None = content["observe_until"]
        if self.observe_until is not None:
            instant(self.observe_until)
        self._dims = [_words(content["dims"][name]) for name in DIMENSIONS]
        self._places = [_places(words) for words in self._dims]
        self._sizes = [len(words) for words in self._dims[1:]]
        self._pack(content.pop("flows"), len(content["dims"]["terms"]))
        self._terms = Terms(content.pop("dims"))
        self._off = offs(content.pop("off"))

    def _pack(self, flows: Sequence[Sequence[Any]], terms: int) -> None:
        columns: Sequence[Sequence[Any]] = list(zip(*flows, strict=True)) or [()] * len(COLUMNS)
        parts = (packing.places(columns[n], len(words)) for n, words in enumerate(self._dims))
        self._keys = array("Q", map(self._packed, *parts))
        self._held = len(self._keys)
        if any(map(gt, self._keys, self._keys[1:])):
            raise UnreadableTarget("its flows are not in order")
        self._nbf, self._exp = packing.numbers(columns[4]), packing.numbers(columns[5])
        self._flow = packing.reader(packing.hexadecimal(columns[6], 32))
        self._stale = packing.small_numbers(columns[7])
        self._term = packing.places(columns[8], terms)

    def __len__(self) -> int:
        """How many rows it has of flows that are open, or open by time alone."""
        return self._held

    def lookup(self, partner: str, category: str, purpose: str, direction: str) -> Row | None:
        """The row of that flow, or None."""
        timed = self._timed(partner, category, purpose, direction)
        off = self._off.get(f"{partner}/{category}/{purpose}/{direction}") if self._off else None
        if not timed and off is None:
            return None
        key, then = FlowKey(self.force, partner, category, purpose, direction), None
        for place in timed if len(timed) == 1 else reversed(timed):
            then = self._row(key, place, then)
        return then if off is None else _closed(key, off, then)

    def flows(self) -> Iterator[FlowKey]:
        """Every flow that has a row, open or closed, one by one."""
        before = None
        for packed in self._keys:
            if packed != before:
                yield self._unpacked(packed)
            before = packed
        for written in self._off:
            partner, category, purpose, direction = written.split("/")
            key = FlowKey(self.force, partner, category, purpose, direction)
            if not self._timed(*key[1:]):
                yield key

    def _packed(self, partner: int, category: int, purpose: int, direction: int) -> int:
        categories, purposes, directions = self._sizes
        return ((partner * categories + category) * purposes + purpose) * directions + direction

    def _unpacked(self, packed: int) -> FlowKey:
        words = []
        for dimension in reversed(self._dims):
            packed, place = divmod(packed, len(dimension))
            words.append(dimension[place])
        direction, purpose, category, partner = words
        return FlowKey(self.force, partner, category, purpose, direction)

    def _timed(self, partner: str, category: str, purpose: str, direction: str) -> range:
        """Where the rows of that flow stand, in the order of time."""
        partners, categories, purposes, directions = self._places
        try:
            packed = self._packed(
                partners[partner], categories[category], purposes[purpose], directions[direction]
            )
        except KeyError:
            return _NOWHERE
        keys, held = self._keys, self._held
        first = after = bisect_left(keys, packed)
        while after < held and keys[after] == packed:
            after += 1
        return range(first, after)

    def _row(self, key: FlowKey, place: int, then: Row | None) -> Row:
        reason, evidence, obligations, critical, fallback = self._terms[self._term[place]]
        stale = self._stale[place]
        # In the order of its fields: naming them takes three times as long, for each question.
        return Row(
            self._flow(place), key, (), None, _written(self._nbf[place]),
            _written(self._exp[place]), reason, None, evidence, obligations, None,
            None if stale == NONE else stale, critical, fallback, then,
        )  # fmt: skip


def _closed(key: FlowKey, off: Off, then: Row | None) -> Row:
    return Row(
        flow=off.flow,
        key=key,
        reasons=off.reasons,
        reason_user=off.said,
        valid_from=None,
        valid_until=None,
        reason_at_end=None,
        next_change=None,
        safety_critical=off.safety_critical,
        fallback=off.fallback,
        then=then,
        since=off.since,
    )


def _places(words: list[str]) -> Mapping[str, int]:
    """Where each word stands; of a long list a table of places would take more room than the list
    itself, so there it is looked for.
    """
    return {word: n for n, word in enumerate(words)} if len(words) <= SHORT else _Sought(words)


class _Sought(Mapping[str, int]):
    def __init__(self, words: list[str]) -> None:
        self._words = words

    def __getitem__(self, word: str) -> int:
        place = bisect_left(self._words, word)
        if place < len(self._words) and self._words[place] == word:
            return place
        raise KeyError(word)

    def __len__(self) -> int:
        return len(self._words)

    def __iter__(self) -> Iterator[str]:
        return iter(self._words)


def _words(given: Any) -> list[str]:
    words = [intern(str(word)) for word in given]
    if words != sorted(set(words)):
        raise UnreadableTarget("its dimensions are not in order")
    return words


@lru_cache(maxsize=4096)  # many agreements begin and end together
def _written(milliseconds: int) -> str:
    return text(_START + timedelta(milliseconds=milliseconds))
