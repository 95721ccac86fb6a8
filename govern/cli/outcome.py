"""What a subcommand answers, and how it is said: to a person in lines, to a program as JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

YES, NO, MISUSE = 0, 1, 2


@dataclass(frozen=True)
class Outcome:
    """An answer. `ok` is yes or no; `data` is the same for a program."""

    lines: Sequence[str]
    data: Any = field(default_factory=dict)
    ok: bool = True

    @property
    def code(self) -> int:
        """The exit code."""
        return YES if self.ok else NO


def say(outcome: Outcome, *, as_json: bool) -> int:
    """Print an outcome and return its exit code."""
    if as_json:
        print(json.dumps(outcome.data, ensure_ascii=False, indent=2))
    else:
        print("\n".join(outcome.lines))
    return outcome.code


def refuse(sentence: str, code: int, *, as_json: bool, faults: dict[str, str]) -> int:
    """Say why nothing was done and return `code`."""
    if as_json:
        print(json.dumps({"error": sentence, "faults": faults}, ensure_ascii=False, indent=2))
    else:
        print(f"govern: {sentence}", file=sys.stderr)
    return code


def columns(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows of cells as lines with aligned columns."""
    if not rows:
        return []
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
