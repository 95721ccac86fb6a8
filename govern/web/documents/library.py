"""Taking rows from a library, such as the risk library, into a table of the document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from documents import catalogue
from documents.content import AnswerError, parse_answer
from documents.definition import Kind, Question, Section
from govern.commands.documents.save_section import save_section
from govern.errors import NotFound
from govern.store.identifiers import new_id
from govern.web.chrome import say
from govern.web.context import actor, installation
from govern.web.documents import reference
from govern.web.documents.asking import library_column
from govern.web.documents.blueprint import SECTION, blueprint
from govern.web.documents.blueprint import drafts as drafters_only
from govern.web.documents.fields import Option
from govern.web.documents.loading import Text, drafting
from govern.web.documents.rows import table_of
from govern.web.filters import plural
from govern.web.pieces import Link

Row = Mapping[str, Any]

RENAMED = {("risks", "source"): "risk_source"}
"""(library, column of the document's table) -> the library's own name, where they differ."""

ITS_OWN = frozenset({"source", "verified_by", "verified_on"})
"""What a library says about its own rows, which is no answer to a question of that name."""


@dataclass(frozen=True)
class LibraryPage:
    """The rows that can be taken."""

    crumbs: Sequence[Link]
    name: str
    table: str
    options: Sequence[Option]
    action: str
    back: str


@blueprint.route(f"{SECTION}/tables/<table>/library", methods=["GET", "POST"])
@drafters_only
def library(document_id: str, number: int, section_id: str, table: str) -> Response | str:
    """Choose rows of the library; they are filled in and can then be changed."""
    with drafting(document_id, number) as text:
        part = text.section(section_id)
        asked = table_of(part, table)
        column = library_column(asked)
        if column is None:
            raise NotFound(f"library of {table}")
        if request.method == "POST":
            return _take(text, part, asked, column)
        page = _page(text, part, asked, column)
    return render_template("documents/library.html", page=page)


def _page(text: Text, part: Section, table: Question, column: Question) -> LibraryPage:
    section = Link(part.title, text.url("section", section_id=part.id))
    return LibraryPage(
        crumbs=text.crumbs(Link("Draft", text.url("draft")), section),
        name=text.name,
        table=table.label,
        options=[
            Option(row["id"], row["title"], reference.note(_name(column), row))
            for row in _free(text, table, column)
        ],
        action=text.url("library", section_id=part.id, table=table.id),
        back=text.url("section", section_id=part.id, _anchor=f"{table.id}-rows"),
    )


def _name(column: Question) -> str:
    return column.options_from or ""


def _free(text: Text, table: Question, column: Question) -> list[Row]:
    taken = {row.get(column.id) for row in text.answers.get(table.id) or ()}
    return [row for row in catalogue.reference(_name(column)) if row["id"] not in taken]


def _take(text: Text, part: Section, table: Question, column: Question) -> Response:
    wanted = set(request.form.getlist("rows"))
    rows = [
        _filled(table, column, row) for row in _free(text, table, column) if row["id"] in wanted
    ]
    standing = {q.id: text.answers[q.id] for q in part.questions if q.id in text.answers}
    if rows:
        save_section(
            installation(),
            by=actor(),
            version_id=text.version.id,
            section=part.id,
            given={**standing, table.id: [*standing.get(table.id, ()), *rows]},
            based_on=text.revision(part.id),
        )
    taken = plural(len(rows), "row").capitalize()
    say(f"{taken} taken from the library. Read each: it must fit this document.")
    return redirect(text.url("section", section_id=part.id, _anchor=f"{table.id}-rows"))


def _filled(table: Question, column: Question, row: Row) -> dict[str, Any]:
    """A row of the document from a row of the library: whatever fits the columns of that name."""
    filled: dict[str, Any] = {"id": new_id(), column.id: row["id"]}
    for each in table.columns:
        name = RENAMED.get((_name(column), each.id), each.id)
        if each.id != column.id and row.get(name) is not None and name not in ITS_OWN:
            fitted = _fitted(each, row[name])
            if fitted is not None:
                filled[each.id] = fitted
    return filled


def _fitted(column: Question, value: Any) -> Any:
    if column.kind is Kind.LONG_TEXT and isinstance(value, tuple):
        value = "\n".join(f"- {each}" for each in value)
    try:
        return parse_answer(column, list(value) if isinstance(value, tuple) else value)
    except AnswerError:
        return None
