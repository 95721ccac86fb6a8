"""Spreadsheets of legacy agreements, and the zip files with their PDFs."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Mapping, Sequence

from openpyxl import Workbook

HEADS = ("Ref", "Title", "Force", "Partners", "IAO", "Start date", "Expiry date", "PDF")
GOOD = ("ISA-7", "School visits", "essex", "North Hill Council; Harbour Trust", "Ida Tech",
        "01/04/2024", "31/03/2027", "isa7.pdf")  # fmt: skip
PDF = b"%PDF-1.4\nan old agreement\n%%EOF\n"


def sheet(*rows: Sequence[str], heads: Sequence[str] = HEADS) -> bytes:
    """As CSV."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([heads, *rows])
    return out.getvalue().encode()


def workbook(*rows: Sequence[object], heads: Sequence[str] = HEADS) -> bytes:
    """As .xlsx."""
    book = Workbook()
    page = book.active
    assert page is not None
    for row in (heads, *rows):
        page.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


DATED = (*GOOD[:5], dt.datetime(2024, 4, 1), dt.date(2027, 3, 31), GOOD[7])


def packed(files: Mapping[str, bytes] | None = None) -> bytes:
    """A zip file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in (files or {"scans/ISA7.pdf": PDF}).items():
            made.writestr(name, content)
    return out.getvalue()
