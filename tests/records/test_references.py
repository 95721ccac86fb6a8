"""References on the printed pages: words with a link to the heading of their section."""

from __future__ import annotations

import dataclasses
import io

import pikepdf

from documents.catalogue import definition
from documents.content import Content
from documents.references import resolved
from govern.records.model import anchor, sections
from govern.records.printing import frozen_pdf
from tests.records import printed, specimen


def test_a_reference_is_a_tagged_link_to_its_section_in_the_frozen_pdf() -> None:
    content = Content(definition("code_of_connection"), {"purpose": "As in {section C1} here."})
    made = sections(resolved(content, anchor(content)), {})
    model = dataclasses.replace(printed.model(sections=1), sections=made, accepted=())

    pdf = frozen_pdf(model, identifier=bytes(16), at=specimen.AT)

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        links = [
            note
            for page in opened.pages
            for note in page.get("/Annots", [])
            if note.Subtype == "/Link"
        ]
        named = [str(note.Dest) for note in links if "/Dest" in note]
        tagged = all("/StructParent" in note for note in links)
    assert named.count("2. Purpose") == named.count("1. Control sheet") + 1
    assert tagged
