"""Small writes of several threads in one transaction: each waits for a commit, one does for all.

In a burst, when one commit follows another, the next waits a little so that it serves more of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from time import monotonic, sleep
from typing import Generic, TypeVar

from sqlalchemy.orm import Session

from govern.store.database import Database

T = TypeVar("T")
BURST, PAUSE = 0.1, 0.025
"""Seconds since the last commit within which there is a burst, and what its next commit waits."""


@dataclass
class _Put(Generic[T]):
    item: T
    written: bool = False
    fault: Exception | None = None


class Together(Generic[T]):
    """Writes what several threads put. Who comes while another commits is written by the next."""

    def __init__(self, database: Database, write: Callable[[Session, T], None]) -> None:
        self._database = database
        self._write = write
        self._waiting: list[_Put[T]] = []
        self._guard, self._leading = Lock(), Lock()
        self._committed = -BURST

    def put(self, item: T) -> None:
        """Returns once the item is committed; raises what kept it from that."""
        mine = _Put(item)
        with self._guard:
            self._waiting.append(mine)
        with self._leading:
            if not mine.written and mine.fault is None:
                self._lead()
        if mine.fault is not None:
            raise mine.fault

    def _lead(self) -> None:
        if monotonic() - self._committed < BURST:
            sleep(PAUSE)
        with self._guard:
            due, self._waiting = self._waiting, []
        try:
            with self._database.writing() as session:
                for each in due:
                    self._write(session, each.item)
        except Exception as fault:  # noqa: BLE001  each of them is told, in its own thread
            for each in due:
                each.fault = fault
        else:
            self._committed = monotonic()
            for each in due:
                each.written = True
