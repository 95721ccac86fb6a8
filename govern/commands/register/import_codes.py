"""Importing the table by which a force's records system names flows: whole, or not at all."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from govern.commands.authority import OFFICE, require
from govern.errors import Invalid
from govern.installation import Installation
from govern.register.derive import key_of
from govern.register.facts import Facts
from govern.store import organisations
from govern.store.rows.reconciling import CodeTableRow, UnmappedCodeRow
from govern.store.writing import Writing
from workflows.engine import Actor

COLUMNS = ("force", "code", "flow")
LONGEST_CODE, MOST_ROWS, MOST_FAULTS = 200, 200_000, 50


@dataclass(frozen=True)
class Imported:
    """How many codes each force (slug) has now."""

    codes: dict[str, int]


class _Faults(Exception):
    """Nothing more is read: there are too many already."""


def import_codes(installation: Installation, *, by: Actor | None, content: str) -> Imported:
    """Replace the table of every force that the file names. `content` is CSV with the columns
    force (its slug), code, and flow (its id, or partner/category/purpose/direction).

    Invalid names each row and column that is wrong; then nothing is changed.
    """
    facts = installation.register.facts(installation.clock.now())
    tables = _Reader(facts, content).tables()
    with installation.writing(by) as w:
        require(w, by, OFFICE)
        for force, codes in sorted(tables.items()):
            _record(w, organisations.by_slug(w.session, force).id, codes)
            _settled(w.session, force, set(codes))
    return Imported({force: len(codes) for force, codes in tables.items()})


class _Reader:
    """Reads one file, and remembers everything that is wrong in it."""

    def __init__(self, facts: Facts, content: str) -> None:
        self._facts = facts
        self._rows = csv.reader(io.StringIO(content.removeprefix("\ufeff")), strict=True)
        self._faults: dict[str, str] = {}

    def tables(self) -> dict[str, dict[str, str]]:
        """By force, its codes and the ids of their flows."""
        found: dict[str, dict[str, str]] = {}
        try:
            self._heading()
            for number, row in self._read():
                self._row(found, number, row)
        except _Faults:
            pass
        except csv.Error as fault:
            self._faults[f"row {self._rows.line_num}"] = f"This is no CSV: {fault}."
        if not found and not self._faults:
            self._faults["row 2"] = "There is no row below the names of the columns."
        if self._faults:
            raise Invalid(self._faults)
        return found

    def _heading(self) -> None:
        named = [cell.strip().lower() for cell in next(self._rows, [])]
        if tuple(named) != COLUMNS:
            self._faults["row 1"] = f"Name the columns {', '.join(COLUMNS)}, in this order."
            raise _Faults

    def _read(self) -> Iterator[tuple[int, list[str]]]:
        for row in self._rows:
            cells = [cell.strip() for cell in row]
            if any(cells):
                yield self._rows.line_num, cells
            if self._rows.line_num > MOST_ROWS:
                self._wrong(self._rows.line_num, "code", f"At most {MOST_ROWS} rows are read.")
                raise _Faults

    def _row(self, found: dict[str, dict[str, str]], number: int, cells: list[str]) -> None:
        if len(cells) != len(COLUMNS):
            said = f"There are {len(cells)} columns; give {len(COLUMNS)}."
            self._faults[f"row {number}"] = said
            return
        force, code, flow = cells
        bodies = self._facts.find("organisations_by_slug", force)
        if not bodies or bodies[0].get("kind") != "force":
            self._wrong(number, "force", f"There is no force {force or '(empty)'}.")
            return
        if not 0 < len(code) <= LONGEST_CODE or not code.isprintable():
            self._wrong(number, "code", f"Give a code of 1 to {LONGEST_CODE} printable signs.")
        elif code in found.setdefault(force, {}):
            self._wrong(number, "code", f"{code} stands in an earlier row too.")
        elif (flow_id := self._flow(str(bodies[0]["id"]), flow)) is None:
            said = f"{force} has no flow {flow or '(empty)'}: give its id, or "
            self._wrong(number, "flow", said + "partner/category/purpose/send (or /receive).")
        else:
            found[force][code] = flow_id

    def _flow(self, force_id: str, named: str) -> str | None:
        parts = named.split("/")
        flow = self._facts.row("flow", named)
        if flow is not None:
            own = flow.get("force_id") == force_id and key_of(self._facts, flow)
            return str(flow["id"]) if own else None
        partners = self._facts.find("organisations_by_slug", parts[0])
        if len(parts) != 4 or not partners:
            return None
        flows = self._facts.find("flows_by_parts", force_id, partners[0]["id"], *parts[1:])
        return str(flows[0]["id"]) if flows else None

    def _wrong(self, number: int, column: str, said: str) -> None:
        self._faults[f"row {number}, column {column}"] = said
        if len(self._faults) >= MOST_FAULTS:
            raise _Faults


def _record(w: Writing, force_id: str, codes: dict[str, str]) -> None:
    held = w.session.get(CodeTableRow, force_id)
    if held is not None and held.codes == codes:
        return
    kind = "codes_imported" if held is None else "codes_replaced"
    w.record(kind, ("code_table", force_id), {"codes": codes})


def _settled(session: Session, force: str, codes: set[str]) -> None:
    """What is mapped now is not missing any more."""
    listed = session.scalars(select(UnmappedCodeRow.code).where(UnmappedCodeRow.force == force))
    for code in codes.intersection(listed):
        mapped = delete(UnmappedCodeRow).where(
            UnmappedCodeRow.force == force, UnmappedCodeRow.code == code
        )
        session.execute(mapped)
