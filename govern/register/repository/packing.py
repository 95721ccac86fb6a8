"""Columns of a shard in as little memory as they need."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from typing import Any

from govern.register.repository.unpacking import UnreadableTarget

NONE = -1
"""Stands for "no number" in a column of numbers that are never negative."""


def numbers(column: Iterable[int | None]) -> array[int]:
    """Whole numbers, or NONE; TypeError or OverflowError for anything else."""
    return array("q", (NONE if number is None else number for number in column))


def places(column: Iterable[int], size: int) -> array[int]:
    """Places in a list of `size`. UnreadableTarget when one points outside it."""
    packed = array("q", column)
    if packed and (min(packed) < 0 or max(packed) >= size):
        raise UnreadableTarget("it points at what it does not hold")
    return packed


def ids(given: Sequence[str]) -> Sequence[str]:
    """Ids, in 16 bytes each when all are 32 lower-case hex digits."""
    if not all(len(each) == 32 for each in given):
        return list(given)
    joined = "".join(given)
    try:
        packed = bytes.fromhex(joined)
    except ValueError:
        return list(given)
    return _Ids(packed) if packed.hex() == joined else list(given)


class _Ids(Sequence[str]):
    def __init__(self, packed: bytes) -> None:
        self._packed = packed

    def __len__(self) -> int:
        return len(self._packed) // 16

    def __getitem__(self, place: Any) -> Any:
        return self._packed[place * 16 : place * 16 + 16].hex()
