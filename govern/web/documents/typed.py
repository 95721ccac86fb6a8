"""What a section's form sent, as raw answers, and the small moves on a table's rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from werkzeug.datastructures import MultiDict

from documents.definition import Kind, Question, Section
from govern.store.identifiers import new_id

Form = MultiDict[str, str]
LATEST_REVISION = 10**9
_LISTS = (Kind.CHOICES, Kind.ORGANISATIONS)


@dataclass(frozen=True)
class Step:
    """The button that was pressed: what to do, on which table and row."""

    do: str
    table: str = ""
    row: str = ""


def step(form: Form) -> Step:
    """The pressed button; anything unknown is a plain save."""
    do, _, rest = form.get("step", "save").partition(":")
    table, _, row = rest.partition(":")
    return Step(do, table, row)


def based_on(form: Form) -> int:
    """The revision that the page was based on; 0 when none is said or it can be none."""
    said = form.get("based_on", 0, type=int)
    return said if 0 <= said <= LATEST_REVISION else 0


def answers(section: Section, form: Form, standing: Mapping[str, Any]) -> dict[str, Any]:
    """Raw answers by question; a table whose rows have pages of their own is taken as it stands."""
    given: dict[str, Any] = {}
    for question in section.questions:
        if question.kind is Kind.TABLE and f"{question.id}.rows" not in form:
            given[question.id] = list(standing.get(question.id) or ())
        elif question.kind is Kind.TABLE:
            given[question.id] = _rows(question, form)
        else:
            given[question.id] = one(question, form, question.id)
    return given


def row(table: Question, form: Form, row_id: str) -> dict[str, Any]:
    """One row of a table as typed."""
    cells = {c.id: one(c, form, f"{table.id}.{row_id}.{c.id}") for c in table.columns}
    return {"id": row_id, **cells}


def one(question: Question, form: Form, name: str) -> Any:
    """One answer as typed: a text, a list of values, or the three parts of a date."""
    if question.kind in _LISTS:
        return form.getlist(name)
    if question.kind is Kind.DATE:
        return {part: form.get(f"{name}-{part}", "") for part in ("day", "month", "year")}
    return form.get(name, "")


def moved(given: Mapping[str, Any], pressed: Step) -> dict[str, Any]:
    """The answers after the pressed button moved, removed or added a row."""
    rows = list(given.get(pressed.table) or ())
    at = next((i for i, each in enumerate(rows) if each.get("id") == pressed.row), None)
    if pressed.do == "add" and pressed.table in given:
        rows.append({"id": new_id()})
    elif at is not None and pressed.do in _MOVES:
        rows = _MOVES[pressed.do](rows, at)
    else:
        return dict(given)
    return {**given, pressed.table: rows}


def _rows(table: Question, form: Form) -> list[dict[str, Any]]:
    return [row(table, form, row_id) for row_id in form.getlist(f"{table.id}.rows") if row_id]


def _swapped(rows: list[Any], at: int, other: int) -> list[Any]:
    if 0 <= other < len(rows):
        rows[at], rows[other] = rows[other], rows[at]
    return rows


_MOVES: Mapping[str, Any] = {
    "remove": lambda rows, at: [*rows[:at], *rows[at + 1 :]],
    "up": lambda rows, at: _swapped(rows, at, at - 1),
    "down": lambda rows, at: _swapped(rows, at, at + 1),
}


def blank(rows: Sequence[Mapping[str, Any]]) -> frozenset[str]:
    """The ids of rows in which nothing is typed yet."""
    return frozenset(
        str(each["id"]) for each in rows if not any(v for k, v in each.items() if k != "id")
    )
