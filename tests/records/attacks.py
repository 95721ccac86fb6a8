"""The corpus of attacks: every way we know to bend a record, each made the same way every time.

Each attack is a name and bytes; none of them is a whole record.
"""

from __future__ import annotations

import io
import random
import re
import zlib
from collections.abc import Iterator
from typing import Any

import pikepdf
from pyhanko.pdf_utils import generic

from govern.records.pades.signing import OneRevision
from tests.records import specimen
from tests.records.messages import bent

Attack = tuple[str, bytes]

RANGE = re.compile(rb"/ByteRange \[(\d+) +(\d+) +(\d+) +(\d+)")


def corpus() -> Iterator[Attack]:
    """Every attack on the bytes of the specimen record; deterministic but for the record's keys."""
    for family in (flipped, cut, appended, revised, bent_ranges, bent_digits, rewritten, framed):
        for name, data in family(specimen.record()):
            yield f"{family.__name__}: {name}", data


def flipped(record: bytes) -> Iterator[Attack]:
    """One bit, in every region of the file."""
    chance = random.Random(2027)
    for name, start, end in regions(record):
        for place in chance.sample(range(start, end), min(4, end - start)):
            yield f"{name} at {place}", _with(record, place, record[place] ^ chance.choice((1, 32)))


def regions(record: bytes) -> Iterator[tuple[str, int, int]]:
    """The parts of a record by name: (name, first byte, byte after the last)."""
    length = len(specimen.frozen())
    yield "header", 0, 15
    for number, found in enumerate(re.finditer(rb"\d+ 0 obj", record)):
        where = "frozen" if found.start() < length else "revision"
        if number % 3 == 0:
            yield f"{where} object {number}", found.start(), found.end()
    for number, found in enumerate(re.finditer(rb"stream\r?\n", record)):
        if number % 4 == 0:
            yield f"stream {number}", found.end(), found.end() + 40
    start = record.index(b"/Contents <", length) + 11
    yield "signature", start, record.index(b">", start) - 2000
    yield "padding of the signature", record.index(b">", start) - 2000, record.index(b">", start)
    at = record.index(b"/ByteRange", length)
    yield "byte range", at, at + 40
    for word in (b"startxref", b"%%EOF"):
        for number, found in enumerate(re.finditer(word, record)):
            yield f"{word.decode()} {number}", found.start(), found.end()


