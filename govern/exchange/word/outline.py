"""A version, or two of them, as the blocks of a Word file: sections, questions, tables by row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from documents.content import Content, Row
from documents.definition import Definition, Kind, Question
from documents.references import marked, resolved
from govern.exchange.word import anchors
from govern.exchange.word.composing import Pen, cell, line, redlined, whole
from govern.exchange.word.markdown import paragraphs
from govern.exchange.word.model import Block, Cell, Para, Run, Table, TableRow
from govern.records.wording import Names, words

NOT_ANSWERED = "Not answered"
DROPPED = "(no longer asked)"
MOST_COLUMNS = 6
"""Columns that a page carries side by side; the rows of a broader table become cards."""


@dataclass(frozen=True)
class Wanted:
    """What is written out: `old` is what differences are tracked against (the text itself when
    nothing is).

    `blanks` writes unanswered questions too, for those who go on writing. `notes` gives the ids of
    comments by the section or question they stand on.
    """

    new: Content
    old: Content
    names: Names
    pen: Pen
    drafters: bool = False
    blanks: bool = True
    notes: Mapping[str, Sequence[str]] = field(default_factory=dict)


def blocks(wanted: Wanted) -> list[Block]:
    """Everything after the title: each section with its questions and answers."""
    wanted = replace(
        wanted,
        new=resolved(wanted.new, marked),
        old=resolved(wanted.old, marked),
    )
    made: list[Block] = []
    for number, part in enumerate(wanted.new.definition.sections, start=1):
        inner = [block for question in part.questions for block in _asked(wanted, question)]
        inner += _no_longer_asked(wanted, part.id)
        notes = tuple(wanted.notes.get(part.id, ()))
        heading = Run(f"{number}. {part.title}", comments=notes)
        made.append(Para((heading,), "section", 0, (anchors.section(part.id),)))
        made += inner or [Para((Run(NOT_ANSWERED),), "blank")]
    kept = {part.id for part in wanted.new.definition.sections}
    for part in wanted.old.definition.sections:
        if part.id not in kept and (gone := _no_longer_asked(wanted, part.id)):
            title = Para((Run(part.title),), "section")
            made += [whole(title, wanted.pen.deleted()), *gone]
    return made


def _no_longer_asked(wanted: Wanted, section_id: str) -> list[Block]:
    """Answers of the older text to questions that the newer definition dropped, all deleted."""
    old, made = wanted.old, list[Block]()
    if section_id not in {part.id for part in old.definition.sections}:
        return made
    for question in old.definition.section(section_id).questions:
        answer = old.answers.get(question.id)
        hidden = question.audience == "drafters" and not wanted.drafters
        if question.id in wanted.new.definition.places or answer is None or hidden:
            continue
        label = Para((Run(f"{question.label} {DROPPED}"),), "label")
        made.append(whole(label, wanted.pen.deleted()))
        if question.kind is Kind.TABLE:
            made += [_gone(wanted.pen, each) for each in _table(wanted, question, answer, ())]
        else:
            made += redlined(_answer(wanted, question, answer), [], wanted.pen)
    return made


def _gone(pen: Pen, block: Block) -> Block:
    """A table's every row deleted, its head among them; or a paragraph."""
    if isinstance(block, Para):
        return whole(block, pen.deleted())
    return replace(block, rows=tuple(replace(row, marks=(pen.deleted(),)) for row in block.rows))


def shown(definition: Definition, drafters: bool) -> Iterator[Question]:
    """The questions that this reader may see."""
    return (each for each in definition.questions() if drafters or each.audience != "drafters")


def columns(table: Question, *rows: Sequence[Row]) -> list[Question]:
    """The columns that are written out: all when they fit, else those that any row uses."""
    if len(table.columns) <= MOST_COLUMNS:
        return list(table.columns)
    return [each for each in table.columns if any(each.id in row for some in rows for row in some)]


def _asked(wanted: Wanted, question: Question) -> list[Block]:
    if question.audience == "drafters" and not wanted.drafters:
        return []
    new = wanted.new.answers.get(question.id)
    known = question.id in wanted.old.definition.places
    old = wanted.old.answers.get(question.id) if known else None
    if old is None and new is None and not wanted.blanks:
        return []
    notes = tuple(wanted.notes.get(question.id, ()))
    label = Para(
        (Run(question.label, comments=notes),), "label", 0, (anchors.question(question.id),)
    )
    if question.kind is Kind.TABLE:
        return [label, *_table(wanted, question, old or (), new or ())]
    return [
        label,
        *redlined(_answer(wanted, question, old), _answer(wanted, question, new), wanted.pen),
    ]


