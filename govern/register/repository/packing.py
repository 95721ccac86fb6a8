"""Columns of a shard in as little memory as they need."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from govern.register.repository.unpacking import UnreadableTarget

NONE = -1
"""Stands for "no number" in a column of numbers that are never negative."""


def numbers(column: Iterable[int | None]) -> array[int]:
    """Whole numbers, or NONE; TypeError or OverflowError for anything else."""
    return array("q", (NONE if number is None else number for number in column))


def small_numbers(column: Iterable[int | None]) -> array[int]:
    """The same, below 2**31."""
    return array("i", (NONE if number is None else number for number in column))


def places(column: Iterable[int], size: int) -> array[int]:
    """Places in a list of `size`. UnreadableTarget when one points outside it."""
    packed = array("i", column)
    if packed and (min(packed) < 0 or max(packed) >= size):
        raise UnreadableTarget("it points at what it does not hold")
    return packed


def places_or_none(column: Iterable[int | None], size: int) -> array[int]:
    """The same, where a place may be missing."""
    packed = array("i", (NONE if place is None else place for place in column))
    if packed and (min(packed) < NONE or max(packed) >= size):
        raise UnreadableTarget("it points at what it does not hold")
    return packed


def hexadecimal(given: Sequence[str], digits: int) -> Sequence[str]:
    """Texts, in half the bytes when all are of so many lower-case hex digits."""
    if not all(len(each) == digits for each in given):
        return list(given)
    joined = "".join(given)
    try:
        packed = bytes.fromhex(joined)
    except ValueError:
        return list(given)
    return _Packed(packed, digits // 2) if packed.hex() == joined else list(given)


def reader(texts: Sequence[str]) -> Callable[[int], str]:
    """What gives the text at a place of what `hexadecimal` gave, as quickly as can be."""
    packed, width = hexadecimal_bytes(texts)
    if not width:
        return texts.__getitem__
    return lambda place: packed[place * width : (place + 1) * width].hex()


def hexadecimal_bytes(texts: Sequence[str]) -> tuple[bytes, int]:
    """What `hexadecimal` packed, and the bytes of each text; nothing and 0 when it did not."""
    return (texts.packed, texts.width) if isinstance(texts, _Packed) else (b"", 0)


class _Packed(Sequence[str]):
    def __init__(self, packed: bytes, width: int) -> None:
        self.packed = packed
        self.width = width

    def __len__(self) -> int:
        return len(self.packed) // self.width

    def __getitem__(self, place: Any) -> Any:
        return self.packed[place * self.width : (place + 1) * self.width].hex()
