"""A finding: one thing that holds of a file, or does not, as a sentence for a person."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """One thing that holds, or does not, as a sentence."""

    ok: bool
    sentence: str


def told(ok: bool, holds: str, fails: str) -> Finding:
    """The one sentence when it holds and the other when it fails."""
    return Finding(ok, holds if ok else fails)
