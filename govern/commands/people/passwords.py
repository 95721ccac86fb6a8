"""What makes a password fit, and how it is stored: Argon2id, never the password."""

from __future__ import annotations

import unicodedata

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

SHORTEST = 12
LONGEST = 256
_HASHER = PasswordHash((Argon2Hasher(),))


def fault(password: str, *, name: str, email: str) -> str | None:
    """Why this password will not do, as a sentence; None when it will."""
    plain = _normal(password)
    if not SHORTEST <= len(plain) <= LONGEST:
        return f"Use between {SHORTEST} and {LONGEST} characters."
    if len(set(plain)) < 5:
        return "Use at least five different characters."
    folded = plain.casefold()
    words = [*name.casefold().split(), email.partition("@")[0].casefold()]
    if any(len(word) > 3 and word in folded for word in words):
        return "Leave your name and your e-mail address out of it."
    return None


def hashed(password: str) -> str:
    """The Argon2id hash to store."""
    return _HASHER.hash(_normal(password))


def matches(password: str, stored: str) -> bool:
    """Whether the password is the one that was stored."""
    return _HASHER.verify(_normal(password), stored)


def _normal(password: str) -> str:
    """NFKC, so that one keyboard's letter is another's (NIST SP 800-63B section 5.1.1.2)."""
    return unicodedata.normalize("NFKC", password)
