"""The form of a bearer token, and the hash that is kept of it."""

from __future__ import annotations

import hashlib
from typing import Final

# A fixed beginning, so that scanners for leaked secrets can find one.
PREFIX: Final = "govern_"


def digest(token: str) -> str:
    """What is kept of a token: a random one of 256 bits needs no salt."""
    return hashlib.sha256(token.encode()).hexdigest()
