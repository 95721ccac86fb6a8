"""A queue of threads: each takes its turn in the order in which it came."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

PATIENCE = 60.0
"""Seconds that a thread waits for its turn."""


class Queue:
    """Lets one thread through at a time. A plain lock lets whoever is quickest in, and somebody
    may wait for ever.
    """

    def __init__(self, patience: float = PATIENCE) -> None:
        self._patience = patience
        self._guard = Lock()
        self._waiting: deque[Lock] = deque()
        self._taken = False

    @contextmanager
    def turn(self) -> Iterator[None]:
        """One turn. TimeoutError when it does not come."""
        self._wait()
        try:
            yield
        finally:
            self._pass_on()

    def _wait(self) -> None:
        with self._guard:
            if not self._taken:
                self._taken = True
                return
            mine = Lock()
            mine.acquire()
            self._waiting.append(mine)
        if mine.acquire(timeout=self._patience):
            return
        with self._guard:
            if mine in self._waiting:
                self._waiting.remove(mine)
                raise TimeoutError("no turn to write came in time")
        # The turn came at the last moment, and is ours.

    def _pass_on(self) -> None:
        with self._guard:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._taken = False
