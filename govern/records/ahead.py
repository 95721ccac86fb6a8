"""Documents laid out before they are asked for: the same task has the same answer, so it waits."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Lock

_MOST = 16
"""Answers kept; the oldest that nobody took goes first."""


class Ahead:
    """Answers on their way, each found again by the whole of its task and given out once."""

    def __init__(self, answer: Callable[[bytes], bytes]) -> None:
        self._answer = answer
        self._lock = Lock()
        self._begun: dict[bytes, Future[bytes]] = {}
        self._pool: ThreadPoolExecutor | None = None

    def begin(self, task: bytes) -> None:
        """Start on a task that will be asked for."""
        with self._lock:
            if task in self._begun:
                return
            self._pool = self._pool or ThreadPoolExecutor(1, "layout-ahead")
            self._begun[task] = self._pool.submit(self._answer, task)
            while len(self._begun) > _MOST:
                self._begun.pop(next(iter(self._begun))).cancel()

    def ask(self, task: bytes) -> bytes:
        """The answer to a task, from what was begun when it was."""
        with self._lock:
            begun = self._begun.pop(task, None)
        return self._answer(task) if begun is None else begun.result()
