"""Blocks as the body of a Word file: paragraphs, tables, tracked changes and comment ranges."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from documents.references import DEFINITIONS, MARK, named_by
from govern.exchange.word import anchors
from govern.exchange.word.model import Block, Cell, Mark, Para, Run, Table, TableRow
from govern.exchange.word.styles import BULLETS, NUMBERS, STYLES
from govern.exchange.word.xml import element, words

WIDTH = 9638
"""Twentieths of a point between the margins of a portrait A4 page."""

_MOVES = {"del": "moveFrom", "ins": "moveTo"}
_CONTROLLED = ("gs_", "gq_")


@dataclass
class Body:
    """Writes blocks one after another; counts what needs a number of its own in the file."""

    links: dict[str, str] = field(default_factory=dict)
    lists: int = 0
    _count: int = 0
    _open: set[str] = field(default_factory=set)
    _last: str = ""
    _level: int = 0

    def written(self, blocks: Iterable[Block]) -> list[Any]:
        """The elements of these blocks."""
        return [
            self.table(each) if isinstance(each, Table) else self.block(each) for each in blocks
        ]

    def block(self, para: Para) -> Any:
        """A paragraph; one that bears an anchor stands in a content control of the same name."""
        made = self.para(para)
        tagged = next((each for each in para.anchors if each.startswith(_CONTROLLED)), None)
        if tagged is None:
            return made
        properties = element(
            "w:sdtPr",
            element("w:alias", val=para.text[:60]),
            element("w:tag", val=tagged),
            element("w:id", val=self._number()),
            element("w:lock", val="sdtLocked"),
        )
        return element("w:sdt", properties, element("w:sdtContent", made))

    def para(self, para: Para) -> Any:
        """One paragraph."""
        made = element("w:p", self._properties(para))
        marks = [self._bookmark(each) for each in para.anchors]
        for start, _ in marks:
            made.append(start)
        for run in para.runs:
            for each in self._run(run):
                made.append(each)
        for _, end in marks:
            made.append(end)
        if para.marks and para.marks[0].moved:
            self._ranged(made, para.marks[0])
        return made

    def table(self, table: Table) -> Any:
        """One table with its lines."""
        shares = table.widths or (1,) * max(len(row.cells) for row in table.rows)
        total = sum(shares)
        widths = [WIDTH * share // total for share in shares]
        lines = [
            element(f"w:{side}", val="single", sz=4, space=0, color="B1B4B6")
            for side in ("top", "left", "bottom", "right", "insideH", "insideV")
        ]
        properties = element(
            "w:tblPr",
            element("w:tblW", w=WIDTH, type="dxa"),
            element("w:tblBorders", *lines),
            element("w:tblLayout", type="fixed"),
            element("w:tblLook", val="0420", firstRow=1),
        )
        grid = element("w:tblGrid", *(element("w:gridCol", w=width) for width in widths))
        rows = [self._row(each, widths, at == 0) for at, each in enumerate(table.rows)]
        self._last = "table"
        return element("w:tbl", properties, grid, *rows)

    def _row(self, row: TableRow, widths: Sequence[int], first: bool) -> Any:
        tracked = [element(f"w:{mark.kind}", **self._who(mark)) for mark in row.marks]
        properties = element(
            "w:trPr",
            element("w:cantSplit") if len(row.cells) < 3 else None,
            element("w:tblHeader") if row.head and first else None,
            *tracked,
        )
        made = element("w:tr", properties if len(properties) else None)
        at = 0
        for cell in row.cells:
            width = sum(widths[at : at + cell.span])
            made.append(self._cell(cell, width, row.head))
            at += cell.span
        return made

    def _cell(self, cell: Cell, width: int, head: bool) -> Any:
        properties = element(
            "w:tcPr",
            element("w:tcW", w=width, type="dxa"),
            element("w:gridSpan", val=cell.span) if cell.span > 1 else None,
            element("w:shd", val="clear", color="auto", fill="EEF2F7") if head else None,
        )
        return element("w:tc", properties, *(self.para(each) for each in cell.paras))

    def _properties(self, para: Para) -> Any:
        style = STYLES.get(para.style)
        made = element("w:pPr", element("w:pStyle", val=style) if style else None)
        if para.style == "bullet" and para.level:
            level = element("w:ilvl", val=para.level)
            made.append(element("w:numPr", level, element("w:numId", val=BULLETS)))
        elif para.style == "number":
            number = self._list(para.level)
            made.append(
                element(
                    "w:numPr",
                    element("w:ilvl", val=para.level),
                    element("w:numId", val=number),
                )
            )
        elif para.style == "continue":
            made.append(element("w:ind", left=425 * (para.level + 1)))
        self._last, self._level = para.style, para.level
        if para.marks:
            made.append(element("w:rPr", *(self._end(mark) for mark in para.marks)))
        return made if len(made) else None

    def _list(self, level: int) -> int:
        """The number of the list that this item belongs to; after other text a new one begins."""
        inside = self._last == "bullet" and self._level > level
        if self._last not in ("number", "continue") and not inside:
            self.lists += 1
        return NUMBERS + self.lists

    def _end(self, mark: Mark) -> Any:
        name = _MOVES[mark.kind] if mark.moved else mark.kind
        return element(f"w:{name}", **self._who(mark))

    def _run(self, run: Run) -> list[Any]:
        opened = [each for each in run.comments if each not in self._open]
        made = [element("w:commentRangeStart", id=each) for each in opened]
        inner = self._marked(self._linked(run), run.marks)
        made.append(inner)
        for each in opened:
            self._open.add(each)
            made.append(element("w:commentRangeEnd", id=each))
            made.append(element("w:r", element("w:commentReference", id=each)))
        return made

    def _linked(self, run: Run) -> Any:
        written = self._words(run)
        if not run.href:
            return written
        if run.href.startswith(MARK):
            kind, name = named_by(run.href)
            return element("w:hyperlink", written, **_inside(kind, name))
        relation = self.links.setdefault(run.href, f"rLink{len(self.links) + 1}")
        return element("w:hyperlink", written, r_id=relation)

    def _words(self, run: Run) -> Any:
        looks = element(
            "w:rPr",
            element("w:rStyle", val="CodeWords") if run.code else None,
            element("w:rStyle", val="Hyperlink") if run.href and not run.code else None,
            element("w:b") if run.bold else None,
            element("w:i") if run.italic else None,
        )
        made = element("w:r", looks if len(looks) else None)
        name = "w:delText" if any(mark.kind == "del" for mark in run.marks) else "w:t"
        for at, part in enumerate(run.text.split("\n")):
            if at:
                made.append(element("w:br"))
            if part:
                made.append(words(name, part))
        return made

    def _marked(self, inner: Any, marks: Sequence[Mark]) -> Any:
        """Inside its tracked changes; those wrap a link's run, never the link."""
        for mark in reversed(marks):
            name = _MOVES[mark.kind] if mark.moved else mark.kind
            if inner.tag.endswith("}hyperlink"):
                wrapped = element(f"w:{name}", *list(inner), **self._who(mark))
                inner.append(wrapped)
            else:
                inner = element(f"w:{name}", inner, **self._who(mark))
        return inner

    def _ranged(self, made: Any, mark: Mark) -> None:
        """Both ends of a move name it alike: by the words that move."""
        name = _MOVES[mark.kind]
        number = self._number()
        start = element(
            f"w:{name}RangeStart", id=number, name=_move_name(made), author=mark.author,
            **({"date": mark.at} if mark.at else {}),
        )  # fmt: skip
        made.insert(1 if made[0].tag.endswith("}pPr") else 0, start)
        made.append(element(f"w:{name}RangeEnd", id=number))

    def _bookmark(self, name: str) -> tuple[Any, Any]:
        number = self._number()
        return (
            element("w:bookmarkStart", id=number, name=name),
            element("w:bookmarkEnd", id=number),
        )

    def _who(self, mark: Mark) -> dict[str, str | int]:
        who: dict[str, str | int] = {"id": self._number(), "author": mark.author}
        return who | ({"date": mark.at} if mark.at else {})

    def _number(self) -> int:
        self._count += 1
        return self._count


def _move_name(para: Any) -> str:
    """The same for the two places of one paragraph."""
    text = "".join(each.text or "" for each in para.iter() if each.tag.endswith(("}t", "}delText")))
    return f"move{sum(ord(sign) * (at + 1) for at, sign in enumerate(text)) % 10**9}"


def _inside(kind: str, name: str) -> dict[str, str]:
    """Where a link within the file leads; its tip is the reference as it is typed."""
    place = anchors.section(name) if kind == "section" else anchors.question(name)
    place = anchors.question(DEFINITIONS) if kind == "term" else place
    return {"anchor": place, "tooltip": f"{{{kind} {name}}}"}
