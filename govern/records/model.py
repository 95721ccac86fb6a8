"""Turns a definition and its answers into the sections of a printed document, whatever kind of
document it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from documents.content import Content, unfinished
from documents.definition import Kind, Law, Question
from documents.definition import Section as Asked
from documents.references import Address
from documents.risk import RISKS
from govern.records import columns, controls, risks
from govern.records.blocks import (
    Answers,
    Block,
    Card,
    Cards,
    Citation,
    Matrix,
    NotAsked,
    Pair,
    Placed,
    Points,
    Prose,
    Section,
    Table,
    Unanswered,
)
from govern.records.grids import cell, grid
from govern.records.wording import NAMED_HERE, Names, chosen_words, day, words

LONGEST_LINE = 160
"""Characters of a short answer; a longer one is set as a paragraph."""

MOST_COLUMNS = 6
"""Columns that a portrait page carries; the rows of a broader table become cards."""

FLOWS = "flows"
"""The schedule of an agreement, and the column of other tables that refers to it."""

SCHEDULES = {
    FLOWS: (
        "ref",
        "name",
        "forces",
        "partner",
        "category",
        "purpose",
        "direction",
        "method",
        "safety_critical",
    ),
}
"""Broad tables that get a landscape schedule of their main columns, with every row in detail after
it.
"""

Row = Mapping[str, Any]


def sections(content: Content, names: Names) -> tuple[Section, ...]:
    """The numbered sections of a version. Questions for drafters alone are not printed; open
    optional ones are listed by name.
    """
    return tuple(_section(asked, content, names) for asked in content.definition.sections)


def anchor(content: Content) -> Address:
    """Where on the printed pages a reference leads: the heading of its section."""
    headings = {
        part.id: f"#{number}. {part.title}"
        for number, part in enumerate(content.definition.sections, start=1)
    }
    return lambda reference: headings[reference.section]


def _section(asked: Asked, content: Content, names: Names) -> Section:
    blocks: list[Block] = []
    short: list[Pair] = []
    printed = tuple(_printed(asked))
    stems = controls.stems(printed)
    for question in printed:
        if controls.belongs(question, stems):
            continue
        answer = content.answers.get(question.id)
        if answer is None:
            continue
        pair = _pair(question, answer, names)
        if pair is not None:
            short.append(pair)
            continue
        blocks += _run(asked, short)
        short = []
        blocks += _blocks(question, answer, content, names)
    blocks += _run(asked, short)
    if (answered := controls.controls(asked.title, printed, content, names)).cards:
        blocks.append(answered)
    if labels := _open(asked, content, stems):
        blocks.append(Unanswered(labels))
    if not blocks and not any(asked.id == each.section for each in unfinished(content)):
        blocks.append(NotAsked())
    return Section(asked.title, tuple(blocks), tuple(_citation(law) for law in asked.law))


def _printed(asked: Asked) -> Iterator[Question]:
    return (question for question in asked.questions if question.audience != "drafters")


def _open(asked: Asked, content: Content, stems: tuple[str, ...]) -> tuple[str, ...]:
    """Optional questions left open; one that only follows from another answer is not open, it was
    never asked, and a control says itself what it lacks.
    """
    return tuple(
        question.label
        for question in _printed(asked)
        if question.id not in content.answers
        and not question.required
        and question.required_when is None
        and not controls.belongs(question, stems)
    )


def _run(asked: Asked, short: list[Pair]) -> list[Block]:
    return [Answers(asked.title, tuple(short))] if short else []


def _pair(question: Question, answer: Any, names: Names) -> Pair | None:
    """A short answer, or None when it needs more room than a line."""
    if question.kind in (Kind.TABLE, Kind.LONG_TEXT):
        return None
    text = words(question, answer, names)
    several = isinstance(answer, list | tuple) and len(answer) > 3
    return None if several or len(text) > LONGEST_LINE else Pair(question.label, text)


def _blocks(question: Question, answer: Any, content: Content, names: Names) -> list[Block]:
    if question.kind is Kind.TABLE:
        if question.id == RISKS:
            return _risks(question, answer, content, names)
        return _table(question, answer, names)
    if isinstance(answer, list | tuple):
        return [Points(question.label, tuple(chosen_words(question, list(answer), names)))]
    return [Prose(question.label, words(question, answer, names))]


def _risks(question: Question, rows: list[Row], content: Content, names: Names) -> list[Block]:
    """The matrix, then every risk in full with its levels beside its title."""
    drawn = risks.matrix(content)
    used = [column for column in question.columns if any(column.id in row for row in rows)]
    cards = _cards(question, used, rows, names)
    if drawn is None:
        return [cards]
    placed = {each.reference: each for each in drawn.risks}
    noted = tuple(
        _scored(card, drawn, placed.get(card.title.partition(".")[0]), question)
        for card in cards.cards
    )
    return [drawn, replace(cards, cards=noted)]


def _scored(card: Card, drawn: Matrix, risk: Placed | None, question: Question) -> Card:
    """A risk's card with its level where its likelihood and severity were answered."""
    if risk is None:
        return card
    told: dict[str, Pair | None] = {}
    for state, label, place in (
        ("inherent", "Before measures", risk.before),
        ("residual", "After measures", risk.after),
    ):
        if place is not None:
            told[question.column(f"{state}_severity").label] = None
            level = Pair(label, risks.in_words(drawn, place))
            told[question.column(f"{state}_likelihood").label] = level
    pairs = (told.get(pair.label, pair) for pair in card.pairs)
    return replace(card, pairs=tuple(filter(None, pairs)), note=risks.course(drawn, risk))


