"""What a line of the program has opened and lets go of when it has run."""

from __future__ import annotations

from contextlib import ExitStack

AT_END = ExitStack()
