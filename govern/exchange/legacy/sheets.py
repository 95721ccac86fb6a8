"""The cells of a spreadsheet as words: CSV or .xlsx, the first sheet, dates as ISO days."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable

from openpyxl import load_workbook

from govern.exchange.confined.refusing import Refused
from govern.exchange.legacy.unpacking import Packed

MOST_ROWS, MOST_COLUMNS, LONGEST_CELL = 5_000, 60, 5_000
_MACROS = re.compile(r"vbaproject|macrosheet|/activex/|/embeddings/|externallinks/", re.IGNORECASE)
Rows = list[list[str]]


def rows(content: bytes) -> Rows:
    """Every row with a word in it, the heads first. Raises Refused."""
    found = _workbook(content) if content.startswith(b"PK") else _csv(content)
    if len(found) < 2:
        raise Refused("The spreadsheet needs a first row of heads and a row for each agreement.")
    if any(len(cell) > LONGEST_CELL for row in found for cell in row):
        raise Refused(f"A cell holds more than {LONGEST_CELL:,} characters.")
    return found


def _csv(content: bytes) -> Rows:
    if b"\x00" in content:
        raise Refused("This is no spreadsheet. Save it as CSV or as .xlsx.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    head = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=head.count)
    try:
        return _bounded(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as fault:
        raise Refused(f"The CSV cannot be read: {fault}.") from None


def _workbook(content: bytes) -> Rows:
    packed = Packed(content, most=500, largest=100 * 1024 * 1024)
    names = packed.names()
    if "[Content_Types].xml" not in names or not any(each.startswith("xl/") for each in names):
        raise Refused("This is no spreadsheet. Save it as CSV or as .xlsx.")
    for name in names:
        if _MACROS.search(name):
            raise Refused("The spreadsheet holds macros, objects or links. Save it as plain .xlsx.")
        part = packed.bytes(name)
        if name.endswith((".xml", ".rels")) and re.search(
            rb"<!\s*(DOCTYPE|ENTITY)", part.replace(b"\x00", b"")
        ):
            raise Refused("The spreadsheet declares XML entities, which none ever does.")
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    sheet = book.worksheets[0]
    sheet.reset_dimensions()
    return _bounded([_words(each) for each in row] for row in sheet.iter_rows(values_only=True))


def _bounded(given: Iterable[list[str]]) -> Rows:
    made: Rows = []
    for row in given:
        if len(row) > MOST_COLUMNS and any(each.strip() for each in row[MOST_COLUMNS:]):
            raise Refused(f"The spreadsheet has more than {MOST_COLUMNS} columns.")
        cells = [" ".join(each.split()) for each in row[:MOST_COLUMNS]]
        if any(cells):
            made.append(cells)
        if len(made) > MOST_ROWS:
            raise Refused(f"The spreadsheet has more than {MOST_ROWS:,} rows.")
    return made


def _words(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat()
    if isinstance(cell, dt.date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
