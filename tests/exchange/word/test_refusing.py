"""Bombs, macros, embedded objects, encryption and links: each is refused with a sentence."""

from __future__ import annotations

import io
import resource
import struct
import zipfile
import zlib
from collections.abc import Callable

import pytest

from govern.exchange.confined.refusing import Refused
from govern.exchange.word.opening import opened
from govern.exchange.word.xml import W
from govern.records.confined.limits import Limits
from tests.exchange.word.specimens import OLD, written
from tests.exchange_word import part, with_part

GOOD = written(OLD).content
TYPES, RELATIONS, BODY = "[Content_Types].xml", "word/_rels/document.xml.rels", "word/document.xml"
SECRET = "root:x:0:0"
ENTITY = '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]><w>&a;</w>'
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
LAUGHING = f'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY l0 "lol">{LAUGHS}]><l>&l9;</l>'


def related(kind: str, target: str, external: bool = True) -> bytes:
    """The good file with one more relationship."""
    mode = ' TargetMode="External"' if external else ""
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    line = f'<Relationship Id="rX" Type="{office}/{kind}" Target="{target}"{mode}/>'
    relations = part(GOOD, RELATIONS).replace("</Relationships>", f"{line}</Relationships>")
    return with_part(GOOD, {RELATIONS: relations})


def typed(content_type: str) -> bytes:
    """The good file whose main part has another type."""
    main = "wordprocessingml.document.main+xml"
    types = part(GOOD, TYPES)
    assert main in types
    head = "application/vnd.openxmlformats-officedocument."
    return with_part(GOOD, {TYPES: types.replace(head + main, content_type)})


def many_parts() -> bytes:
    return with_part(GOOD, {f"word/x{n}.xml": "<x/>" for n in range(2_001)})


def tight() -> bytes:
    return with_part(GOOD, {"word/media.xml": b"\0" * (30 * 1024 * 1024)})


def lying() -> bytes:
    """A header that declares a few bytes for what unpacks to fifty million."""
    packed = zlib.compressobj(9, zlib.DEFLATED, -15)
    data = packed.compress(b"<a>" + b" " * 50_000_000 + b"</a>") + packed.flush()
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name) if name != BODY else b"x" * len(data))
    raw = out.getvalue().replace(b"x" * len(data), data)
    place = raw.index(b"PK\x01\x02", raw.index(data))
    while raw[place + 46 : place + 46 + len(BODY)] != BODY.encode():
        place = raw.index(b"PK\x01\x02", place + 1)
    changed = bytearray(raw)
    struct.pack_into("<H", changed, place + 10, 8)
    local = struct.unpack_from("<I", raw, place + 42)[0]
    struct.pack_into("<H", changed, local + 8, 8)
    return bytes(changed)


def overlapping() -> bytes:
    """Two entries of the directory for one run of bytes."""
    raw = bytearray(with_part(GOOD, {"word/a.xml": "<a/>", "word/b.xml": "<a/>"}))
    places = []
    at = raw.find(b"PK\x01\x02")
    while at >= 0:
        places.append(at)
        at = raw.find(b"PK\x01\x02", at + 1)
    first, second = places[-2:]
    raw[second + 42 : second + 46] = raw[first + 42 : first + 46]
    return bytes(raw)


def encrypted() -> bytes:
    raw = bytearray(GOOD)
    at = raw.find(b"PK\x01\x02")
    raw[at + 8] |= 1
    return bytes(raw)


def linked() -> bytes:
    out = io.BytesIO(GOOD)
    with zipfile.ZipFile(out, "a") as file:
        info = zipfile.ZipInfo("word/link.xml")
        info.external_attr = 0o120777 << 16
        file.writestr(info, "/etc/passwd")
    return out.getvalue()


def doubled() -> bytes:
    return with_part(GOOD, {"WORD/DOCUMENT.XML": "<x/>"})


def deep() -> bytes:
    return with_part(GOOD, {BODY: "<w>" * 100_000 + "</w>" * 100_000})


def instructed(*pieces: str) -> str:
    """A paragraph with a field whose instruction is cut into these runs; a line end ends one."""
    edge = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    runs = [
        edge.format("end") + edge.format("begin")
        if each == "\n"
        else f"<w:r><w:instrText>{each}</w:instrText></w:r>"
        for each in pieces
    ]
    return f"<w:p>{edge.format('begin')}{''.join(runs)}{edge.format('end')}</w:p>"


def fielded(*pieces: str) -> bytes:
    """The good file with such a paragraph."""
    body = part(GOOD).replace("<w:sectPr>", f"{instructed(*pieces)}<w:sectPr>")
    return with_part(GOOD, {BODY: body})


def header(instruction: str) -> str:
    """The head of a page with such a paragraph."""
    return f'<w:hdr xmlns:w="{W}">{instructed(instruction)}</w:hdr>'


