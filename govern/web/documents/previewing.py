"""Long answers as they will be read, from what was typed: the same few marks as on paper."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from documents.definition import Kind, Question, Section
from govern.web.documents.loading import Text
from govern.web.documents.prose import long_answer


@dataclass(frozen=True)
class Preview:
    """One long answer as it will be read."""

    label: str
    markup: Markup


def previews(text: Text, part: Section, given: Mapping[str, Any]) -> dict[str, Sequence[Preview]]:
    """By question, what was typed in it and in the rows of a table, without empty answers."""
    found = {each.id: list(_of(text, each, given.get(each.id))) for each in part.questions}
    return {name: shown for name, shown in found.items() if shown}


def _of(text: Text, question: Question, raw: Any) -> Iterator[Preview]:
    if question.kind is Kind.LONG_TEXT and isinstance(raw, str) and raw.strip():
        yield Preview(question.label, long_answer(text, raw))
    elif question.kind is Kind.TABLE:
        for number, row in enumerate(raw or (), start=1):
            for column in question.columns:
                for each in _of(text, column, row.get(column.id)):
                    yield Preview(f"Row {number}, {each.label}", each.markup)
