"""What a guard answers: met, or not met with a permanent code and a sentence naming the remedy."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from workflows.facts import Actor, Facts


@dataclass(frozen=True, slots=True)
class Met:
    """The precondition holds."""


@dataclass(frozen=True, slots=True)
class Unmet:
    """The precondition does not hold; `code` is permanent, `reason` names the remedy."""

    code: str
    reason: str


Guard = Callable[[Actor, Facts], Met | Unmet]


def unless(holds: bool, code: str, reason: str) -> Met | Unmet:
    """`Met` when `holds`, otherwise `Unmet` with this code and reason."""
    return Met() if holds else Unmet(code, reason)
