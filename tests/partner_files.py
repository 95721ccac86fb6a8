"""A partner's own agreement as python-docx makes it: another program's idea of a Word file."""

from __future__ import annotations

import io
from collections.abc import Sequence

import docx
import pikepdf
import weasyprint

CLAUSES: Sequence[tuple[str, Sequence[str]]] = (
    ("1. Parties", ["This agreement is made between the Council and the Chief Constable.",
                    "Each party is an independent controller of what it receives."]),
    ("2. Purpose", ["The purpose is specific: to safeguard children in the area."]),
    ("7. Retention", ["Records are retained for six years. They are then securely destroyed."]),
    ("9. Breaches", ["Any breach is reported without undue delay to the other party."]),
)  # fmt: skip


def partner_file(clauses: Sequence[tuple[str, Sequence[str]]] = CLAUSES) -> bytes:
    """Headings, paragraphs and one table."""
    made = docx.Document()
    made.add_heading("Information sharing protocol", 0)
    for title, paragraphs in clauses:
        made.add_heading(title, 1)
        for each in paragraphs:
            made.add_paragraph(each)
    table = made.add_table(rows=2, cols=2)
    for at, words in enumerate(("Data item", "Why", "Home address of a child", "To visit")):
        table.cell(at // 2, at % 2).text = words
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def partner_pdf(
    clauses: Sequence[tuple[str, Sequence[str]]] = CLAUSES, *, pictures: int = 0
) -> bytes:
    """The same printed, and so many pages after it that hold a picture and no words."""
    said = "".join(
        f"<h2>{title}</h2>" + "".join(f"<p>{each}</p>" for each in paragraphs)
        for title, paragraphs in clauses
    )
    picture = '<div style="break-before: page; width: 9cm; height: 9cm; background: #88c"></div>'
    html = f"<h1>Information sharing protocol</h1>{said}{picture * pictures}"
    return bytes(weasyprint.HTML(string=html).write_pdf())


def scanned_pdf(pages: int = 2) -> bytes:
    """Pictures of pages, as a scanner makes them."""
    html = '<div style="break-before: page; width: 9cm; height: 9cm; background: #ccc"></div>'
    return bytes(weasyprint.HTML(string=html * pages).write_pdf())


def locked(content: bytes, password: str) -> bytes:
    """The same PDF, opened by a password; an empty one locks nothing but changes."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="owner", user=password))
    return out.getvalue()
