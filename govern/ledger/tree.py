"""The Merkle tree over the leaves (RFC 9162 section 2.1): roots, inclusion and consistency proofs,
in O(log n).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence

Lookup = Callable[[int, int], bytes]
"""(level, index) -> hash of that complete subtree; level 0 holds the leaf hashes."""

EMPTY = hashlib.sha256(b"").digest()


def node(left: bytes, right: bytes) -> bytes:
    """SHA-256(0x01 || left || right)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def grown(lookup: Lookup, size: int, leaf: bytes) -> Iterator[tuple[int, int, bytes]]:
    """The complete subtrees that appending `leaf` to a tree of `size` leaves makes: (level, index,
    hash).
    """
    level, index, value = 0, size, leaf
    yield level, index, value
    while index % 2:
        value = node(lookup(level, index - 1), value)
        level, index = level + 1, index // 2
        yield level, index, value


def root(lookup: Lookup, size: int) -> bytes:
    """The tree head of the first `size` leaves."""
    return _range(lookup, 0, size) if size else EMPTY


def inclusion(lookup: Lookup, index: int, size: int) -> list[bytes]:
    """The audit path of leaf `index` in the tree of `size` leaves. ValueError when it is not in
    it.
    """
    if not 0 <= index < size:
        raise ValueError(f"leaf {index} is not in a tree of {size} leaves")
    return _path(lookup, index, 0, size)


def includes(leaf: bytes, index: int, size: int, path: Sequence[bytes], head: bytes) -> bool:
    """Whether `path` proves `leaf` at `index` under the tree head `head` (RFC 9162 section
    2.1.3.2).
    """
    if not 0 <= index < size:
        return False
    first, last, value = index, size - 1, leaf
    for step in path:
        if last == 0:
            return False
        if first % 2 or first == last:
            value = node(step, value)
            while first % 2 == 0 and first:
                first, last = first // 2, last // 2
        else:
            value = node(value, step)
        first, last = first // 2, last // 2
    return last == 0 and value == head


def consistency(lookup: Lookup, old: int, new: int) -> list[bytes]:
    """Proof that the first `old` leaves of the tree of `new` leaves are unchanged."""
    if not 0 < old <= new:
        raise ValueError(f"no consistency proof from {old} to {new} leaves")
    return _consistent(lookup, old, 0, new, True)


def consistent(old: int, new: int, proof: Sequence[bytes], before: bytes, after: bytes) -> bool:
    """Whether `proof` shows that `after` (size `new`) extends `before` (size `old`), section
    2.1.4.2.
    """
    if old == new:
        return not proof and before == after
    if not 0 < old < new or not proof:
        return False
    steps = list(proof)
    if old & (old - 1) == 0:
        steps.insert(0, before)
    first, last = old - 1, new - 1
    while first % 2:
        first, last = first // 2, last // 2
    older = newer = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if first % 2 or first == last:
            older, newer = node(step, older), node(step, newer)
            while first % 2 == 0 and first:
                first, last = first // 2, last // 2
        else:
            newer = node(newer, step)
        first, last = first // 2, last // 2
    return last == 0 and older == before and newer == after


def _split(size: int) -> int:
    """The largest power of two smaller than `size`."""
    return 1 << ((size - 1).bit_length() - 1)


def _range(lookup: Lookup, start: int, size: int) -> bytes:
    if size & (size - 1) == 0 and start % size == 0:
        level = size.bit_length() - 1
        return lookup(level, start >> level)
    left = _split(size)
    return node(_range(lookup, start, left), _range(lookup, start + left, size - left))


def _path(lookup: Lookup, index: int, start: int, size: int) -> list[bytes]:
    if size == 1:
        return []
    left = _split(size)
    if index < left:
        return [*_path(lookup, index, start, left), _range(lookup, start + left, size - left)]
    return [*_path(lookup, index - left, start + left, size - left), _range(lookup, start, left)]


def _consistent(lookup: Lookup, old: int, start: int, size: int, whole: bool) -> list[bytes]:
    if old == size:
        return [] if whole else [_range(lookup, start, size)]
    left = _split(size)
    if old <= left:
        rest = _range(lookup, start + left, size - left)
        return [*_consistent(lookup, old, start, left, whole), rest]
    first = _range(lookup, start, left)
    return [*_consistent(lookup, old - left, start + left, size - left, False), first]
