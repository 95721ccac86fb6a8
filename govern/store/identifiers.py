"""Random 128-bit identifiers, and a repeatable source of them for the demonstration and tests."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import count

_SOURCE: ContextVar[Callable[[], str] | None] = ContextVar("identifier_source", default=None)


def new_id() -> str:
    """32 lowercase hex digits."""
    source = _SOURCE.get()
    return source() if source else secrets.token_hex(16)


@contextmanager
def repeatable(seed: str) -> Iterator[None]:
    """Within it, identifiers follow from `seed` alone: the demonstration is the same on every
    machine.
    """
    numbers = count()
    digest = hashlib.sha256
    token = _SOURCE.set(lambda: digest(f"{seed}:{next(numbers)}".encode()).hexdigest()[:32])
    try:
        yield
    finally:
        _SOURCE.reset(token)
