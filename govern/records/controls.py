"""The controls of a connection return, a card each: question, answer, how it is met, evidence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from documents.content import Content
from documents.definition import Kind, Question
from govern.records.blocks import Card, Cards, Pair
from govern.records.wording import Names, words

ANSWER = "_answer"
"""How the first question of a control ends; the others begin with what stands before it."""

NO_EVIDENCE = "None given"


def stems(questions: Sequence[Question]) -> tuple[str, ...]:
    """What the ids of each control's questions begin with, in their order."""
    return tuple(each.id.removesuffix(ANSWER) for each in questions if each.id.endswith(ANSWER))


def belongs(question: Question, found: Sequence[str]) -> bool:
    """Whether a question is part of one of those controls."""
    return any(question.id.startswith(f"{stem}_") for stem in found)


def controls(caption: str, questions: Sequence[Question], content: Content, names: Names) -> Cards:
    """The controls that were answered."""
    cards = []
    for stem in stems(questions):
        own = [each for each in questions if each.id.startswith(f"{stem}_")]
        if any(each.id in content.answers for each in own):
            cards.append(_card(own, content, names))
    return Cards(caption, tuple(cards))


def _card(own: Sequence[Question], content: Content, names: Names) -> Card:
    first, *others = own
    pairs = [
        pair
        for each in others
        for pair in _pairs(each, content.answers.get(each.id), names)
        if each.id in content.answers or each.kind is Kind.TABLE
    ]
    return Card(first.label, tuple(pairs), words(first, content.answers.get(first.id), names))


def _pairs(question: Question, answer: Any, names: Names) -> list[Pair]:
    if question.kind is not Kind.TABLE:
        marked = question.kind is Kind.LONG_TEXT
        return [Pair(question.label, words(question, answer, names), marked)]
    if not answer:
        return [Pair(question.label, NO_EVIDENCE)]
    return [
        Pair(question.label if number == 1 else f"{question.label} ({number})", said)
        for number, said in enumerate((_row(question, row, names) for row in answer), start=1)
    ]


def _row(question: Question, row: Any, names: Names) -> str:
    """One piece of evidence in a sentence: what it is, then each of its particulars by name."""
    title, *others = [column for column in question.columns if column.id in row]
    said = [f"{each.label.lower()} {words(each, row[each.id], names)}" for each in others]
    return "; ".join([words(title, row[title.id], names), *said])
