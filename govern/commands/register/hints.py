"""News of a newer register: a hint and no more, for whoever waits to fetch and verify it."""

from __future__ import annotations

from threading import Condition, Thread
from time import monotonic, sleep
from typing import NamedTuple

from govern.commands.register.repository import Repository
from govern.errors import Conflict

_EVERY = 0.01
"""Seconds between looks at the disk while somebody waits."""


class Number(NamedTuple):
    """A register's epoch and number; (0, 0) before the first."""

    epoch: int
    version: int


class _Seen(NamedTuple):
    mark: tuple[int, int] | None
    number: Number
    ahead: int


class Numbering:
    """Which register is published, read from the disk again only when it has changed."""

    def __init__(self, repository: Repository) -> None:
        self._repository = repository
        self._seen = _Seen(None, Number(0, 0), 0)

    def now(self) -> Number:
        """What is published now."""
        return self._look().number

    def of(self, size: int, epoch: int) -> Number:
        """The number of the register that follows from the first `size` events of the ledger: the
        very one that is, or will be, published of them. `epoch` holds before the first one.
        """
        seen = self._look()
        return Number(seen.number.epoch or epoch, size + seen.ahead)

    def _look(self) -> _Seen:
        path = self._repository.metadata / "timestamp.json"
        try:
            found = path.stat()
            mark = (found.st_mtime_ns, found.st_ino)
            if self._seen.mark != mark:
                self._seen = self._read(mark)
        except (OSError, Conflict):
            return _Seen(None, Number(0, 0), 0)
        return self._seen

    def _read(self, mark: tuple[int, int]) -> _Seen:
        state = self._repository.state()
        if state is None:
            raise Conflict("nothing is published")
        return _Seen(mark, Number(state.epoch, state.number), state.number - state.size)


class Hints:
    """Tells what is published now and lets threads wait for more, with one look-out for all."""

    def __init__(self, numbering: Numbering, most: int) -> None:
        self.now = numbering.now
        self._most = most
        self._changed = Condition()
        self._waiting = 0
        self._looking = False

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
