"""A large shard with the changes published since, which are looked into first."""

from __future__ import annotations

from collections.abc import Iterator

from govern.register.repository.held import Shard
from govern.register.row import FlowKey, Row


class Layered:
    """The flows of one force. A row in `changes` stands in the place of that in `shard`."""

    def __init__(self, shard: Shard, changes: Shard | None) -> None:
        self.shard = shard
        self.changes = changes
        self.force = shard.force
        self.observe_until = (shard if changes is None else changes).observe_until

    def lookup(self, partner: str, category: str, purpose: str, direction: str) -> Row | None:
        """The row of that flow, or None."""
        if self.changes is not None:
            changed = self.changes.lookup(partner, category, purpose, direction)
            if changed is not None:
                return changed
        return self.shard.lookup(partner, category, purpose, direction)

    def flows(self) -> Iterator[FlowKey]:
        """Every flow that has a row, open or closed, one by one."""
        yield from self.shard.flows()
        for key in self.changes.flows() if self.changes is not None else ():
            if self.shard.lookup(*key[1:]) is None:
                yield key
