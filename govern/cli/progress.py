"""Says on a terminal how far a long check is; a program, a file or a pipe is not told."""

from __future__ import annotations

import sys
from time import monotonic

BETWEEN = 0.2
"""Seconds between two sayings: often enough to see that it moves."""


class Line:
    """One line on standard error that is written over, and gone at the end."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._shown = not quiet and sys.stderr.isatty()
        self._next = 0.0
        self._width = 0

    def __call__(self, what: str, done: int, of: int) -> None:
        """So many of so many are done."""
        if not self._shown or monotonic() < self._next:
            return
        self._next = monotonic() + BETWEEN
        self._write(f"{what}: {done:,} of {of:,}")

    def end(self) -> None:
        """Leave an empty line for the answer."""
        if self._width:
            self._write("")
            sys.stderr.write("\r")
            sys.stderr.flush()

    def _write(self, said: str) -> None:
        sys.stderr.write(f"\r{said:<{self._width}}")
        sys.stderr.flush()
        self._width = len(said)
