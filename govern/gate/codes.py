"""The table by which the system beside the gate names flows: read once, whole or not at all."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path

from govern.errors import Invalid
from govern.register.row import FlowKey

COLUMNS = ("force", "code", "flow")
DIRECTIONS = ("send", "receive")

Codes = Mapping[tuple[str, str], FlowKey]
"""(force, code) -> the flow it stands for."""


def read_codes(path: Path) -> Codes:
    """The codes in a CSV file as `govern register codes export` writes it. Invalid names the row
    and column that cannot be right; a gate does not start on half a table.
    """
    found: dict[tuple[str, str], FlowKey] = {}
    try:
        for number, row in _rows(path):
            force, code, flow = row
            parts = flow.split("/")
            if len(parts) != 4 or parts[3] not in DIRECTIONS:
                said = "Write partner/category/purpose/send, or /receive."
                raise Invalid.field(f"row {number}, column flow", said)
            if not force or not code or (force, code) in found:
                raise Invalid.field(f"row {number}, column code", "It is empty, or not the first.")
            found[force, code] = FlowKey(force, *parts)
    except (OSError, UnicodeDecodeError, csv.Error) as fault:
        raise Invalid.field("codes", f"{path} cannot be read: {fault}.") from fault
    return found


def _rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.reader(file, strict=True)
        if tuple(next(rows, [])) != COLUMNS:
            raise Invalid.field("row 1", f"Name the columns {', '.join(COLUMNS)}, in this order.")
        for row in rows:
            if row and len(row) != len(COLUMNS):
                raise Invalid.field(f"row {rows.line_num}", f"Give {len(COLUMNS)} columns.")
            if row:
                yield rows.line_num, [cell.strip() for cell in row]
