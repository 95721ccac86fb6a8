"""The Merkle tree as leaves come in order: new subtrees, and the head, in O(log n) memory."""

from __future__ import annotations

from collections.abc import Iterator

from govern.ledger.tree import EMPTY, node


class Growing:
    """Takes leaf hashes in order. Holds one waiting left sibling a level and nothing else."""

    def __init__(self) -> None:
        self.size = 0
        self._waiting: list[bytes | None] = []

    def add(self, leaf: bytes) -> Iterator[tuple[int, int, bytes]]:
        """The complete subtrees that this leaf makes: (level, index, hash). Consume it whole."""
        level, index, value = 0, self.size, leaf
        self.size += 1
        yield level, index, value
        while index % 2:
            left = self._waiting[level]
            assert left is not None
            self._waiting[level] = None
            value = node(left, value)
            level, index = level + 1, index // 2
            yield level, index, value
        if level == len(self._waiting):
            self._waiting.append(None)
        self._waiting[level] = value

    def root(self) -> bytes:
        """The tree head of the leaves so far (RFC 9162 section 2.1.1)."""
        value: bytes | None = None
        for left in self._waiting:
            if left is not None:
                value = left if value is None else node(left, value)
        return EMPTY if value is None else value
