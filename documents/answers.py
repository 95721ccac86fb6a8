"""Takes what a person or a machine gave for a question and makes it an answer, or says why not."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from itertools import count
from typing import Any

from documents import catalogue
from documents.definition import Kind, Option, Question

SLUG = re.compile(r"[a-z0-9-]{1,63}")
ROW_ID = re.compile(r"[a-z0-9-]{1,40}")
_LIMITS = {Kind.TEXT: 500, Kind.LONG_TEXT: 20_000}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_BIGGEST = 10**15
_YES = {"yes": True, "true": True, "no": False, "false": False}

Fault = tuple[str, str]


class AnswerError(ValueError):
    """An answer that cannot be kept: the field, what to do, and every other fault found with it."""

    def __init__(self, faults: list[Fault]) -> None:
        self.field, self.message = faults[0]
        self.faults = tuple(faults)
        super().__init__("; ".join(f"{field}: {message}" for field, message in faults))


def parse_answer(
    question: Question, raw: object, new_id: Callable[[], str] | None = None
) -> Any | None:
    """The answer in the form that is kept, or None when `raw` is blank (unanswered).

    `raw` may come from JSON or from a form: "yes" for true, "12" for 12, three parts for a date,
    one string for a list. `new_id` names table rows that come without an id. Raises AnswerError.
    """
    faults: list[Fault] = []
    answer = _parse(question, raw, question.id, faults, new_id)
    if faults:
        raise AnswerError(faults)
    return answer


def _parse(
    question: Question,
    raw: object,
    field: str,
    faults: list[Fault],
    new_id: Callable[[], str] | None = None,
) -> Any | None:
    if raw is None or (isinstance(raw, str) and not raw.strip()):
        return None
    try:
        if question.kind is Kind.TABLE:
            return _table(question, raw, field, faults, new_id)
        return _SCALARS[question.kind](question, raw)
    except _Unfit as fault:
        faults.append((field, str(fault)))
        return None


class _Unfit(Exception):
    """Why a value does not fit its question."""


def _written(question: Question, raw: object) -> str:
    if not isinstance(raw, str):
        raise _Unfit("Enter text")
    text = unicodedata.normalize("NFC", raw.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if question.kind is Kind.TEXT and "\n" in text:
        raise _Unfit("Enter one line of text")
    if _CONTROL.search(text):
        raise _Unfit("Remove characters that cannot be printed")
    limit = question.max_length or _LIMITS[question.kind]
    if len(text) > limit:
        raise _Unfit(f"Use {limit:,} characters or fewer; you have used {len(text):,}")
    return text


def _yes_no(question: Question, raw: object) -> bool:
    if isinstance(raw, bool):
        return raw
    if isinstance(raw, str) and raw.strip().lower() in _YES:
        return _YES[raw.strip().lower()]
    raise _Unfit("Select yes or no")


def _choice(question: Question, raw: object) -> str:
    if not isinstance(raw, str):
        raise _Unfit("Select one of the options")
    return _allowed(catalogue.options(question), raw.strip())


def _choices(question: Question, raw: object) -> list[str] | None:
    options = catalogue.options(question)
    given = _several(raw)
    chosen = {_allowed(options, value) for value in given}
    if options is None:
        return sorted(chosen) or None
    return [option.value for option in options if option.value in chosen] or None


def _organisations(question: Question, raw: object) -> list[str] | None:
    return sorted({_allowed(None, value) for value in _several(raw)}) or None


def _several(raw: object) -> list[str]:
    if isinstance(raw, str):
        return [part for part in re.split(r"[\s,]+", raw) if part]
    if isinstance(raw, Iterable) and not isinstance(raw, Mapping):
        values = list(raw)
        if all(isinstance(value, str) for value in values):
            return [value.strip() for value in values if value.strip()]
    raise _Unfit("Select one or more of the options")


def _allowed(options: tuple[Option, ...] | None, value: str) -> str:
    if options is None:
        if not SLUG.fullmatch(value):
            raise _Unfit(f"'{value}' is not the short name of anything here")
        return value
    if value not in {option.value for option in options}:
        raise _Unfit(f"'{value}' is not one of the options")
    return value


def _date(question: Question, raw: object) -> str | None:
    try:
        if isinstance(raw, Mapping):
            parts = [str(raw.get(part) or "").strip() for part in ("year", "month", "day")]
            if not any(parts):
                return None
            return dt.date(*(int(part) for part in parts)).isoformat()
        if isinstance(raw, dt.date) and not isinstance(raw, dt.datetime):
            return raw.isoformat()
        if isinstance(raw, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", raw.strip()):
            return dt.date.fromisoformat(raw.strip()).isoformat()
    except ValueError:
        pass
    raise _Unfit("Enter a real date, for example 27 3 2026")


def _integer(question: Question, raw: object) -> int:
    if isinstance(raw, str) and re.fullmatch(r"-?[0-9]{1,15}", raw.strip().replace(",", "")):
        return int(raw.strip().replace(",", ""))
    if isinstance(raw, int) and not isinstance(raw, bool) and abs(raw) < _BIGGEST:
        return raw
    raise _Unfit("Enter a whole number")


def _table(
    question: Question,
    raw: object,
    field: str,
    faults: list[Fault],
    new_id: Callable[[], str] | None,
) -> list[dict[str, Any]] | None:
    if not isinstance(raw, list | tuple) or not all(isinstance(one, Mapping) for one in raw):
        raise _Unfit("Enter rows")
    taken = {str(one["id"]) for one in raw if one.get("id")}
    names = new_id or _numbers(taken)
    rows: list[dict[str, Any]] = []
    seen: set[str] = set()
    for number, one in enumerate(raw, start=1):
        row_id = str(one.get("id") or names())
        if not ROW_ID.fullmatch(row_id) or row_id in seen:
            raise _Unfit(f"Row {number} has an id that is unfit or used twice: '{row_id}'")
        seen.add(row_id)
        if row := _row(question, one, f"{field}.{row_id}", faults):
            rows.append({"id": row_id, **row})
    return rows or None


def _row(
    question: Question, raw: Mapping[str, object], field: str, faults: list[Fault]
) -> dict[str, Any]:
    known = {column.id for column in question.columns} | {"id"}
    for stranger in sorted(str(key) for key in raw if key not in known):
        faults.append((f"{field}.{stranger}", "This column does not exist"))
    parsed = (
        (column.id, _parse(column, raw.get(column.id), f"{field}.{column.id}", faults))
        for column in question.columns
    )
    return {name: answer for name, answer in parsed if answer is not None}


def _numbers(taken: set[str]) -> Callable[[], str]:
    free = (f"r{number}" for number in count(1) if f"r{number}" not in taken)
    return lambda: next(free)


_SCALARS: dict[Kind, Callable[[Question, object], Any]] = {
    Kind.TEXT: _written,
    Kind.LONG_TEXT: _written,
    Kind.YES_NO: _yes_no,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
    Kind.DATE: _date,
    Kind.INTEGER: _integer,
    Kind.ORGANISATIONS: _organisations,
}
