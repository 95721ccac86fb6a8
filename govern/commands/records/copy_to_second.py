"""Copy to the second store what the first has: after it, never in place of it."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field

from govern.commands.records.second import second
from govern.installation import Installation
from govern.records.archive import ArchiveError
from govern.records.second import Store, StoreError

_LOG = logging.getLogger("govern.archive")


@dataclass
class Copier:
    """The round that copies. What it has seen in the second store it does not ask for again; what
    could not be copied waits for the next round. Nothing that people do waits for it.
    """

    installation: Installation
    _store: Store | None = field(default=None)
    _copied: set[str] | None = field(default=None)

    def copy_new(self) -> int:
        """Copy every file that the second store lacks; returns how many. None is copied that is
        not whole, and one that fails keeps no other back.
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
        return sum(self._copy_one(store, known, digest) for digest in waiting)

    def _copy_one(self, store: Store, known: set[str], digest: str) -> bool:
        try:
            store.mend(self.installation.archive.get(digest))
        except ArchiveError as fault:
            _LOG.error("not copied to the second store: %s", fault)
            return False
        known.add(digest)
        return True
