"""A row that was just taken out of a table, and putting it back where it stood."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import request

from documents.definition import Section
from govern.store import document_pages, drafts
from govern.web.documents.asking import row_title
from govern.web.documents.loading import Text
from govern.web.documents.typed import Step

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Removed:
    """The row as it is told, the table it was in, and the step that puts it back."""

    table: str
    title: str
    label: str
    step: str


def mark(table: str, row: str, revision: int) -> str:
    """What an address says of a row that the given revision of its section still had."""
    return f"{table}:{row}:{revision}"


def offered(text: Text, part: Section) -> Removed | None:
    """The row that the address speaks of, while it is still out; None for anything else."""
    said = request.args.get("removed", "")
    table, _, rest = said.partition(":")
    found = _rows_with(text, part, table, rest)
    if found is None:
        return None
    rows, at = found
    if any(each["id"] == rows[at]["id"] for each in text.answers.get(table) or ()):
        return None
    question = text.definition.question(table)
    title = row_title(question, rows[at], document_pages.names(text.session))
    return Removed(table, title or f"Row {at + 1}", question.label, f"putback:{said}")


def put_back(text: Text, part: Section, given: Mapping[str, Any], pressed: Step) -> dict[str, Any]:
    """The answers with the row behind the one that it stood behind; else as they are."""
    found = _rows_with(text, part, pressed.table, pressed.row) if pressed.do == "putback" else None
    if found is None:
        return dict(given)
    before, at = found
    rows = list(given.get(pressed.table) or ())
    here = [str(each["id"]) for each in rows]
    if str(before[at]["id"]) in here:
        return dict(given)
    above = [here.index(str(each["id"])) for each in before[:at] if str(each["id"]) in here]
    place = max(above) + 1 if above else 0
    return {**given, pressed.table: [*rows[:place], before[at], *rows[place:]]}


def _rows_with(
    text: Text, part: Section, table: str, rest: str
) -> tuple[Sequence[Row], int] | None:
    """The rows of a table as an earlier revision had them, and which of them is meant."""
    row_id, _, revision = rest.partition(":")
    asked = {question.id for question in part.questions if question.columns}
    if table not in asked or not (revision.isascii() and revision.isdigit() and len(revision) < 9):
        return None
    earlier = drafts.revision(text.session, text.version.id, part.id, int(revision))
    rows: Sequence[Row] = (earlier.answers.get(table) or ()) if earlier else ()
    at = next((at for at, each in enumerate(rows) if each["id"] == row_id), None)
    return None if at is None else (rows, at)