def _answer(wanted: Wanted, question: Question, answer: Any) -> list[Para]:
    if answer is None:
        return [Para((Run(NOT_ANSWERED),), "blank")]
    if question.kind is Kind.LONG_TEXT:
        return paragraphs(answer)
    return [Para((Run(words(question, answer, wanted.names)),))]


def _table(wanted: Wanted, table: Question, old: Sequence[Row], new: Sequence[Row]) -> list[Block]:
    used = columns(table, old, new)
    pairs = _paired(old, new)
    if len(used) > MOST_COLUMNS:
        return _cards(wanted, table, used, pairs)
    head = TableRow(tuple(_head(table, each) for each in used), head=True)
    rows = [_grid_row(wanted, table, used, before, after) for before, after in pairs]
    return [Table((head, *rows), tuple(_share(each) for each in used))]


def _share(column: Question) -> int:
    return 3 if column.kind is Kind.LONG_TEXT else 2 if column.kind is Kind.TEXT else 1


def _head(table: Question, column: Question) -> Cell:
    return Cell((Para((Run(column.label),), "head", 0, (anchors.column(table.id, column.id),)),))


Pair = tuple[Row | None, Row | None]


def _paired(old: Sequence[Row], new: Sequence[Row]) -> list[Pair]:
    """Rows in the new order with the old one of each; a moved row is one gone and one come."""
    before = {str(row["id"]): row for row in old}
    after = {str(row["id"]): row for row in new}
    order_old = [each for each in before if each in after]
    order_new = [each for each in after if each in before]
    stays = _longest_common(order_old, order_new)
    made: list[Pair] = []
    waiting = list(before)
    for row_id, row in after.items():
        if row_id not in stays:
            made.append((None, row))
            continue
        while waiting and waiting[0] != row_id:
            made.append((before[waiting.pop(0)], None))
        waiting.pop(0)
        made.append((before[row_id], row))
    return made + [(before[each], None) for each in waiting]


def _longest_common(one: list[str], other: list[str]) -> set[str]:
    place = {each: at for at, each in enumerate(one)}
    runs: list[list[str]] = []
    for each in other:
        fits = [run for run in runs if place[run[-1]] < place[each]]
        runs.append([*_longest(fits), each])
    return set(_longest(runs))


def _longest(runs: list[list[str]]) -> list[str]:
    return max(runs, key=lambda run: len(run)) if runs else []


def _grid_row(
    wanted: Wanted, table: Question, used: Sequence[Question], before: Row | None, after: Row | None
) -> TableRow:
    row_id = str((after or before or {})["id"])
    cells = [_value(wanted, column, before, after) for column in used]
    anchor = _row_anchor(wanted, table, row_id, before)
    first = replace(cells[0].paras[0], anchors=(anchor,))
    cells[0] = Cell((first,))
    return TableRow(tuple(cells), _row_marks(wanted.pen, before, after))


def _row_anchor(wanted: Wanted, table: Question, row_id: str, before: Row | None) -> str:
    known = {str(row["id"]) for row in wanted.old.rows(table.id)}
    moved = before is None and row_id in known
    return anchors.moved_row(table.id, row_id) if moved else anchors.row(table.id, row_id)


def _row_marks(pen: Pen, before: Row | None, after: Row | None) -> tuple[Any, ...]:
    if before is None:
        return (pen.inserted(),)
    return (pen.deleted(),) if after is None else ()


def _value(wanted: Wanted, column: Question, before: Row | None, after: Row | None) -> Cell:
    old = words(column, (before or {}).get(column.id), wanted.names)
    new = words(column, (after or {}).get(column.id), wanted.names)
    return cell(old, new, wanted.pen)


def _cards(
    wanted: Wanted, table: Question, used: Sequence[Question], pairs: Sequence[Pair]
) -> list[Block]:
    made: list[Block] = []
    for number, (before, after) in enumerate(pairs, start=1):
        row_id = str((after or before or {})["id"])
        marks = _row_marks(wanted.pen, before, after)
        anchor = _row_anchor(wanted, table, row_id, before)
        title = line("", f"Row {number}", wanted.pen, (anchor,), "head")
        runs = tuple(replace(run, marks=marks) for run in title.runs)
        rows = [TableRow((Cell((replace(title, runs=runs),), 2),), marks, head=True)]
        for column in used:
            label = Run(column.label, marks=marks)
            place = (anchors.column(table.id, column.id),) if not made else ()
            named = Cell((Para((label,), "head", 0, place),))
            rows.append(TableRow((named, _value(wanted, column, before, after)), marks))
        made += [Table(tuple(rows), (1, 3)), Para((), "gap")]
    return made
