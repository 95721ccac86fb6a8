"""Comparing the stored Merkle tree with the tree that the leaves make."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from govern.commands.ledger.report import Fault, Part
from govern.ledger.growing import Growing
from govern.store.rows.ledger import TreeNodeRow

_BATCH = 4096


class Nodes:
    """Takes leaf hashes in order, compares stored nodes batch by batch and notes wanted heads."""

    def __init__(self, session: Session, wanted: Collection[int]) -> None:
        self.roots: dict[int, bytes] = {}
        self.faults: list[Fault] = []
        self._session = session
        self._wanted = frozenset(wanted)
        self._tree = Growing()
        self._batch: dict[int, dict[int, bytes]] = {}
        self._waiting = 0
        self._checked = 0

    def take(self, leaf_hash: bytes) -> None:
        """The next leaf's hash."""
        for level, index, value in self._tree.add(leaf_hash):
            self._batch.setdefault(level, {})[index] = value
            self._waiting += 1
        if self._tree.size in self._wanted:
            self.roots[self._tree.size] = self._tree.root()
        if self._waiting >= _BATCH:
            self._compare()

    def part(self) -> Part:
        """This part of the report, once every leaf was taken."""
        self._compare()
        stored = self._session.scalar(select(func.count()).select_from(TreeNodeRow)) or 0
        if stored > self._checked and not self.faults:
            extra = stored - self._checked
            self.faults.append(Fault(f"The stored tree has {extra} nodes too many.", "tree_node"))
        return Part("tree", self._checked, "nodes of the Merkle tree", tuple(self.faults))

    def root(self) -> bytes:
        """The head of the tree that the leaves make."""
        return self._tree.root()

    def _compare(self) -> None:
        for level, made in sorted(self._batch.items()):
            held = self._held(level, min(made), max(made))
            for index, value in made.items():
                if held.get(index) != value:
                    self._fault(level, index, index in held)
        self._checked += self._waiting
        self._waiting = 0
        self._batch.clear()

    def _held(self, level: int, first: int, last: int) -> dict[int, bytes]:
        query = select(TreeNodeRow.index, TreeNodeRow.hash).where(
            TreeNodeRow.level == level, TreeNodeRow.index.between(first, last)
        )
        return {index: bytes(value) for index, value in self._session.execute(query)}

    def _fault(self, level: int, index: int, there: bool) -> None:
        what = "does not follow from its leaves" if there else "is missing"
        place = f"{level}/{index}"
        self.faults.append(Fault(f"Tree node {place} {what}.", "tree_node", place, "hash"))
