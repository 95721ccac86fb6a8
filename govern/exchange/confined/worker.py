"""The reading process: one file of another program at a time, within limits."""

from __future__ import annotations

import sys

import orjson

from govern.exchange.confined.asking import ASSESSMENT, PDF_PAGES, PDFS, SHEET, WORD
from govern.exchange.confined.refusing import Refused
from govern.exchange.legacy.pdfs import packed_pdfs
from govern.exchange.legacy.sheets import rows
from govern.exchange.partner.pdfs import words_of_pdf
from govern.exchange.pia.understanding import understood
from govern.exchange.word.reading import read
from govern.records.confined.serving import serve

DONE, FAULT = b"+", b"-"


def answer(message: bytes) -> bytes:
    """What is in the file, behind a plus sign; or behind a minus a sentence on why not."""
    try:
        return DONE + _READERS[message[:1]](message[1:])
    except Refused as refused:
        return FAULT + str(refused).encode()
    except MemoryError:
        return FAULT + b"The file needs more memory than one file may use."
    except RecursionError:
        return FAULT + b"The file is nested too deeply."
    except Exception as error:  # noqa: BLE001  whatever a file does to the reader, its sender gets a sentence
        print(f"reading failed: {type(error).__name__}: {error}", file=sys.stderr, flush=True)
        return FAULT + f"The file cannot be read ({type(error).__name__}).".encode()


def _assessment(content: bytes) -> bytes:
    try:
        raw = orjson.loads(content.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError:
        raise Refused("This is no JSON file. Export the assessment as JSON.") from None
    if not isinstance(raw, dict):
        raise Refused("This is no assessment exported by the PIA tool.")
    try:
        found = understood(raw)
    except ValueError as fault:
        raise Refused(str(fault)) from None
    return orjson.dumps(found)


def _sheet(content: bytes) -> bytes:
    return orjson.dumps(rows(content))


def _word(content: bytes) -> bytes:
    return orjson.dumps(read(content).encode())


_READERS = {
    ASSESSMENT: _assessment,
    SHEET: _sheet,
    PDFS: packed_pdfs,
    PDF_PAGES: words_of_pdf,
    WORD: _word,
}

if __name__ == "__main__":
    serve(answer)