def cut(record: bytes) -> Iterator[Attack]:
    """Truncated at many places, or with a piece taken out."""
    length = len(specimen.frozen())
    for part in (0, 1, 8, 100, length - 1, length, length + 1, len(record) - 1, len(record) - 6):
        yield f"to {part} bytes", record[:part]
    for tenth in range(1, 10):
        yield f"to {tenth} tenths", record[: len(record) * tenth // 10]
        place = len(record) * tenth // 10
        yield f"by 64 bytes at {place}", record[:place] + record[place + 64 :]
    yield "of its signature: the frozen pages alone", specimen.frozen()
    yield "of its frozen pages", record[length:]
    yield "and joined in the middle", record[: length // 2] + record[length:]


def appended(record: bytes) -> Iterator[Attack]:
    """Something after the end, or before the beginning."""
    end = record.rindex(b"startxref")
    for name, more in {
        "a line": b"\n",
        "a comment": b"%x",
        "zeros": bytes(4096),
        "an end": b"%%EOF\n",
        "its own end again": record[end:],
        "itself": record,
        "another PDF": specimen.frozen(),
        "a web page": b"<html><script>alert(1)</script>",
        "a zip": b"PK\x05\x06" + bytes(18),
        "a table of objects": b"xref\n0 1\n0000000000 65535 f \ntrailer<</Size 1>>\n"
        + record[end:],
    }.items():
        yield f"{name} after", record + more
        yield f"{name} before", more + record


def revised(record: bytes) -> Iterator[Attack]:
    """One more revision of every kind."""
    for name, change in CHANGES.items():
        yield name, resaved(record, change)


def resaved(record: bytes, change: Any) -> bytes:
    """The record with one more revision, which nobody signed."""
    writer = OneRevision(io.BytesIO(record))
    change(writer)
    out = io.BytesIO()
    writer.write(out)  # type: ignore[no-untyped-call]  # untyped there
    return out.getvalue()


def _page(writer: Any) -> Any:
    return writer.root["/Pages"]["/Kids"][0].get_object()


def _set(writer: Any, holder: Any, key: str, value: Any) -> None:
    holder[key] = value
    writer.update_container(holder)


def _signature(writer: Any) -> Any:
    held = list(writer.root["/AcroForm"]["/Fields"])
    return next(each.get_object() for each in held if "/V" in each.get_object())


def _add_page(writer: Any) -> None:
    page = generic.DictionaryObject(_page(writer))
    writer.root["/Pages"]["/Kids"].append(writer.add_object(page))
    writer.update_container(writer.root["/Pages"]["/Kids"])


def _second_signature(writer: Any) -> None:
    field = generic.DictionaryObject(_signature(writer))
    field["/T"] = generic.pdf_string("second")
    writer.root["/AcroForm"]["/Fields"].append(writer.add_object(field))
    writer.update_container(writer.root["/AcroForm"]["/Fields"])


def _without(holder: Any, key: str) -> Any:
    return generic.DictionaryObject({name: each for name, each in holder.items() if name != key})


def _js(writer: Any) -> Any:
    script = {"/S": generic.pdf_name("/JavaScript"), "/JS": generic.pdf_string("app.alert(1)")}
    return generic.DictionaryObject({generic.pdf_name(key): each for key, each in script.items()})


_TEXT: Any = generic.pdf_string
_LIST: Any = generic.ArrayObject
_DICT: Any = generic.DictionaryObject
CHANGES: dict[str, Any] = {
    "language": lambda w: _set(w, w.root, "/Lang", _TEXT("fr")),
    "other pages": lambda w: _set(w, w.root, "/Pages", w.add_object(_DICT(w.root["/Pages"]))),
    "one page more": _add_page,
    "page emptied": lambda w: _set(
        w, _page(w), "/Contents", w.add_object(generic.StreamObject(stream_data=b"q Q"))
    ),
    "page turned": lambda w: _set(w, _page(w), "/Rotate", generic.NumberObject(180)),
    "page cropped": lambda w: _set(
        w, _page(w), "/CropBox", _LIST(generic.NumberObject(each) for each in (0, 0, 9, 9))
    ),
    "notes taken off": lambda w: _set(w, _page(w), "/Annots", _LIST()),
    "no fields": lambda w: _set(w, w.root["/AcroForm"], "/Fields", _LIST()),
    "no form": lambda w: _set(w, w.root, "/AcroForm", _DICT()),
    "form redrawn": lambda w: _set(
        w, w.root["/AcroForm"], "/NeedAppearances", generic.BooleanObject(True)
    ),
    "signature emptied": lambda w: _set(w, _signature(w), "/V", generic.NullObject()),
    "signature's picture": lambda w: _set(w, _signature(w), "/AP", _DICT()),
    "signature's name": lambda w: _set(w, _signature(w), "/T", _TEXT("siro")),
    "signature hidden": lambda w: _set(w, _signature(w), "/F", generic.NumberObject(2)),
    "signature's reason": lambda w: _set(w, _signature(w)["/V"], "/Reason", _TEXT("Rejected")),
    "a second signature": _second_signature,
    "no attachments": lambda w: _set(w, w.root, "/Names", _DICT()),
    "no associated files": lambda w: _set(w, w.root, "/AF", _LIST()),
    "no store of evidence": lambda w: _set(w, w.root, "/DSS", _DICT()),
    "an empty store of evidence": lambda w: _set(w, w.root["/DSS"], "/Certs", _LIST()),
    "an action when opened": lambda w: _set(w, w.root, "/OpenAction", _js(w)),
    "more actions": lambda w: _set(w, w.root, "/AA", _DICT({generic.pdf_name("/WC"): _js(w)})),
    "permissions": lambda w: _set(w, w.root, "/Perms", _DICT()),
    "other layers": lambda w: _set(w, w.root, "/OCProperties", _DICT()),
    "a raised version": lambda w: _set(w, w.root, "/Version", generic.pdf_name("/2.0")),
    "extensions": lambda w: _set(w, w.root, "/Extensions", _DICT()),
    "no structure": lambda w: _set(w, w.root, "/StructTreeRoot", _DICT()),
    "no metadata": lambda w: _set(w, w.root, "/Metadata", generic.NullObject()),
    "pages labelled": lambda w: _set(w, w.root, "/PageLabels", _DICT()),
    "nothing but a revision": lambda w: w.add_object(_DICT()),
}


def bent_ranges(record: bytes) -> Iterator[Attack]:
    """The signature says that it covers other bytes than all."""
    found = list(RANGE.finditer(record))[-1]
    first, before, resume, after = map(int, found.groups())
    total = len(record)
    for name, numbers in {
        "starts later": (1, before - 1, resume, after),
        "gap grown": (first, before - 9, resume, after),
        "gap grown behind": (first, before, resume + 9, after - 9),
        "gap shrunk": (first, before + 9, resume, after),
        "ends early": (first, before, resume, after - 1),
        "ends late": (first, before, resume, after + 1),
        "nothing": (0, 0, 0, 0),
        "nothing before": (0, 0, resume, after),
        "nothing behind": (first, before, resume, 0),
        "negative": (first, before, resume, -after),
        "overlapping": (first, resume, before, total),
        "swapped": (resume, after, first, before),
        "huge": (first, before, resume, 10**12),
        "the frozen part alone": (0, 100, 200, len(specimen.frozen()) - 200),
    }.items():
        yield name, _ranged(record, found, b"[%d %d %d %d]" % numbers)
    for name, raw in {
        "two numbers": b"[0 %d]" % total,
        "six numbers": b"[0 %d %d 0 %d %d]" % (before, resume, resume, after),
        "reals": b"[0.0 %d.0 %d.0 %d.0]" % (before, resume, after),
        "a name": b"/All",
        "null": b"null",
        "a list in a list": b"[[0 %d] [%d %d]]" % (before, resume, after),
    }.items():
        yield name, _ranged(record, found, raw)
    twice = b"/ByteRange [0 1 2 3] /ByteRange [%d %d %d %d]" % (first, before, resume, after)
    end = record.index(b"]", found.start()) + 1
    yield "given twice", record[: found.start()] + twice + record[end:]


def _ranged(record: bytes, found: re.Match[bytes], raw: bytes) -> bytes:
    """Another range in the room of the old one, so that nothing else moves when it fits."""
    end = record.index(b"]", found.start()) + 1
    while record[end : end + 1] == b" ":
        end += 1
    room = end - found.start()
    return (
        record[: found.start()] + (b"/ByteRange " + raw).ljust(room)[: max(room, 0)] + record[end:]
    )


def bent_digits(record: bytes) -> Iterator[Attack]:
    """Other digits where the signature's stand."""
    start = record.index(b"/Contents <", len(specimen.frozen())) + 11
    end = record.index(b">", start)
    digits = record[start:end]
    held = bytes.fromhex(digits.decode())
    for name, put in {
        "none": b"0" * len(digits),
        "small letters": digits.lower(),
        "hidden text": digits[:-16] + b"DEADBEEFDEADBEEF",
        "white space": digits[:-2] + b" \n",
        "no digits": b"Z" * len(digits),
        "doubled": (digits[: len(digits) // 2] * 2)[: len(digits)],
        "an odd number": digits[:-1] + b" ",
        "another file": b"25504446" + digits[8:],
        "rotated": digits[2:] + digits[:2],
        "an endless length": b"3080" + digits[4:],
        "another time": digits.replace(b"20270312".hex().encode(), b"20200312".hex().encode()),
    }.items():
        yield name, record[:start] + put + record[end:]
    for name, data in bent(held):
        yield (
            name,
            record[:start] + data.hex().upper().encode().ljust(len(digits), b"0") + record[end:],
        )


def rewritten(record: bytes) -> Iterator[Attack]:
    """The same content in another file."""
    ways: dict[str, dict[str, Any]] = {
        "saved anew": {},
        "without compression": {"compress_streams": False},
        "spread out": {"qdf": True},
        "linearised": {"linearize": True},
        "with a lower version": {"force_version": "1.3"},
        "with a password": {"encryption": pikepdf.Encryption(owner="x", user="")},
        "with a user's password": {"encryption": pikepdf.Encryption(owner="x", user="y")},
        "without object streams": {"object_stream_mode": pikepdf.ObjectStreamMode.disable},
    }
    for name, how in ways.items():
        out = io.BytesIO()
        with pikepdf.open(io.BytesIO(record)) as pdf:
            pdf.save(out, **how)
        yield name, out.getvalue()


def framed(record: bytes) -> Iterator[Attack]:
    """Headers, ends and bombs."""
    for version in (b"1.0", b"1.3", b"2.0", b"9.9", b"1,7"):
        yield f"version {version.decode()}", b"%PDF-" + version + record[8:]
    yield "an empty file", b""
    yield "a picture that is a PDF", b"\x89PNG\r\n\x1a\n" + record
    yield "a web page that is a PDF", b"<!doctype html><!--\n" + record + b"-->"
    yield "a program that is a PDF", b"MZ" + bytes(200) + record
    end = record.rindex(b"startxref")
    for name, place in {
        "zero": 0,
        "itself": end,
        "beyond": 10**9,
        "frozen": 9,
        "negative": -5,
    }.items():
        yield f"objects read from {name}", record[:end] + b"startxref\n%d\n%%%%EOF\n" % place
    yield "objects that lead in a ring", ring()
    yield "a deflate bomb", bomb()
    yield "nested arrays", nested(b"[", b"]")
    yield "nested dictionaries", nested(b"<</A", b">>")
    yield "a page tree that is a ring", page_ring()


def ring() -> bytes:
    """A table of objects whose /Prev is itself."""
    body = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\n"
    table = b"xref\n0 1\n0000000000 65535 f \ntrailer<</Root 1 0 R/Size 2/Prev %d>>\n" % len(body)
    return body + table + b"startxref\n%d\n%%%%EOF" % len(body)


def _file(*objects: bytes) -> bytes:
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    table += b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer<</Root 1 0 R/Size %d>>\n" % (len(objects) + 1)
    return out + table + trailer + b"startxref\n%d\n%%%%EOF\n" % len(out)


def bomb() -> bytes:
    """An attachment of a gigabyte in a megabyte, called record.json."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(bytes(1 << 20)) for _ in range(1024)) + packer.flush()
    return _file(
        b"<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles<</Names[(record.json) 3 0 R]>>>>>>",
        b"<</Type/Pages/Kids[]/Count 0>>",
        b"<</Type/Filespec/F(record.json)/EF<</F 4 0 R>>>>",
        b"<</Type/EmbeddedFile/Filter/FlateDecode/Length %d>>stream\n" % len(packed)
        + packed
        + b"\nendstream",
    )


def nested(opening: bytes, closing: bytes) -> bytes:
    """A catalogue nested a hundred thousand deep."""
    deep = opening * 100_000 + b" 0 " + closing * 100_000
    return _file(b"<</Type/Catalog/AcroForm<</Fields " + deep + b">>>>")


def page_ring() -> bytes:
    """Fields whose children are themselves."""
    return _file(
        b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[3 0 R]>>>>",
        b"<</Type/Pages/Kids[2 0 R]/Count 1>>",
        b"<</FT/Sig/T(a)/Kids[3 0 R]/V 3 0 R>>",
    )


def _with(record: bytes, place: int, byte: int) -> bytes:
    return record[:place] + bytes([byte]) + record[place + 1 :]
