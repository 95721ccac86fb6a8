"""What makes a password fit to be set; how one is kept is the business of signing in."""

from __future__ import annotations

SHORTEST = 12
LONGEST = 256


def fault(password: str, *, name: str, email: str) -> str | None:
    """Why this password will not do, as a sentence; None when it will."""
    if not SHORTEST <= len(password) <= LONGEST:
        return f"Use between {SHORTEST} and {LONGEST} characters."
    if len(set(password)) < 5:
        return "Use at least five different characters."
    folded = password.casefold()
    words = [*name.casefold().split(), email.partition("@")[0].casefold()]
    if any(len(word) > 3 and word in folded for word in words):
        return "Leave your name and your e-mail address out of it."
    return None
