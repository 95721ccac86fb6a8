"""News of a newer register: a hint and no more, for whoever waits to fetch and verify it."""

from __future__ import annotations

import json
from threading import Condition, Thread
from time import monotonic, sleep
from typing import NamedTuple

from govern.commands.register.repository import Repository
from govern.errors import Conflict

_EVERY = 0.02
"""Seconds between looks at the disk while somebody waits."""


class Number(NamedTuple):
    """A register's epoch and number; (0, 0) before the first."""

    epoch: int
    version: int


class Hints:
    """Tells what is published now and lets threads wait for more, with one look-out for all."""

    def __init__(self, repository: Repository, most: int) -> None:
        self._repository = repository
        self._most = most
        self._changed = Condition()
        self._waiting = 0
        self._looking = False
        self._seen: tuple[tuple[int, int] | None, Number] = (None, Number(0, 0))

    def now(self) -> Number:
        """What is published now."""
        path = self._repository.metadata / "timestamp.json"
        try:
            found = path.stat()
            mark = (found.st_mtime_ns, found.st_ino)
            if self._seen[0] != mark:
                self._seen = (mark, self._read(path.read_bytes()))
        except (OSError, ValueError, KeyError, Conflict):
            return Number(0, 0)
        return self._seen[1]

    def newer(self, than: Number, seconds: float) -> tuple[Number, bool]:
        """What is published as soon as it is newer `than` that, or when the time is over.

        And whether the caller might wait at all: False when too many do, who ask again later.
        """
        ends = monotonic() + seconds
        with self._changed:
            if self._waiting >= self._most:
                return self.now(), False
            self._enter()
            try:
                while (found := self.now()) <= than and (left := ends - monotonic()) > 0:
                    self._changed.wait(left)
                return found, True
            finally:
                self._waiting -= 1

    def _enter(self) -> None:
        self._waiting += 1
        if not self._looking:
            self._looking = True
            Thread(target=self._look_out, args=(self.now(),), daemon=True).start()

    def _look_out(self, before: Number) -> None:
        while True:
            sleep(_EVERY)
            found = self.now()
            with self._changed:
                if found != before:
                    before = found
                    self._changed.notify_all()
                if not self._waiting:
                    self._looking = False
                    return

    def _read(self, timestamp: bytes) -> Number:
        epoch = self._repository.root().signed.unrecognized_fields["epoch"]
        version = json.loads(timestamp)["signed"]["meta"]["snapshot.json"]["version"]
        return Number(int(epoch), int(version))
