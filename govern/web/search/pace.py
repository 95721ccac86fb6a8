"""How fast one person may search, and how many searches run at a time in this process."""

from __future__ import annotations

import time
from collections import OrderedDict, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore, Lock

from werkzeug.exceptions import TooManyRequests

A_MINUTE = 60.0
MOST_A_MINUTE = 60
AT_ONCE = 4
REMEMBERED = 5_000
"""People whose last searches are remembered here; the one that searched longest ago goes first."""


class Pace:
    """Counts the searches of each person in the last minute. `now` gives seconds that only grow."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._lock = Lock()
        self._running = BoundedSemaphore(AT_ONCE)
        self._last: OrderedDict[str, deque[float]] = OrderedDict()

    @contextmanager
    def turn(self, person: str) -> Iterator[None]:
        """One search of a person; TooManyRequests when they, or all together, ask for too many."""
        self._count(person)
        if not self._running.acquire(timeout=5):
            raise TooManyRequests
        try:
            yield
        finally:
            self._running.release()

    def _count(self, person: str) -> None:
        now = self._now()
        with self._lock:
            asked = self._last.setdefault(person, deque())
            self._last.move_to_end(person)
            while asked and asked[0] <= now - A_MINUTE:
                asked.popleft()
            if len(asked) >= MOST_A_MINUTE:
                raise TooManyRequests
            asked.append(now)
            while len(self._last) > REMEMBERED:
                self._last.popitem(last=False)
