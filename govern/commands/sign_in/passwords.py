"""Passwords: kept as argon2id hashes, and compared at the same cost whether or not there is one."""

from __future__ import annotations

from functools import cache

from pwdlib import PasswordHash
from pwdlib.exceptions import UnknownHashError

_HASHER = PasswordHash.recommended()


def hash_password(password: str) -> str:
    """What is kept of a password."""
    return _HASHER.hash(password)


def matches(password: str, kept: str | None) -> bool:
    """Whether a password is the one whose hash is kept; without one, False after the same work."""
    try:
        right = _HASHER.verify(password, kept or _nobodys())
    except UnknownHashError:
        return False
    return right and kept is not None


@cache
def _nobodys() -> str:
    return _HASHER.hash("nobody has this password")
