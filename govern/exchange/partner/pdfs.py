"""The words of a PDF, page by page: runs in the confined child; nothing of the file is run."""

from __future__ import annotations

import io
import logging

import orjson
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from govern.exchange.confined.refusing import Refused

MOST_PAGES, MOST_LETTERS = 400, 4_000_000
FEWEST_WORDS = 5
"""A page with fewer is taken for a picture: a scan often has a stamp or a page number on it."""
SCAN = (
    "The PDF holds pictures of pages and no words: it is a scan. Ask the partner for the file that "
    "it was printed from, or have its words recognised first."
)


def words_of_pdf(content: bytes) -> bytes:
    """The text of each page as JSON. Raises Refused for a scan, a locked file and what is none."""
    if b"%PDF-" not in content[:1024]:
        raise Refused("This is no PDF.")
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Refused("The PDF is locked by a password. Ask the partner for one that is not.")
        if len(reader.pages) > MOST_PAGES:
            raise Refused(f"The PDF has more than {MOST_PAGES} pages.")
        pages = _pages(reader)
    except (PyPdfError, RecursionError):
        raise Refused("The PDF cannot be read: it is broken, or unpacks to far too much.") from None
    if not any(len(each.split()) >= FEWEST_WORDS for each in pages):
        raise Refused(SCAN)
    return orjson.dumps(pages)


def _pages(reader: PdfReader) -> list[str]:
    pages, letters = [], 0
    for page in reader.pages:
        text = page.extract_text().encode(errors="replace").decode()
        letters += len(text)
        if letters > MOST_LETTERS:
            raise Refused("The PDF holds more words than an agreement can have.")
        pages.append(text)
    return pages
