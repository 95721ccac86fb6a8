"""What a Word file holds as plain values: paragraphs, tables, comments, and who changed what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

MarkKind = Literal["ins", "del"]


@dataclass(frozen=True)
class Mark:
    """One tracked change: inserted or deleted (or the two ends of a move), by whom and when."""

    kind: MarkKind
    author: str
    at: str = ""
    moved: bool = False


@dataclass(frozen=True)
class Run:
    """Words of one look. A line end in `text` is a break inside the paragraph."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    href: str = ""
    marks: tuple[Mark, ...] = ()
    comments: tuple[str, ...] = ()

    @property
    def look(self) -> tuple[bool, bool, bool, str]:
        """How it looks, without what it says."""
        return (self.bold, self.italic, self.code, self.href)


@dataclass(frozen=True)
class Para:
    """One paragraph; `marks` are tracked changes of its end, `style` is a word of ours."""

    runs: tuple[Run, ...]
    style: str = "text"
    level: int = 0
    anchors: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()
    list_number: int = 0

    @property
    def text(self) -> str:
        """Its words, whatever is tracked."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True)
class Cell:
    """One cell of a table."""

    paras: tuple[Para, ...]
    span: int = 1

    @property
    def text(self) -> str:
        """Its words, a line for each paragraph."""
        return "\n".join(para.text for para in self.paras).strip()

    @property
    def anchors(self) -> tuple[str, ...]:
        """The anchors of its paragraphs."""
        return tuple(each for para in self.paras for each in para.anchors)


@dataclass(frozen=True)
class TableRow:
    """One row; its own `marks` insert or delete it whole."""

    cells: tuple[Cell, ...]
    marks: tuple[Mark, ...] = ()
    head: bool = False

    @property
    def anchors(self) -> tuple[str, ...]:
        """The anchors that stand in it."""
        return tuple(each for cell in self.cells for each in cell.anchors)


@dataclass(frozen=True)
class Table:
    """One table; `widths` are the columns' shares."""

    rows: tuple[TableRow, ...]
    widths: tuple[int, ...] = ()


Block = Para | Table


@dataclass(frozen=True)
class Note:
    """One comment: who, when, what; `parent` is the comment that it answers."""

    id: str
    author: str
    at: str
    text: str
    parent: str = ""
    done: bool = False


@dataclass(frozen=True)
class Lost:
    """Something that has no place in a text of ours, kept in words; `kind` says what it was."""

    kind: str
    text: str


@dataclass(frozen=True)
class WordText:
    """Everything that was read from one file."""

    blocks: tuple[Block, ...]
    notes: tuple[Note, ...] = ()
    lost: tuple[Lost, ...] = ()

    def encode(self) -> dict[str, Any]:
        """As JSON, for the way out of the confined process."""
        return asdict(self)

    @staticmethod
    def decode(raw: Mapping[str, Any]) -> WordText:
        """From JSON; KeyError or TypeError when it is none of ours."""
        return WordText(
            tuple(_block(each) for each in raw["blocks"]),
            tuple(Note(**each) for each in raw["notes"]),
            tuple(Lost(**each) for each in raw["lost"]),
        )


def _block(raw: Mapping[str, Any]) -> Block:
    if "rows" not in raw:
        return _para(raw)
    return Table(tuple(_row(each) for each in raw["rows"]), tuple(raw["widths"]))


def _row(raw: Mapping[str, Any]) -> TableRow:
    cells = tuple(
        Cell(tuple(_para(p) for p in each["paras"]), each["span"]) for each in raw["cells"]
    )
    return TableRow(cells, _marks(raw["marks"]), raw["head"])


def _para(raw: Mapping[str, Any]) -> Para:
    runs = tuple(
        Run(**{**each, "marks": _marks(each["marks"]), "comments": tuple(each["comments"])})
        for each in raw["runs"]
    )
    fixed = {"runs": runs, "marks": _marks(raw["marks"]), "anchors": tuple(raw["anchors"])}
    return Para(**{**raw, **fixed})


def _marks(raw: list[Mapping[str, Any]]) -> tuple[Mark, ...]:
    return tuple(Mark(**each) for each in raw)
