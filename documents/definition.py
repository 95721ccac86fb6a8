"""The shape of a document: sections, typed questions and the law behind them, as frozen values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType


class Kind(StrEnum):
    """What sort of answer a question takes."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    YES_NO = "yes_no"
    CHOICE = "choice"
    CHOICES = "choices"
    DATE = "date"
    INTEGER = "integer"
    ORGANISATIONS = "organisations"
    TABLE = "table"


class DefinitionError(Exception):
    """A definition or reference table is broken; names the file, the place in it and the fault."""

    def __init__(self, file: str, place: str, fault: str) -> None:
        super().__init__(f"{file}: {place}: {fault}")
        self.file = file
        self.place = place
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Law:
    """One statement of law shown on screen, with its source key and who verified it, if anyone."""

    citation: str
    says: str
    source: str
    verified_by: str | None = None
    verified_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Option:
    """One thing that may be chosen: the value kept and the label shown."""

    value: str
    label: str
    hint: str | None = None


@dataclass(frozen=True, slots=True)
class When:
    """A condition on another answer: it is one of `values`, or (a list) holds one of them."""

    question: str
    values: tuple[str | bool | int, ...]

    def holds(self, answers: Mapping[str, object]) -> bool:
        """True when the answer named here is, or includes, one of the values."""
        given = answers.get(self.question)
        if isinstance(given, list | tuple):
            return any(value in given for value in self.values)
        return any(type(given) is type(value) and given == value for value in self.values)


@dataclass(frozen=True, slots=True)
class Question:
    """One question, or one column of a table; a table's `columns` are questions themselves."""

    id: str
    label: str
    kind: Kind
    hint: str | None = None
    required: bool = False
    required_when: When | None = None
    options: tuple[Option, ...] = ()
    options_from: str | None = None
    columns: tuple[Question, ...] = ()
    min_rows: int = 0
    max_length: int | None = None
    audience: str | None = None

    def is_required(self, answers: Mapping[str, object]) -> bool:
        """Whether an answer is needed, given the other answers (of the row first, for a column)."""
        return self.required or (
            self.required_when is not None and self.required_when.holds(answers)
        )

    def column(self, column_id: str) -> Question:
        """The column of this table with that id; KeyError when there is none."""
        for column in self.columns:
            if column.id == column_id:
                return column
        raise KeyError(column_id)


@dataclass(frozen=True, slots=True)
class Section:
    """One numbered section of a document: guidance, the law it rests on, and its questions."""

    id: str
    title: str
    guidance: str
    law: tuple[Law, ...] = ()
    example: str | None = None
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True)
class Definition:
    """One version of one kind of document, as lawyers own it in YAML."""

    name: str
    version: int
    title: str
    sections: tuple[Section, ...]
    places: Mapping[str, tuple[Section, Question]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        places = {question.id: (section, question) for section, question in self._pairs()}
        object.__setattr__(self, "places", MappingProxyType(places))

    def _pairs(self) -> Iterator[tuple[Section, Question]]:
        for section in self.sections:
            for question in section.questions:
                yield section, question

    def questions(self) -> Iterator[Question]:
        """Every question, in document order."""
        for _, question in self._pairs():
            yield question

    def question(self, question_id: str) -> Question:
        """The question with that id; KeyError when there is none."""
        return self.places[question_id][1]

    def section_of(self, question_id: str) -> Section:
        """The section that holds the question; KeyError when there is none."""
        return self.places[question_id][0]

    def section(self, section_id: str) -> Section:
        """The section with that id; KeyError when there is none."""
        for section in self.sections:
            if section.id == section_id:
                return section
        raise KeyError(section_id)
