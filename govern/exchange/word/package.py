"""A Word file from its blocks: title, running head and foot, comments, and every part it needs."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from govern.exchange.word import anchors, styles
from govern.exchange.word.model import Block, Cell, Note, Para, Run, Table, TableRow
from govern.exchange.word.writing import Body
from govern.exchange.word.xml import element, fit, serialised, words

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_EXTENDED = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"
STAMP = (1980, 1, 1, 0, 0, 0)
"""The date of every part inside: the same text gives the same bytes."""


@dataclass(frozen=True)
class Front:
    """What stands before the first section and round every page."""

    kind: str
    title: str
    reference: str
    version: int
    marking: str
    status: str
    facts: Sequence[tuple[str, str]]
    notices: Sequence[str]
    export_id: str
    at: str

    @property
    def lines(self) -> list[str]:
        """Every line of it, for telling later what somebody wrote between them."""
        pairs = [each for pair in self.facts for each in pair]
        return [self.title, self.subtitle, *pairs, *self.notices]

    @property
    def subtitle(self) -> str:
        """Kind, reference and version."""
        return f"{self.kind} · {self.reference}, version {self.version}"


def docx(front: Front, blocks: Sequence[Block], notes: Sequence[Note] = ()) -> bytes:
    """The file. The same front, blocks and notes give the same bytes."""
    body = Body()
    content = body.written([*_opening(front), *blocks])
    document = element("w:document", element("w:body", *content, _page()))
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(
            ("rId1", f"{_OFFICE}/officeDocument", "word/document.xml"),
            ("rId2", f"{_RELATIONS}/metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": _core(front),
        "word/document.xml": serialised(document),
        "word/styles.xml": styles.styles(),
        "word/numbering.xml": styles.numbering(body.lists),
        "word/settings.xml": styles.settings(),
        "word/header1.xml": _header(front),
        "word/footer1.xml": _footer(front),
        "word/comments.xml": _comments(notes),
        "word/commentsExtended.xml": _extended(notes),
        "word/_rels/document.xml.rels": _document_relations(body.links),
    }
    return _zipped(parts)


def _zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(zipfile.ZipInfo(name, STAMP), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _opening(front: Front) -> list[Block]:
    rows = [
        TableRow((Cell((Para((Run(key),), "head"),)), Cell((Para((Run(value),), "fact"),))))
        for key, value in front.facts
    ]
    return [
        Para((Run(front.title),), "title", 0, (anchors.export(front.export_id),)),
        Para((Run(front.subtitle),), "subtitle"),
        Table(tuple(rows), (1, 3)),
        Para((), "gap"),
        *(Para((Run(each),), "notice") for each in front.notices),
    ]


def _page() -> Any:
    return element(
        "w:sectPr",
        element("w:headerReference", type="default", r_id="rHead"),
        element("w:footerReference", type="default", r_id="rFoot"),
        element("w:pgSz", w=11906, h=16838),
        element("w:pgMar", top=1417, right=1134, bottom=1134, left=1134, header=567, footer=567,
                gutter=0),
    )  # fmt: skip


def _header(front: Front) -> bytes:
    tabs = element("w:tabs", element("w:tab", val="right", pos=9638))
    top = element("w:p", element("w:pPr", element("w:pStyle", val="Header"),
                                 element("w:jc", val="center")))  # fmt: skip
    top.append(_bold(front.marking, styles.NAVY))
    if front.status:
        top.append(_bold(f"   {front.status}", styles.RED))
    line = element("w:p", element("w:pPr", element("w:pStyle", val="Header"), tabs))
    line.append(element("w:r", words("w:t", front.title)))
    right = words("w:t", f"{front.reference}, version {front.version}")
    line.append(element("w:r", element("w:tab"), right))
    return serialised(element("w:hdr", top, line))


def _footer(front: Front) -> bytes:
    tabs = element("w:tabs", element("w:tab", val="right", pos=9638))
    line = element("w:p", element("w:pPr", element("w:pStyle", val="Footer"), tabs))
    line.append(_bold(front.marking, styles.NAVY))
    line.append(element("w:r", element("w:tab"), words("w:t", "Page ")))
    line.append(_counted("PAGE"))
    line.append(element("w:r", words("w:t", " of ")))
    line.append(_counted("NUMPAGES"))
    return serialised(element("w:ftr", line))


def _bold(text: str, colour: str) -> Any:
    looks = element("w:rPr", element("w:b"), element("w:color", val=colour))
    return element("w:r", looks, words("w:t", text))


def _counted(field: str) -> Any:
    return element("w:fldSimple", element("w:r", words("w:t", "1")), instr=f" {field} ")


def _comments(notes: Sequence[Note]) -> bytes:
    root = element("w:comments")
    for note in notes:
        lines = note.text.split("\n")
        paras = [
            element(
                "w:p",
                element("w:pPr", element("w:pStyle", val="CommentText")),
                element("w:r", words("w:t", line)),
                w14_paraId=_para_id(note.id, at, len(lines)),
            )
            for at, line in enumerate(lines)
        ]
        initials = "".join(word[0] for word in note.author.split()[:3]).upper()
        root.append(
            element("w:comment", *paras, id=note.id, author=note.author, date=note.at,
                    initials=initials)
        )  # fmt: skip
    return serialised(root)


def _para_id(note_id: str, at: int, lines: int) -> str:
    """The last paragraph of a comment stands for it among the replies; ids stay below 2^31."""
    name = note_id if at == lines - 1 else f"{note_id}/{at}"
    return f"{int(hashlib.sha256(name.encode()).hexdigest()[:8], 16) % 0x7FFFFFFE + 1:08X}"


def _extended(notes: Sequence[Note]) -> bytes:
    root = element("w15:commentsEx")
    for note in notes:
        given = {"w15_paraId": _para_id(note.id, 0, 1), "w15_done": "1" if note.done else "0"}
        if note.parent:
            given["w15_paraIdParent"] = _para_id(note.parent, 0, 1)
        root.append(element("w15:commentEx", **given))
    return serialised(root)


def _core(front: Front) -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<cp:coreProperties xmlns:cp="{_CORE}" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{_escaped(f'{front.reference} {front.title}')}</dc:title>"
        f"<dc:language>en-GB</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{_escaped(front.at)}</dcterms:created>'
        "</cp:coreProperties>"
    ).encode()


def _document_relations(links: dict[str, str]) -> bytes:
    inside = (
        ("rStyles", f"{_OFFICE}/styles", "styles.xml"),
        ("rNumbers", f"{_OFFICE}/numbering", "numbering.xml"),
        ("rSettings", f"{_OFFICE}/settings", "settings.xml"),
        ("rHead", f"{_OFFICE}/header", "header1.xml"),
        ("rFoot", f"{_OFFICE}/footer", "footer1.xml"),
        ("rComments", f"{_OFFICE}/comments", "comments.xml"),
        ("rExtended", _EXTENDED, "commentsExtended.xml"),
    )
    return _relations(*inside, links=links)


def _relations(*inside: tuple[str, str, str], links: dict[str, str] | None = None) -> bytes:
    lines = [f'<Relationship Id="{i}" Type="{t}" Target="{to}"/>' for i, t, to in inside]
    lines += [
        f'<Relationship Id="{name}" Type="{_OFFICE}/hyperlink" Target="{_escaped(href)}" '
        'TargetMode="External"/>'
        for href, name in (links or {}).items()
    ]
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    return f'{head}<Relationships xmlns="{_RELATIONS}">{"".join(lines)}</Relationships>'.encode()


def _content_types() -> bytes:
    parts = {
        "/word/document.xml": f"{_MAIN}.document.main+xml",
        "/word/styles.xml": f"{_MAIN}.styles+xml",
        "/word/numbering.xml": f"{_MAIN}.numbering+xml",
        "/word/settings.xml": f"{_MAIN}.settings+xml",
        "/word/header1.xml": f"{_MAIN}.header+xml",
        "/word/footer1.xml": f"{_MAIN}.footer+xml",
        "/word/comments.xml": f"{_MAIN}.comments+xml",
        "/word/commentsExtended.xml": f"{_MAIN}.commentsExtended+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    overrides = "".join(
        f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in parts.items()
    )
    relations = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<Types xmlns="{_TYPES}"><Default Extension="rels" ContentType="{relations}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    ).encode()


def _escaped(text: str) -> str:
    plain = fit(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return plain.replace('"', "&quot;")
