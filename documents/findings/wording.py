"""Checks on the words of any document, such as citations of repealed law."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from documents import catalogue
from documents.content import Content
from documents.definition import Kind
from documents.findings.finding import Check, Context, Finding, Level, found
from documents.tables import Row

_SENTENCE_END = re.compile(r"(?<!\bs)(?<!\bss)[.!?;]\s+|\n+", re.IGNORECASE)
_WRITTEN = (Kind.TEXT, Kind.LONG_TEXT)


@dataclass(frozen=True, slots=True)
class Passage:
    """One piece of free text in a document and where it stands."""

    question: str
    row: str | None
    text: str


def passages(content: Content) -> Iterator[Passage]:
    """Every text that a person wrote, table cells included, in document order."""
    for question in content.definition.questions():
        if question.kind in _WRITTEN and question.id in content.answers:
            yield Passage(question.id, None, content.text(question.id))
        if question.kind is Kind.TABLE:
            written = [column.id for column in question.columns if column.kind in _WRITTEN]
            for row in content.rows(question.id):
                for column in written:
                    if column in row:
                        yield Passage(question.id, str(row["id"]), str(row[column]))


def sentences(text: str) -> list[str]:
    """The sentences of a text; a stop after "s" or "ss" (section) ends none."""
    return [one for one in _SENTENCE_END.split(text) if one.strip()]


def wrong_words(content: Content, context: Context) -> Iterator[Finding]:
    """Each passage that holds words from the table `wrong_words`."""
    seen: set[tuple[str, str | None, str]] = set()
    for passage in passages(content):
        for phrase in catalogue.reference("wrong_words"):
            key = (passage.question, passage.row, phrase["id"])
            if key not in seen and _pattern(phrase["pattern"]).search(passage.text):
                seen.add(key)
                yield _wording(content, passage, phrase)


def _wording(content: Content, passage: Passage, phrase: Row) -> Finding:
    return found(
        content,
        Level.ADVICE,
        phrase["id"],
        passage.question,
        row=passage.row,
        message=phrase["message"],
        remedy=phrase["remedy"],
        source=phrase["source"],
    )


@cache
def _pattern(written: str) -> re.Pattern[str]:
    return re.compile(written, re.IGNORECASE)


CHECKS: tuple[Check, ...] = (wrong_words,)