CORPUS: dict[str, tuple[Callable[[], bytes], str]] = {
    "no zip": (lambda: b"%PDF-1.7 hello", "no Word document"),
    "empty": (lambda: b"", "no Word document"),
    "cut short": (lambda: GOOD[: len(GOOD) // 2], "no Word document"),
    "old or with a password": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 9, "without a pass"),
    "an encrypted part": (encrypted, "password"),
    "many parts": (many_parts, "more parts"),
    "tightly packed": (tight, "tighter than text"),
    "a lie about its size": (lying, "damaged|unpacks"),
    "overlapping parts": (overlapping, "overlap|damaged"),
    "a symbolic link": (linked, "link to another file"),
    "one name twice": (doubled, "two parts of one name"),
    "a path that leads out": (lambda: with_part(GOOD, {"../x.xml": "x"}), "leads out"),
    "macros": (lambda: with_part(GOOD, {"word/vbaProject.bin": b"x"}), "macros"),
    "the type of a docm": (lambda: typed("application/vnd.ms-word.document.macroEnabled.main+xml"),
                           "macros"),
    "a control": (lambda: with_part(GOOD, {"word/activeX/activeX1.xml": "<x/>"}), "controls"),
    "an embedded sheet": (lambda: with_part(GOOD, {"word/embeddings/s.xlsx": b"x"}), "embedded"),
    "an archive inside": (lambda: with_part(GOOD, {"word/media/a.zip": GOOD}), "embedded"),
    "another file merged in": (lambda: related("aFChunk", "x.html", False), "embedded"),
    "an object linked in": (lambda: related("oleObject", "file:///c:/x.xls"), "embedded"),
    "a picture from elsewhere": (lambda: related("image", "http://evil.example/x.png"), "outside"),
    "a template from elsewhere": (lambda: related("attachedTemplate", "https://evil.example/x"),
                                  "outside"),
    "a template on a share": (lambda: related("attachedTemplate", "file://evil/x.dotm"), "outside"),
    "a field that starts a program": (lambda: fielded("DDEAUTO c:\\\\cmd.exe"), "DDEAUTO"),
    "such a field in pieces": (lambda: fielded("DD", "EAU", "TO cmd"), "DDEAUTO"),
    "such a field behind another": (lambda: fielded("PAGE", "\n", "dde cmd"), "DDE"),
    "a text fetched by a field": (lambda: with_part(GOOD, {BODY: part(GOOD).replace(
        "<w:sectPr>", '<w:p><w:fldSimple w:instr=" INCLUDETEXT x.docx "/></w:p><w:sectPr>')}),
        "INCLUDETEXT"),
    "such a field in a header": (lambda: with_part(GOOD, {"word/header7.xml": header("LINK x")}),
                                 "LINK"),
    "entities": (lambda: with_part(GOOD, {BODY: ENTITY}), "entities"),
    "a billion laughs": (lambda: with_part(GOOD, {BODY: LAUGHING}), "entities"),
    "entities in wide letters": (lambda: with_part(GOOD, {BODY: ENTITY.encode("utf-16")}),
                                 "entities"),
    "no XML": (lambda: with_part(GOOD, {BODY: "<w:document"}), "damaged"),
    "nested without end": (deep, "damaged|nested"),
    "a spreadsheet": (lambda: typed("application/vnd.ms-excel"), "no Word document"),
}  # fmt: skip


@pytest.mark.parametrize("name", CORPUS)
def test_what_is_no_harmless_word_file_is_refused_in_a_sentence(name: str) -> None:
    make, says = CORPUS[name]

    with pytest.raises(Refused, match=says) as refused:
        opened(make())

    assert SECRET not in str(refused.value)
    assert str(refused.value).endswith(".")


def test_an_everyday_template_and_a_link_are_no_reason_to_refuse() -> None:
    for made in (
        related("attachedTemplate", "file:///C:\\Users\\lm\\Normal.dotm"),
        related("hyperlink", "https://example.org/"),
    ):
        assert opened(made).blocks


def test_numbers_of_pages_and_contents_are_everyday_fields() -> None:
    assert opened(fielded("PAGE", "\n", 'TOC \\o "1-3"', "\n", "REF LINK")).blocks


def test_a_file_that_takes_too_long_ends_with_a_sentence() -> None:
    body = part(GOOD)
    paras = "<w:p><w:r><w:t>x</w:t></w:r></w:p>" * 400_000
    slow = with_part(GOOD, {BODY: body.replace("<w:sectPr>", f"{paras}<w:sectPr>")})
    limits = Limits(cpu_seconds=1, wall_seconds=2, memory_bytes=256 * 1024 * 1024)

    with pytest.raises(Refused):
        opened(slow, limits)


def test_refusing_costs_this_process_no_memory() -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for make in (lying, deep):
        with pytest.raises(Refused):
            opened(make())

    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200 * 1024
