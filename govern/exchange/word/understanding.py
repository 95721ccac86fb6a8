"""What stands under a question in a file, as an answer of its kind; or why it can be none."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from documents import catalogue
from documents.content import AnswerError, Row, parse_answer
from documents.definition import Kind, Question
from govern.exchange.word import anchors
from govern.exchange.word.markdown import markdown
from govern.exchange.word.model import Block, Para, Table
from govern.exchange.word.outline import MOST_COLUMNS, NOT_ANSWERED, columns
from govern.records.wording import Names, words

_ROW_NAMES = (anchors.row, anchors.moved_row)
_MONTHS = ("%d %B %Y", "%d %b %Y", "%d/%m/%Y", "%d.%m.%Y", "%Y-%m-%d")


class Unplaced(Exception):
    """The words fit no answer of this question; `text` is what stands in the file."""

    def __init__(self, why: str, text: str) -> None:
        super().__init__(why)
        self.why, self.text = why, text


@dataclass(frozen=True)
class Understood:
    """An answer, and words beside it that belong to no answer."""

    answer: Any
    loose: tuple[str, ...] = ()


def understood(question: Question, blocks: Sequence[Block], base: Any, names: Names) -> Understood:
    """The answer that these blocks give; `base` itself when they say what it says. Raises
    Unplaced.
    """
    if question.kind is Kind.TABLE:
        return _table(question, blocks, base or (), names)
    loose = tuple(_of_table(each) for each in blocks if isinstance(each, Table))
    paras = [each for each in blocks if isinstance(each, Para) and each.text.strip()]
    loose += tuple(each.text for each in paras if each.style == "relabelled")
    paras = [each for each in paras if each.style != "relabelled" and not _blank(each)]
    if question.kind is Kind.LONG_TEXT:
        return Understood(_parsed(question, markdown(paras, base or "")), loose)
    said = "\n".join(each.text.strip() for each in paras)
    return Understood(_plain(question, said, base, names), loose)


def _blank(para: Para) -> bool:
    return " ".join(para.text.split()) == NOT_ANSWERED


def _parsed(question: Question, raw: Any) -> Any:
    try:
        return parse_answer(question, raw)
    except AnswerError as fault:
        text = raw if isinstance(raw, str) else "; ".join(map(str, raw))
        raise Unplaced(fault.message, text) from None


def _plain(question: Question, said: str, base: Any, names: Names) -> Any:
    """A short answer from its words."""
    if _tidy(said) == _tidy(words(question, base, names)):
        return base
    if not said.strip():
        return None
    if question.kind is Kind.DATE:
        return _parsed(question, _date(said))
    if question.kind in (Kind.CHOICE, Kind.CHOICES, Kind.ORGANISATIONS):
        return _chosen(question, said, base, names)
    if question.kind is Kind.TEXT:
        return _parsed(question, " ".join(said.split()))
    return _parsed(question, said)


def _tidy(text: str) -> str:
    return re.sub(r"[ \t\u00a0]+", " ", text).replace(" \n", "\n").replace("\n ", "\n").strip()


def _date(said: str) -> str:
    tidy = " ".join(said.split())
    for form in _MONTHS:
        try:
            return dt.datetime.strptime(tidy, form).date().isoformat()  # noqa: DTZ007  a day has no zone
        except ValueError:
            continue
    return tidy


def _chosen(question: Question, said: str, base: Any, names: Names) -> Any:
    known: dict[str, list[str]] = {}
    for value, label in _offered(question, base, names):
        known.setdefault(_tidy(label).casefold(), []).append(value)
    values = []
    for part in re.split(r"[;\n]", said):
        tidy = _tidy(part).casefold()
        if not tidy:
            continue
        if len(known.get(tidy, ())) != 1:
            raise Unplaced(f"'{part.strip()}' is not one of the options", said)
        values += known[tidy]
    if question.kind is Kind.CHOICE:
        if len(values) != 1:
            raise Unplaced("Only one option can be chosen", said)
        return _parsed(question, values[0])
    return _parsed(question, values)


def _offered(question: Question, base: Any, names: Names) -> list[tuple[str, str]]:
    options = catalogue.options(question)
    if options:
        return [(each.value, each.label) for each in options]
    standing = [base] if isinstance(base, str) else list(base or ())
    return list({**{each: each for each in standing}, **names}.items())


def _of_table(table: Table) -> str:
    rows = (" | ".join(cell.text for cell in row.cells) for row in table.rows)
    return "\n".join(row for row in rows if row.strip(" |"))


def _table(
    table: Question, blocks: Sequence[Block], base: Sequence[Row], names: Names
) -> Understood:
    used = columns(table, base)
    known = {name(table.id, str(row["id"])): row for row in base for name in _ROW_NAMES}
    loose = [each.text for each in blocks if isinstance(each, Para) and each.text.strip()]
    rows: list[Row] = []
    for each in blocks:
        if not isinstance(each, Table):
            continue
        if len(used) > MOST_COLUMNS:
            rows += _card(table, each, known, names, loose)
        else:
            rows += _grid(table, used, each, known, names)
    unique = {str(row["id"]): row for row in rows if len(row) > 1}
    answer = list(unique.values()) or None
    return Understood(list(base) or None if answer == list(base) else answer, tuple(loose))


def _grid(
    table: Question,
    used: Sequence[Question],
    grid: Table,
    known: Mapping[str, Row],
    names: Names,
) -> list[Row]:
    by_anchor = {anchors.column(table.id, each.id): each for each in used}
    by_label = {_tidy(each.label).casefold(): each for each in used}
    order: list[Question | None] = list(used)
    rows: list[Row] = []
    for row in grid.rows:
        heads = [
            next((by_anchor[a] for a in cell.anchors if a in by_anchor), None)
            or by_label.get(_tidy(cell.text).casefold())
            for cell in row.cells
        ]
        if heads and heads.count(None) <= len(heads) // 3:
            order = list(heads)
            continue
        cells = zip(order, (cell.text for cell in row.cells), strict=False)
        rows.append(_row(table, row.anchors, cells, known, names))
    return rows


def _card(
    table: Question, card: Table, known: Mapping[str, Row], names: Names, loose: list[str]
) -> list[Row]:
    by_label = {_tidy(each.label).casefold(): each for each in table.columns}
    pairs: list[tuple[Question | None, str]] = []
    found: tuple[str, ...] = ()
    for row in card.rows:
        found += row.anchors
        if len(row.cells) < 2:
            said = _tidy(row.cells[0].text) if row.cells else ""
            if not re.fullmatch(r"(Row \d+)?", said):
                loose.append(said)
            continue
        column = by_label.get(_tidy(row.cells[0].text).casefold())
        if column is None and any(cell.text for cell in row.cells):
            loose.append(" | ".join(cell.text for cell in row.cells))
        pairs.append((column, row.cells[1].text))
    return [_row(table, found, pairs, known, names)]


def _row(
    table: Question,
    found: Sequence[str],
    cells: Any,
    known: Mapping[str, Row],
    names: Names,
) -> Row:
    base = next((known[each] for each in found if each in known), None)
    said = [(column, text) for column, text in cells]
    if base is None:
        base = {"id": _new_row_id(table, [text for _, text in said])}
    answers = {key: value for key, value in base.items() if key not in {c.id for c, _ in said if c}}
    stray = [text for column, text in said if column is None and text.strip()]
    if stray:
        raise Unplaced("A cell stands in a column that is not known", " | ".join(stray))
    for column, text in said:
        if column is not None:
            value = _plain(column, text, base.get(column.id), names)
            if value is not None:
                answers[column.id] = value
    return {"id": base["id"], **{k: v for k, v in _ordered(table, answers).items() if k != "id"}}


def _ordered(table: Question, answers: Mapping[str, Any]) -> dict[str, Any]:
    return {each.id: answers[each.id] for each in table.columns if each.id in answers}


def _new_row_id(table: Question, texts: Sequence[str]) -> str:
    """The same new row of the same file has the same id, however often it is read."""
    return anchors.row(table.id, "\n".join(texts)).replace("_", "-")