def _table(question: Question, rows: list[Row], names: Names) -> list[Block]:
    used = [column for column in question.columns if any(column.id in row for row in rows)]
    if not used:
        return []
    if (schedule := SCHEDULES.get(question.id)) is not None:
        chosen = [column for column in used if column.id in schedule]
        return [
            grid(question, chosen, rows, names, wide=True),
            _cards(question, used, rows, names),
        ]
    if len(used) > MOST_COLUMNS or any(column.kind is Kind.TABLE for column in used):
        return [_cards(question, used, rows, names)]
    made = grid(question, used, rows, names, wide=False)
    if isinstance(made, Table) and columns.are_crowded(made):
        return [_cards(question, used, rows, names)]
    return [made]


def _cards(question: Question, used: list[Question], rows: list[Row], names: Names) -> Cards:
    mark = "R" if question.id == RISKS else ""
    caption = f"{question.label}: each row in full" if question.id in SCHEDULES else question.label
    return Cards(
        caption,
        tuple(
            _card(f"{mark}{number}", used, row, names) for number, row in enumerate(rows, start=1)
        ),
    )


def _card(number: str, used: list[Question], row: Row, names: Names) -> Card:
    pairs = [Pair(each.label, _said(each, row, names)) for each in used if each.id in row]
    said = _title(used, row, names)
    named = {said, *said.split(", ", 1), said.partition(" ")[2] if used[0].id == FLOWS else said}
    title = f"{number}. {said[:LONGEST_LINE]}"
    return Card(title, tuple(pair for pair in pairs if pair.value not in named))


def _said(column: Question, row: Row, names: Names) -> str:
    """A cell in words; of a likelihood or a severity the word alone, as the matrix has it, and what
    the installation names with its permanent name.
    """
    said = cell(column, row, names)
    if column.options_from in ("likelihoods", "severities"):
        return said.split(" (")[0]
    if column.options_from in NAMED_HERE and said not in ("", row[column.id]):
        return f"{said} ({row[column.id]})"
    return said


def _title(used: list[Question], row: Row, names: Names) -> str:
    """A card is known by its reference and name, or its title, or the flows it is about, or the
    first thing that stands in it.
    """
    known = {column.id: cell(column, row, names) for column in used}
    named = [known[key] for key in ("ref", "name") if known.get(key)] or [
        known[key] for key in ("title",) if known.get(key)
    ]
    if named or used[0].id != FLOWS or not known[FLOWS]:
        return ", ".join(named) or next((text for text in known.values() if text), "")
    return f"{'Flows' if re.search(r'[,;]| and ', known[FLOWS]) else 'Flow'} {known[FLOWS]}"


def _citation(law: Law) -> Citation:
    verified = None
    if law.verified_by and law.verified_on:
        verified = f"Verified by {law.verified_by} on {day(law.verified_on)}"
    return Citation(law.citation, law.says, verified)
