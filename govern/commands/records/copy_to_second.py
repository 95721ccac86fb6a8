"""Copy to the second store what the first has: after it, never in place of it."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field

from govern.commands.records.second import second
from govern.installation import Installation
from govern.records.archive import ArchiveError
from govern.records.second import Store, StoreError

AT_ONCE = 200
"""Files that one round copies at most: a store that is new or was away long lacks thousands, and
the same worker has acts to seal and mail to send.
"""

_LOG = logging.getLogger("govern.archive")


@dataclass
class Copier:
    """The round that copies. What it has seen in the second store it does not ask for again; what
    could not be copied waits for the next round. Nothing that people do waits for it.
    """

    installation: Installation
    _store: Store | None = field(default=None)
    _copied: set[str] | None = field(default=None)
    _failed: set[str] = field(default_factory=set)

    def copy_new(self) -> int:
        """Copy the next files that the second store lacks; returns how many. None is copied that is
        not whole, and one that fails keeps no other back for longer than a round.
        """
        if not self.installation.settings.second_store:
            return 0
        try:
            self._store = self._store or second(self.installation)
            return 0 if self._store is None else self._copy(self._store)
        except StoreError as fault:
            _LOG.error("records wait for the second store: %s", fault)
            return 0

    def _copy(self, store: Store) -> int:
        known = set(store.digests()) if self._copied is None else self._copied
        self._copied = known
        waiting = [each for each in self.installation.archive.digests() if each not in known]
        taken, self._failed = self._next(waiting), set()
        return sum(self._copy_one(store, known, digest) for digest in taken)

    def _next(self, waiting: list[str]) -> list[str]:
        """Those that failed in the round before come after all others."""
        return sorted(waiting, key=lambda digest: digest in self._failed)[:AT_ONCE]

    def _copy_one(self, store: Store, known: set[str], digest: str) -> bool:
        try:
            store.mend(self.installation.archive.get(digest))
        except ArchiveError as fault:
            _LOG.error("not copied to the second store: %s", fault)
            self._failed.add(digest)
            return False
        known.add(digest)
        return True
