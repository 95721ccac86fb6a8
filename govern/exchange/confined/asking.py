"""Hands a file to the confined child and takes what it says of it."""

from __future__ import annotations

from typing import Any

import orjson

from govern.exchange.confined.refusing import Refused
from govern.exchange.legacy.pdfs import unpacked
from govern.records.confined.child import Child, TaskEnded
from govern.records.confined.limits import Limits

LIMITS = Limits(cpu_seconds=20, wall_seconds=40, memory_bytes=1024 * 1024 * 1024)
LARGEST = 25 * 1024 * 1024
LARGEST_ZIP = 150 * 1024 * 1024
_READING = Child("govern.exchange.confined.worker", at_once=2)

ASSESSMENT, SHEET, PDFS, PDF_PAGES, WORD = b"a", b"s", b"p", b"t", b"w"
"""The kinds of file, each by the byte that tells the child which it gets."""


def assessment(content: bytes, limits: Limits = LIMITS) -> dict[str, Any]:
    """What is understood of an exported assessment, as plain values. Raises Refused."""
    return dict(orjson.loads(ask(ASSESSMENT, content, LARGEST, limits)))


def sheet(content: bytes, limits: Limits = LIMITS) -> list[list[str]]:
    """The rows of a spreadsheet. Raises Refused."""
    return [list(row) for row in orjson.loads(ask(SHEET, content, LARGEST, limits))]


def pdfs(content: bytes, limits: Limits = LIMITS) -> tuple[dict[str, bytes], list[str]]:
    """The PDFs of a zip file by name, and the names of what is none. Raises Refused."""
    return unpacked(ask(PDFS, content, LARGEST_ZIP, limits))


def pdf_pages(content: bytes, limits: Limits = LIMITS) -> list[str]:
    """The words of a PDF, page by page. Raises Refused, for a scan above all."""
    return [str(each) for each in orjson.loads(ask(PDF_PAGES, content, LARGEST, limits))]


def ask(kind: bytes, content: bytes, largest: int, limits: Limits = LIMITS) -> bytes:
    """The child's answer. Raises Refused."""
    if len(content) > largest:
        raise Refused(f"The file is larger than {largest // 1024 // 1024} MB.")
    try:
        answer = _READING.ask(kind + content, limits)
    except TaskEnded:
        raise Refused("Reading the file took more time or memory than one may use.") from None
    if answer[:1] != b"+":
        raise Refused(answer[1:].decode(errors="replace"))
    return answer[1:]
