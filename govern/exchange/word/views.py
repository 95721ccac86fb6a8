"""What a file says once some people's tracked changes are accepted and all others rejected."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from govern.exchange.word.model import Block, Cell, Mark, Para, Table, TableRow, WordText

Accepts = Callable[[Mark], bool]


def accepted(mark: Mark) -> bool:
    """Accept every change."""
    return True


def rejected(mark: Mark) -> bool:
    """Reject every change."""
    return False


def only(author: str) -> Accepts:
    """Accept one author's changes."""
    return lambda mark: mark.author == author


def view(blocks: Sequence[Block], accepts: Accepts) -> list[Block]:
    """The blocks as they stand after that; nothing in them is tracked any more."""
    made: list[Block] = []
    open_para: Para | None = None
    for block in blocks:
        if isinstance(block, Table):
            made += _kept(open_para)
            open_para = None
            made += _table(block, accepts)
            continue
        para = _merged(open_para, _para(block, accepts))
        if _ends(block.marks, accepts):
            made.append(replace(para, marks=()))
            open_para = None
        else:
            open_para = para
    return made + _kept(open_para)


def authors(text: WordText) -> list[str]:
    """Everybody whose changes are tracked, in the order they come."""
    return list(dict.fromkeys(mark.author for mark in marks(text.blocks)))


def marks(blocks: Iterable[Block]) -> Iterator[Mark]:
    """Every tracked change, as often as it stands on something."""
    for block in blocks:
        if isinstance(block, Para):
            yield from block.marks
            for run in block.runs:
                yield from run.marks
            continue
        for row in block.rows:
            yield from row.marks
            for cell in row.cells:
                yield from marks(cell.paras)


def _stays(given: Sequence[Mark], accepts: Accepts) -> bool:
    return all(accepts(mark) == (mark.kind == "ins") for mark in given)


def _ends(given: Sequence[Mark], accepts: Accepts) -> bool:
    """Whether the end of a paragraph stays; without it the words flow into the next one."""
    return _stays(given, accepts)


def _para(para: Para, accepts: Accepts) -> Para:
    runs = tuple(replace(run, marks=()) for run in para.runs if _stays(run.marks, accepts))
    return replace(para, runs=runs)


def _merged(before: Para | None, para: Para) -> Para:
    """Two paragraphs become one of the second's style, as Word does; an anchor is never lost."""
    if before is None:
        return para
    anchors = (*before.anchors, *para.anchors)
    style = para if para.runs or not before.runs else before
    return replace(style, runs=(*before.runs, *para.runs), anchors=anchors)


def _kept(para: Para | None) -> list[Block]:
    if para is None or not (para.runs or para.anchors):
        return []
    return [replace(para, marks=())]


def _table(table: Table, accepts: Accepts) -> list[Block]:
    rows = tuple(
        TableRow(tuple(_cell(each, accepts) for each in row.cells), (), row.head)
        for row in table.rows
        if _stays(row.marks, accepts)
    )
    return [replace(table, rows=rows)] if rows else []


def _cell(cell: Cell, accepts: Accepts) -> Cell:
    paras = tuple(each for each in view(cell.paras, accepts) if isinstance(each, Para))
    return Cell(paras, cell.span)
