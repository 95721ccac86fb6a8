"""The report of a check as rows: for CSV, and as blocks of a Word file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from govern.exchange.partner.looking import FOUND, NOT_FOUND, PARTLY, requirements
from govern.exchange.word.model import Block, Cell, Para, Run, Table, TableRow

HEADS = (
    "Section", "Requirement", "Law", "Words looked for", "Passages", "Confirmed", "Note", "By",
)  # fmt: skip
STATES = {FOUND: "Found", PARTLY: "Partly", NOT_FOUND: "Not found"}
OPEN = "Not yet confirmed"
_RUNS = ("=", "+", "-", "@", "\t", "\r", "\n")


def rows(
    found: Mapping[str, Any], confirmed: Mapping[str, Any], people: Mapping[str, str]
) -> Iterator[list[str]]:
    """A row for each requirement, in the order of `HEADS`."""
    for each in requirements():
        here = found.get(each.id, {"state": NOT_FOUND, "passages": [], "missing": []})
        said = confirmed.get(each.id)
        quoted = "\n".join(f"{one['where']}: {one['text']}" for one in here["passages"])
        yield [
            each.section,
            each.title,
            "; ".join(each.law),
            STATES[here["state"]],
            quoted,
            STATES[said["state"]] if said else OPEN,
            said["note"] if said else "",
            people.get(said["person_id"], "") if said else "",
        ]


def as_csv(lines: Sequence[Sequence[str]]) -> bytes:
    """UTF-8 with a mark, and nothing that a spreadsheet would run."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEADS)
    writer.writerows([[_guarded(each) for each in line] for line in lines])
    return ("\ufeff" + out.getvalue()).encode()


def as_blocks(lines: Sequence[Sequence[str]]) -> list[Block]:
    """For a Word file: a heading and a small table for each requirement."""
    made: list[Block] = []
    for section, title, *rest in lines:
        made.append(Para((Run(f"{section}: {title}"),), "label"))
        facts = zip(HEADS[2:], rest, strict=True)
        made.append(Table(tuple(_fact(head, said) for head, said in facts if said), (1, 3)))
        made.append(Para((), "gap"))
    return made


def _fact(head: str, said: str) -> TableRow:
    lines = tuple(Para((Run(each),), "fact") for each in said.split("\n"))
    return TableRow((Cell((Para((Run(head),), "head"),)), Cell(lines)))


def _guarded(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_RUNS) else cell
