"""A Word file as plain values, with every tracked change in place: runs in the confined child."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from govern.exchange.word.comments import notes
from govern.exchange.word.guarding import Parts
from govern.exchange.word.lists import Lists
from govern.exchange.word.model import Block, Cell, Lost, Para, Table, TableRow, WordText
from govern.exchange.word.paragraphs import Paragraphs, marks_in
from govern.exchange.word.xml import tag

_TABLE, _PARA, _ROW, _CELL = (tag(f"w:{each}") for each in ("tbl", "p", "tr", "tc"))
_INSIDE = frozenset(tag(f"w:{each}") for each in ("customXml", "smartTag", "ins", "del"))
_SDT, _BOOKMARK = tag("w:sdt"), tag("w:bookmarkStart")
_LOOSE = {
    "word/footnotes.xml": ("Footnote", "w:footnote"),
    "word/endnotes.xml": ("Endnote", "w:endnote"),
}


def read(content: bytes) -> WordText:
    """Everything in the file that is text, tracked or commented. Raises guarding.Refused."""
    parts = Parts(content)
    document = parts.xml("word/document.xml")
    body = document.find(tag("w:body"))
    reader = _Reader(parts)
    blocks = tuple(reader.blocks(body)) if body is not None else ()
    loose = [*reader.paragraphs.lost, *_loose(parts)]
    return WordText(blocks, tuple(notes(parts)), tuple(loose))


def _loose(parts: Parts) -> Iterator[Lost]:
    """Text that stands outside the body."""
    for name, (kind, one) in _LOOSE.items():
        if name not in parts:
            continue
        for each in parts.xml(name).iter(tag(one)):
            said = "".join(word.text or "" for word in each.iter(tag("w:t"))).strip()
            if said:
                yield Lost(kind, said)


class _Reader:
    """Walks a body; anchors that stand between blocks belong to the next one."""

    def __init__(self, parts: Parts) -> None:
        self.paragraphs = Paragraphs(parts, Lists(parts))
        self._waiting: list[str] = []

    def blocks(self, parent: Any) -> Iterator[Block]:
        for child in parent:
            if child.tag == _PARA:
                para = self.paragraphs.read(child)
                yield replace(para, anchors=(*self._taken(), *para.anchors))
            elif child.tag == _TABLE:
                yield self._table(child)
            elif child.tag == _BOOKMARK:
                self._waiting.append(child.get(tag("w:name"), ""))
            elif child.tag == _SDT:
                self._control(child)
                inner = child.find(tag("w:sdtContent"))
                yield from self.blocks(inner) if inner is not None else ()
            elif child.tag in _INSIDE:
                yield from self.blocks(child)

    def _control(self, child: Any) -> None:
        named = child.find(f"{tag('w:sdtPr')}/{tag('w:tag')}")
        if named is not None:
            self._waiting.append(named.get(tag("w:val"), ""))

    def _taken(self) -> tuple[str, ...]:
        taken, self._waiting = tuple(self._waiting), []
        return taken

    def _table(self, table: Any) -> Table:
        before = self._taken()
        rows = [self._row(each) for each in _below(table, _ROW)]
        if before and rows and rows[0].cells:
            first = rows[0].cells[0]
            paras = first.paras or (Para(()),)
            moved = replace(paras[0], anchors=(*before, *paras[0].anchors))
            cells = (replace(first, paras=(moved, *paras[1:])), *rows[0].cells[1:])
            rows[0] = replace(rows[0], cells=cells)
        return Table(tuple(rows))

    def _row(self, row: Any) -> TableRow:
        properties = row.find(tag("w:trPr"))
        marks = marks_in(properties) if properties is not None else ()
        head = properties is not None and properties.find(tag("w:tblHeader")) is not None
        return TableRow(tuple(self._cell(each) for each in _below(row, _CELL)), marks, head)

    def _cell(self, cell: Any) -> Cell:
        paras: list[Para] = []
        for block in self.blocks(cell):
            if isinstance(block, Para):
                paras.append(block)
            else:
                inner = "\n".join(each.text for line in block.rows for each in line.cells)
                self.paragraphs.lost.append(Lost("Table inside a table", inner))
        return Cell(tuple(paras))


def _below(parent: Any, wanted: str) -> Iterator[Any]:
    """Rows or cells, also inside content controls."""
    for child in parent:
        if child.tag == wanted:
            yield child
        elif child.tag == _SDT or child.tag in _INSIDE:
            yield from _below(child, wanted)
