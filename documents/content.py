"""What one version says: its answers, their canonical bytes and digest, and what is missing."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import rfc8785

from documents.answers import AnswerError, parse_answer
from documents.definition import Definition, Kind, Question, Section

__all__ = [
    "AnswerError",
    "Content",
    "Missing",
    "parse_answer",
    "read_content",
    "section_states",
    "unfinished",
]

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Content:
    """The answers given to one definition; an absent question is unanswered."""

    definition: Definition
    answers: Mapping[str, Any]

    def __post_init__(self) -> None:
        for question_id in self.answers:
            if question_id not in self.definition.places:
                raise AnswerError([(str(question_id), "This question does not exist")])

    def text(self, question_id: str) -> str:
        """The text given, or "" when none is."""
        given = self.answers.get(question_id)
        return given if isinstance(given, str) else ""

    def chosen(self, question_id: str) -> tuple[str, ...]:
        """The options or organisations chosen, or none."""
        given = self.answers.get(question_id)
        return tuple(given) if isinstance(given, list | tuple) else ()

    def rows(self, question_id: str) -> tuple[Row, ...]:
        """The rows of a table, or none."""
        given = self.answers.get(question_id)
        return tuple(given) if isinstance(given, list | tuple) else ()

    def canonical(self) -> bytes:
        """The bytes that stand for this content: RFC 8785 over text in Unicode form NFC."""
        return rfc8785.dumps(
            _composed(
                {
                    "definition": self.definition.name,
                    "definition_version": self.definition.version,
                    "answers": dict(self.answers),
                }
            )
        )

    def digest(self) -> str:
        """SHA-256 of the canonical bytes, as `sha256:` and 64 hex digits."""
        return "sha256:" + hashlib.sha256(self.canonical()).hexdigest()


@dataclass(frozen=True, slots=True)
class Missing:
    """One answer that is required and not given; `row` and `column` are set inside tables."""

    section: str
    question: str
    row: str | None
    message: str
    column: str | None = None


def read_content(
    definition: Definition, raw: Mapping[str, object], new_id: Callable[[], str] | None = None
) -> Content:
    """Content from JSON, every answer checked against its question; AnswerError has all faults."""
    answers: dict[str, Any] = {}
    faults: list[tuple[str, str]] = []
    for question_id, given in raw.items():
        if question_id not in definition.places:
            faults.append((question_id, "This question does not exist"))
            continue
        try:
            answer = parse_answer(definition.question(question_id), given, new_id)
        except AnswerError as error:
            faults.extend(error.faults)
        else:
            if answer is not None:
                answers[question_id] = answer
    if faults:
        raise AnswerError(faults)
    return Content(definition, answers)


def unfinished(content: Content) -> list[Missing]:
    """Every required answer that is not given, in document order."""
    return [
        missing
        for section in content.definition.sections
        for missing in _missing_in(section, content)
    ]


def section_states(content: Content) -> dict[str, str]:
    """Per section id: completed (nothing required is missing), in_progress or not_started."""
    return {section.id: _state(section, content) for section in content.definition.sections}


def _state(section: Section, content: Content) -> str:
    if next(_missing_in(section, content), None) is None:
        return "completed"
    begun = any(question.id in content.answers for question in section.questions)
    return "in_progress" if begun else "not_started"


def _missing_in(section: Section, content: Content) -> Iterator[Missing]:
    for question in section.questions:
        given = content.answers.get(question.id)
        required = question.is_required(content.answers)
        if given is None:
            if required or question.min_rows:
                yield Missing(section.id, question.id, None, f"Answer '{question.label}'")
        elif question.kind is Kind.TABLE:
            yield from _missing_rows(section, question, content)


def _missing_rows(section: Section, table: Question, content: Content) -> Iterator[Missing]:
    rows = content.rows(table.id)
    if len(rows) < table.min_rows:
        message = f"'{table.label}' needs at least {table.min_rows} rows and has {len(rows)}"
        yield Missing(section.id, table.id, None, message)
    for number, row in enumerate(rows, start=1):
        around = {**content.answers, **row}
        for column in table.columns:
            if column.id not in row and column.is_required(around):
                message = f"Row {number} of '{table.label}' needs '{column.label}'"
                yield Missing(section.id, table.id, str(row["id"]), message, column.id)


def _composed(value: Any) -> Any:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, Mapping):
        return {_composed(str(key)): _composed(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_composed(one) for one in value]
    return value
