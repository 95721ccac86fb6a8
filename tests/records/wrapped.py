"""Forgeries that leave the signed bytes alone: the signature unhooked (universal forgery), content
saved behind it (incremental saving), or content put into its gap (signature wrapping).
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from pyhanko.pdf_utils.reader import PdfFileReader

from tests.records.attacks import CHANGES, RANGE, Attack, resaved

BODY = b"%d 0 obj\n<</Length 3>>stream\nq Q\nendstream\nendobj\n"
SAVED = ("page emptied", "one page more", "no fields", "signature's picture", "no attachments")
"""The changes of `attacks` that are saved behind every kind of record."""


def unhooked(record: bytes) -> Iterator[Attack]:
    """The reader still finds a signature, and has nothing left to check."""
    start, end = digits(record)
    ranges = list(RANGE.finditer(record))[-1]
    stop = record.index(b"]", ranges.start()) + 1
    for name, put in {
        "null": b" null",
        "empty digits": b" <>",
        "one nought": b" <00>",
        "a text": b" ()",
        "a list": b" []",
        "a number": b" 0",
    }.items():
        yield f"digits are {name}", _over(record, start, end + 1, put)
    for name, put in {
        "null": b"null",
        "an empty list": b"[]",
        "noughts": b"[0 0 0 0]",
        "negative": b"[0 -1 -1 -1]",
        "one number": b"[0]",
    }.items():
        yield f"range is {name}", _over(record, ranges.start(), stop, b"/ByteRange " + put)
    no_digits = _over(record, start - 9, start, b"/Xontents")
    yield "no digits", no_digits
    yield "no range", _over(record, ranges.start(), stop, b"/XyteRange [0 0]")
    yield "neither", _over(no_digits, ranges.start(), stop, b"/XyteRange [0 0]")
    for word, other in ((b"/Adobe.PPKLite", b"/Adobe.PPKNone"), (b"/ETSI.", b"/Else.")):
        place = record.index(word, end)
        yield f"another {word.decode()}", _over(record, place, place + len(word), other)


def saved_behind(record: bytes) -> Iterator[Attack]:
    """Something is saved behind the signature: with a table of objects, with half of one, or with
    none.
    """
    body = BODY % page_content(record)
    trailer = b"trailer\n<</Root %d 0 R/Size 9999>>\n" % _root(record)
    last = record[record.rindex(b"startxref") :]
    yield "body alone", record + body
    yield "body and trailer", record + body + trailer
    yield "body and the old end", record + body + last
    yield "body, trailer and the old end", record + body + trailer + last
    yield "body and a table", with_table(record, body, page_content(record), len(record))
    start, end = digits(record)
    copied = record[start - 9 : end + 80]
    yield "a copy of the signature", record + body + b"9000 0 obj\n<<" + copied + b">>\n" + last
    for name in SAVED:
        yield name, resaved(record, CHANGES[name])


def wrapping(record: bytes) -> Iterator[Attack]:
    """The room of the signature's noughts holds what nobody signed; the signed bytes are the same,
    in their places or moved.
    """
    start, end = digits(record)
    used = len(record[start + 1 : end].rstrip(b"0"))
    head, tail = record[: start + 1 + used + used % 2], record[end + 1 :]
    room = end + 1 - len(head)
    number = page_content(record)
    body = BODY % number
    yield "another reason", head + _padded(b">/Reason (Rejected)/Filler <", room) + tail
    yield "another range", head + _padded(b">/ByteRange [0 9 9 9]/Filler <", room) + tail
    object_ = _padded(b">>>\nendobj\n" + body + b"9000 0 obj\n<</Filler <", room)
    yield "an object", head + object_ + tail
    hidden = head + object_ + tail
    yield "an object that is read", with_table(hidden, b"", number, hidden.index(body, start))
    for name, more in {"by a page": body, "by the record": record}.items():
        gap = len(head) + len(more) + 3 * room
        ranges = b">/ByteRange [0 %d %d %d]>>\nendobj\n" % (start, gap, len(tail))
        moved = head + ranges + more + b"9000 0 obj\n<</Filler <"
        yield f"moved {name}", moved.ljust(gap - 1, b"0") + b">" + tail
    yield "signed part given twice", record + BODY % number + record[end + 1 :]


def digits(record: bytes) -> tuple[int, int]:
    """Where the angle brackets of the last signature's digits stand."""
    start = record.rindex(b"/Contents <") + 10
    return start, record.index(b">", start)


def page_content(record: bytes) -> int:
    """The number of the object that draws the first page."""
    page: Any = PdfFileReader(io.BytesIO(record)).root["/Pages"]["/Kids"][0].get_object()
    held = page.raw_get("/Contents")
    return int(held.idnum if hasattr(held, "idnum") else held.raw_get(0).idnum)


def with_table(record: bytes, body: bytes, number: int, place: int) -> bytes:
    """The record, a body behind it, and a table that reads one object from a place."""
    previous = int(re.findall(rb"startxref\s+(\d+)", record)[-1])
    table = b"xref\n%d 1\n%010d 00000 n \n" % (number, place)
    trailer = b"trailer\n<</Root %d 0 R/Size 9999/Prev %d>>\n" % (_root(record), previous)
    at = len(record) + len(body)
    return record + body + table + trailer + b"startxref\n%d\n%%%%EOF\n" % at


def _root(record: bytes) -> int:
    trailer: Any = PdfFileReader(io.BytesIO(record)).trailer
    return int(trailer.raw_get("/Root").idnum)


def _over(record: bytes, start: int, end: int, put: bytes) -> bytes:
    """Something in a place, with blanks to its end, so that nothing else moves."""
    assert len(put) <= end - start, put
    return record[:start] + put.ljust(end - start) + record[end:]


def _padded(put: bytes, room: int) -> bytes:
    assert len(put) < room, put
    return put.ljust(room - 1, b"0") + b">"
