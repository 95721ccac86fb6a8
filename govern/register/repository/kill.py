"""The emergency stops as they are published: a small target under a key of its own, read first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import orjson

from govern.register.repository.unpacking import UnreadableTarget, object_in
from govern.register.row import FlowKey

SCHEMA = "kill/1"
TARGET = "kill.json"

Stop = Mapping[str, str]
"""Parts of a flow's key, and `since`: it stops every flow that has all of these parts."""


def encode(stops: Iterable[Stop]) -> bytes:
    """The target, the same bytes for the same stops. `{}` stops everything."""
    ordered = sorted(({**stop} for stop in stops), key=lambda stop: sorted(stop.items()))
    return orjson.dumps({"schema": SCHEMA, "stops": ordered}, option=orjson.OPT_SORT_KEYS)


class Kills:
    """Emergency stops, asked of each flow."""

    def __init__(self, stops: Iterable[Stop] = ()) -> None:
        self.stops = tuple(dict(stop) for stop in stops)
        # A part that this gate does not know is left out, which stops more and never less.
        self._patterns = [_pattern(stop) for stop in self.stops]

    def touch(self, key: FlowKey) -> bool:
        """Whether a stop touches this flow."""
        for pattern in self._patterns:
            if all(wanted in (None, part) for wanted, part in zip(pattern, key, strict=True)):
                return True
        return False


EVERYTHING: Stop = {}
NO_KILLS = Kills()


def read_kills(data: bytes) -> Kills:
    """The stops in a verified target. UnreadableTarget when it cannot be understood: whoever reads
    it must then take everything as stopped.
    """
    stops = object_in(data, SCHEMA).get("stops")
    if not isinstance(stops, list) or not all(_readable(stop) for stop in stops):
        raise UnreadableTarget("its stops cannot be read")
    return Kills(stops)


def _readable(stop: Any) -> bool:
    return isinstance(stop, dict) and all(isinstance(value, str) for value in stop.values())


def _pattern(stop: Stop) -> tuple[str | None, ...]:
    return tuple(stop.get(part) for part in FlowKey._fields)
