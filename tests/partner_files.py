"""A partner's own agreement as python-docx makes it: another program's idea of a Word file."""

from __future__ import annotations

import io
from collections.abc import Sequence

import docx

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
