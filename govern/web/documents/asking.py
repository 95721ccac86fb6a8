"""From a question and what was answered or typed to the field that asks it on a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from documents import catalogue
from documents.definition import Definition, Kind, Question
from govern.records.wording import words
from govern.web.documents.choices import Choices
from govern.web.documents.fields import Field, Guide, Look, Option, Remark, RowCard, TableField

RADIOS = 8
"""As many options are offered as radios; more become a list to pick from."""

SMALL_RADIOS = 2
BROAD_COLUMNS = 5
BROAD_ROWS = 12
LONG_LABEL = 90
LONGEST = {Kind.TEXT: 500, Kind.LONG_TEXT: 20_000}


@dataclass(frozen=True)
class Asking:
    """What every field of a page needs: definition, choices, faults and findings."""

    definition: Definition
    choices: Choices
    names: Mapping[str, str]
    faults: Mapping[str, str] = field(default_factory=dict)
    remarks: Mapping[tuple[str, str], Sequence[Remark]] = field(default_factory=dict)
    fresh: frozenset[str] = frozenset()

    def question(self, question: Question, raw: Any) -> Field | TableField:
        """One question of a section as it is asked; `raw` is an answer or what was typed."""
        if question.kind is Kind.TABLE:
            return self._table(question, raw or ())
        return self.field(question, raw, question.id)

    def field(
        self,
        question: Question,
        raw: Any,
        name: str,
        columns: Sequence[Question] = (),
        *,
        small: bool = False,
    ) -> Field:
        """One question or, given the `columns` of its table, one cell of a row."""
        chosen = _chosen(question, raw)
        first, others = self._options(question, chosen)
        look = _look(question, len(first) + len(others), small)
        return Field(
            name=name,
            look=look,
            label=question.label,
            hint=question.hint or "",
            needed=self._needed(question, columns),
            value=_value(question, raw),
            parts=_parts(raw) if question.kind is Kind.DATE else ("", "", ""),
            options=first if look != "radios" or question.required else [*first, _none(chosen)],
            others=others,
            note=_note_of_chosen(look, [*first, *others]),
            fault=self.faults.get(name, ""),
            max_length=question.max_length or LONGEST.get(question.kind, 0),
            remarks=() if columns else self.remarks.get((question.id, ""), ()),
            small=small,
        )

    def row(self, table: Question, row: Mapping[str, Any], *, small: bool = False) -> list[Field]:
        """The cells of one row as fields; `small` where many rows share a page."""
        prefix = f"{table.id}.{row['id']}"
        return [
            self.field(
                column, row.get(column.id), f"{prefix}.{column.id}", table.columns, small=small
            )
            for column in table.columns
        ]

    def _table(self, question: Question, rows: Sequence[Mapping[str, Any]]) -> TableField:
        broad = is_broad(question, rows)
        cards = [
            self._card(question, number, row, broad, len(rows))
            for number, row in enumerate(rows, start=1)
        ]
        return TableField(
            name=question.id,
            label=question.label,
            hint=question.hint or "",
            needed=self._needed(question, ()),
            broad=broad,
            rows=cards,
            fault=self.faults.get(question.id, ""),
            remarks=self.remarks.get((question.id, ""), ()),
            guides=[] if broad else list(self._guides(question)),
            library=self._library(question, rows),
        )

    def _guides(self, table: Question) -> Iterator[Guide]:
        for column in table.columns:
            first, others = self._options(column, [])
            offered = [*first, *others]
            picked = _look(column, len(offered), True) == "select"
            if picked and any(option.note for option in offered):
                yield Guide(column.label, offered)

    def _library(self, table: Question, rows: Sequence[Mapping[str, Any]]) -> list[Option]:
        column = library_column(table)
        if column is None:
            return []
        taken = {row.get(column.id) for row in rows}
        first, others = self._options(column, [])
        return [option for option in (*first, *others) if option.value not in taken]

    def _card(
        self, table: Question, number: int, row: Mapping[str, Any], broad: bool, of: int
    ) -> RowCard:
        return RowCard(
            id=str(row["id"]),
            number=number,
            title=row_title(table, row, self.names),
            fields=() if broad else self.row(table, row, small=True),
            lines=_lines(table, row, self.names) if broad else (),
            remarks=self.remarks.get((table.id, str(row["id"])), ()),
            fresh=str(row["id"]) in self.fresh,
            first=number == 1,
            last=number == of,
        )

    def _options(
        self, question: Question, chosen: Sequence[str]
    ) -> tuple[list[Option], list[Option]]:
        if question.kind is Kind.YES_NO:
            return [Option(each, each.title(), "", each in chosen) for each in ("yes", "no")], []
        if question.kind in (Kind.CHOICE, Kind.CHOICES, Kind.ORGANISATIONS):
            return self.choices.of(question, chosen)
        return [], []

    def _needed(self, question: Question, columns: Sequence[Question]) -> str:
        when = question.required_when
        if when is None:
            return "" if question.required or question.min_rows else "Optional"
        beside = {column.id: column for column in columns}
        if when.question not in beside and when.holds(self.choices.answers):
            return ""
        asked = beside.get(when.question) or self.definition.question(when.question)
        labels = [_word(asked, value, self.names) for value in when.values]
        named = f"“{asked.label}”" if len(asked.label) <= LONG_LABEL else "the answer above"
        return f"Needed if {named} is {' or '.join(labels)}"


LIBRARIES = frozenset({"risks", "controls", "ico_triggers", "joint_duties"})
"""Reference tables of which whole rows are taken into a document, one row each."""


def library_column(table: Question) -> Question | None:
    """The column by which rows of a table are taken from a library; None when there is none."""
    return next((each for each in table.columns if each.options_from in LIBRARIES), None)


def is_broad(question: Question, rows: Sequence[Mapping[str, Any]]) -> bool:
    """Whether each row of a table has a page of its own: many columns, or many rows."""
    return len(question.columns) > BROAD_COLUMNS or len(rows) > BROAD_ROWS


def row_title(table: Question, row: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """What a row is known by: its reference and name, its title, or what stands first in it."""
    known = {column.id: _written(column, row.get(column.id), names) for column in table.columns}
    named = [known[key] for key in ("ref", "name", "title") if known.get(key)]
    return (", ".join(named) or next((text for text in known.values() if text), ""))[:140]


def _lines(table: Question, row: Mapping[str, Any], names: Mapping[str, str]) -> list[str]:
    title = row_title(table, row, names)
    shown = []
    for column in table.columns:
        text = _written(column, row.get(column.id), names)
        if text and text not in title and column.kind is not Kind.LONG_TEXT:
            shown.append(f"{column.label}: {text[:120]}")
    return shown[:4]


def _written(question: Question, raw: Any, names: Mapping[str, str]) -> str:
    """An answer in words, or what was typed when that is not yet an answer."""
    try:
        return words(question, raw, names)
    except (TypeError, ValueError):
        return str(raw)


def _look(question: Question, offered: int, small: bool) -> Look:
    if question.kind in (Kind.CHOICES, Kind.ORGANISATIONS):
        return "checkboxes"
    if question.kind is Kind.YES_NO:
        return "radios"
    if question.kind is Kind.CHOICE:
        return "radios" if offered <= (SMALL_RADIOS if small else RADIOS) else "select"
    plain: dict[Kind, Look] = {Kind.LONG_TEXT: "long", Kind.DATE: "date", Kind.INTEGER: "number"}
    return plain.get(question.kind, "text")


def _chosen(question: Question, raw: Any) -> list[str]:
    if isinstance(raw, bool):
        return ["yes" if raw else "no"]
    if isinstance(raw, str):
        return [raw] if raw else []
    return [str(each) for each in raw] if isinstance(raw, list | tuple) else []


def _value(question: Question, raw: Any) -> str:
    if question.kind in (Kind.TEXT, Kind.LONG_TEXT, Kind.INTEGER) and raw is not None:
        return str(raw)
    return ""


def _parts(raw: Any) -> tuple[str, str, str]:
    if isinstance(raw, Mapping):
        return str(raw.get("day", "")), str(raw.get("month", "")), str(raw.get("year", ""))
    if isinstance(raw, str) and raw.count("-") == 2:
        year, month, day = raw.split("-")
        return day.lstrip("0"), month.lstrip("0"), year
    return "", "", ""


def _none(chosen: Sequence[str]) -> Option:
    return Option("", "No answer yet", chosen=not chosen)


def _note_of_chosen(look: Look, options: Sequence[Option]) -> str:
    if look != "select":
        return ""
    return next((option.note for option in options if option.chosen), "")


def _word(question: Question, value: str | bool | int, names: Mapping[str, str]) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    labels = {option.value: option.label for option in catalogue.options(question) or ()}
    return f"“{labels.get(str(value)) or names.get(str(value), value)}”"
