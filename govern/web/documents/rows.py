"""One row of a broad table on a page of its own, saved into its section like everything else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from documents.definition import Kind, Question, Section
from govern.commands.documents.save_section import save_section
from govern.errors import Invalid, NotFound
from govern.store import document_pages
from govern.store.identifiers import new_id
from govern.web.chrome import say
from govern.web.context import actor, installation
from govern.web.documents import remarks, removed_rows, typed
from govern.web.documents.asking import Asking, row_title
from govern.web.documents.blueprint import SECTION, blueprint
from govern.web.documents.blueprint import drafts as drafters_only
from govern.web.documents.choices import choices
from govern.web.documents.clashes import clashing
from govern.web.documents.faults import fault_links
from govern.web.documents.fields import Field, Remark
from govern.web.documents.loading import Text, drafting
from govern.web.pieces import Link

Row = Mapping[str, Any]


@dataclass(frozen=True)
class RowPage:
    """One row as it is asked."""

    crumbs: Sequence[Link]
    name: str
    table: str
    title: str
    fields: Sequence[Field]
    remarks: Sequence[Remark]
    action: str
    back: str
    revision: int
    row: str
    removable: bool
    help: Link | None
    faults: Sequence[Link] = field(default_factory=tuple)


@blueprint.route(f"{SECTION}/tables/<table>/rows/<row_id>", methods=["GET", "POST"])
@drafters_only
def row(
    document_id: str, number: int, section_id: str, table: str, row_id: str
) -> Response | str | tuple[str, int]:
    """Ask the cells of one row (`new` for one more), and save it in its place."""
    with drafting(document_id, number) as text:
        part = text.section(section_id)
        asked = table_of(part, table)
        if request.method == "POST":
            return _save(text, part, asked, row_id)
        page = _page(text, part, asked, _standing(text, asked, row_id), {})
    return render_template("documents/row.html", page=page)


def table_of(part: Section, name: str) -> Question:
    """The table of that name in a section; NotFound when there is none."""
    for question in part.questions:
        if question.id == name and question.kind is Kind.TABLE:
            return question
    raise NotFound(f"table {name}")


def _standing(text: Text, table: Question, row_id: str) -> Row:
    if row_id == "new":
        return {"id": new_id()}
    for each in text.answers.get(table.id) or ():
        if each["id"] == row_id:
            found: Row = each
            return found
    raise NotFound(f"row {row_id}")


def _save(text: Text, part: Section, table: Question, row_id: str) -> Response | tuple[str, int]:
    based_on = typed.based_on(request.form)
    row_id = request.form.get("row", "") if row_id == "new" else row_id
    given = typed.row(table, request.form, row_id)
    answers = dict(text.based_on(part.id, based_on))
    answers[table.id] = _placed(answers.get(table.id) or (), given)
    if request.form.get("step") == "remove":
        answers[table.id] = [each for each in answers[table.id] if each["id"] != row_id]
    try:
        saved = save_section(
            installation(),
            by=actor(),
            version_id=text.version.id,
            section=part.id,
            given=answers,
            based_on=based_on,
        )
    except Invalid as fault:
        page = _page(text, part, table, given, fault.faults)
        return render_template("documents/row.html", page=page), 422
    if saved.clashes:
        return redirect(clashing(text, part.id, saved.revision))
    if request.form.get("step") == "remove":
        mark = removed_rows.mark(table.id, row_id, based_on)
        return redirect(
            text.url("section", section_id=part.id, removed=mark, _anchor="removed-row")
        )
    say("The row is saved.")
    return redirect(_onward(text, part, table))


def _placed(rows: Sequence[Row], given: Row) -> list[Row]:
    if any(each["id"] == given["id"] for each in rows):
        return [given if each["id"] == given["id"] else each for each in rows]
    return [*rows, given]


def _onward(text: Text, part: Section, table: Question) -> str:
    if request.form.get("step") == "another":
        return text.url("row", section_id=part.id, table=table.id, row_id="new", _anchor="row")
    return text.url("section", section_id=part.id, _anchor=f"{table.id}-rows")


def _page(
    text: Text, part: Section, table: Question, raw: Row, faults: Mapping[str, str]
) -> RowPage:
    names = document_pages.names(text.session)
    asking = Asking(
        definition=text.definition,
        choices=choices(text.session, actor(), text.seen, text.answers),
        names=names,
        faults=faults,
    )
    based_on = text.revision(part.id)
    fields = asking.row(table, raw)
    there = any(each["id"] == raw["id"] for each in text.answers.get(table.id) or ())
    section = Link(part.title, text.url("section", section_id=part.id))
    return RowPage(
        crumbs=text.crumbs(Link("Draft", text.url("draft")), section),
        name=text.name,
        table=table.label,
        title=row_title(table, raw, names) or f"New row of {_small(table.label)}",
        fields=fields,
        remarks=remarks.by_place(text).get((table.id, str(raw["id"])), ()),
        action=text.url(
            "row", section_id=part.id, table=table.id, row_id=raw["id"] if there else "new"
        ),
        back=text.url("section", section_id=part.id, _anchor=f"{table.id}-rows"),
        revision=typed.based_on(request.form) if faults else based_on,
        row=str(raw["id"]),
        removable=there,
        help=_help(text, table, raw) if there else None,
        faults=fault_links(fields, faults),
    )


def _help(text: Text, table: Question, row: Row) -> Link | None:
    """Help with the law, for a flow of an agreement."""
    if (text.definition.name, table.id) != ("sharing_agreement", "flows"):
        return None
    return Link("Pick powers and see both regimes", text.url("legal_help", row_id=row["id"]))


def _small(label: str) -> str:
    return label[:1].lower() + label[1:]
