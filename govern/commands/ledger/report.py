"""What verifying found, for a person and for a program."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any

SHOWN = 50

Told = Callable[[str, int, int], None]
"""Is told while something is checked: what, how many are done, of how many."""


def untold(what: str, done: int, of: int) -> None:
    """Nobody is told."""


@dataclass(frozen=True)
class Fault:
    """One thing that is not as the ledger says: a sentence, and its place if it has one."""

    sentence: str
    table: str | None = None
    row: str | None = None
    column: str | None = None
    record: str | None = None
    event: int | None = None


@dataclass(frozen=True)
class Part:
    """One part of the proof: what was checked, how many of it, and what was wrong."""

    name: str
    checked: int
    of: str
    faults: tuple[Fault, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Report:
    """The whole proof. `whole` when every part holds."""

    events: int
    root: str
    at: str
    parts: tuple[Part, ...] = field(default_factory=tuple)

    @property
    def whole(self) -> bool:
        """Whether nothing is wrong."""
        return not any(part.faults for part in self.parts)

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Everything that is wrong, part by part."""
        return tuple(fault for part in self.parts for fault in part.faults)

    def data(self) -> dict[str, Any]:
        """The report as plain JSON values."""
        return {"whole": self.whole, **asdict(self)}

    def lines(self) -> list[str]:
        """The report for a person, the verdict last."""
        told = [f"Ledger of {self.events} events, root {self.root}, at {self.at}"]
        for part in self.parts:
            told.append(f"{'ok    ' if not part.faults else 'BROKEN'}  {part.checked} {part.of}")
            if part.note:
                told.append(f"          {part.note}")
            told += [f"          {fault.sentence}" for fault in part.faults[:SHOWN]]
            if len(part.faults) > SHOWN:
                told.append(f"          and {len(part.faults) - SHOWN} more; --json lists them all")
        verdict = "The ledger is whole." if self.whole else "The ledger is NOT whole."
        return [*told, verdict]
