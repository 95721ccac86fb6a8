"""Turns the rows of a table into what paper carries: a grid, a list, or a grid of marks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from documents import catalogue
from documents.definition import Kind, Question
from govern.records.blocks import Points, Table
from govern.records.wording import Names, words

CODED = frozenset({"profiles"})
"""Lists of options with short codes that people know: several chosen are set as marks, one column
for each, where a sentence in every row would say the same at length.
"""

NUMBERED = frozenset({"controls"})
"""Lists of options whose numbers other texts refer to. Risks are not: a register counts its own."""

YES, NO = "Yes", "\u2013"
MARK_SHARE, WORD_SHARE, TEXT_SHARE = 7, 13, 45
"""Relative widths in a grid of marks: of a mark, of a yes or no, and of text."""

Row = Mapping[str, Any]


def grid(
    question: Question,
    columns: Sequence[Question],
    rows: Sequence[Row],
    names: Names,
    *,
    wide: bool,
) -> Table | Points:
    """The rows under their columns; a single column is a list."""
    cells = [[cell(column, row, names) for column in columns] for row in rows]
    if len(columns) == 1:
        return Points(question.label, tuple(only for (only,) in cells))
    if not wide and any(_is_coded(column) for column in columns):
        return _marks(question, columns, rows, names)
    numbered = (
        (first or f"Row {number}", *rest) for number, (first, *rest) in enumerate(cells, start=1)
    )
    heads = tuple(column.label for column in columns)
    return Table(question.label, heads, tuple(numbered), wide=wide)


def cell(column: Question, row: Row, names: Names) -> str:
    """One answer in words; what is known by its number in front of it."""
    said = words(column, row.get(column.id), names)
    return f"{row[column.id]}. {said}" if said and column.options_from in NUMBERED else said


def _is_coded(column: Question) -> bool:
    return column.kind is Kind.CHOICES and column.options_from in CODED


def _marks(
    question: Question, columns: Sequence[Question], rows: Sequence[Row], names: Names
) -> Table:
    heads: list[str] = []
    shares: list[int] = []
    notes: list[str] = []
    for column in columns:
        if _is_coded(column):
            offered = catalogue.options(column) or ()
            heads += [each.value for each in offered]
            shares += [MARK_SHARE] * len(offered)
            notes.append("; ".join(f"{each.value}: {each.label}" for each in offered) + ".")
        else:
            heads.append(column.label)
            shares.append(WORD_SHARE if column.kind is Kind.YES_NO else TEXT_SHARE)
    cells = (
        tuple(part for column in columns for part in _parts(column, row, names)) for row in rows
    )
    return Table(question.label, tuple(heads), tuple(cells), tuple(shares), note=" ".join(notes))


def _parts(column: Question, row: Row, names: Names) -> list[str]:
    if not _is_coded(column):
        return [cell(column, row, names)]
    chosen = row.get(column.id) or ()
    return [YES if each.value in chosen else NO for each in catalogue.options(column) or ()]
