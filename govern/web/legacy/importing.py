"""Bring in a spreadsheet: upload it, read the report, choose columns, register."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from govern.commands.imports.read_legacy import read_again, read_legacy
from govern.commands.imports.register_legacy import discard_legacy, register_legacy
from govern.errors import Invalid
from govern.exchange.legacy.columns import FIELDS
from govern.store import legacy
from govern.store.rows.imports import LegacyImportRow
from govern.web.chrome import say
from govern.web.context import actor, installation
from govern.web.documents.word_files import uploaded_file
from govern.web.fields import FileField
from govern.web.filters import moment, plural
from govern.web.forms import Form, refuse
from govern.web.legacy.blueprint import blueprint, brings
from govern.web.pieces import Cell, Column, Link, Table, Tag

COLUMNS = (Column("Row"), Column("Agreement"), Column("What was understood"))
ONE = "/imports/<import_id>"


class SheetForm(Form):
    """The spreadsheet, and the PDFs."""

    file = FileField(
        "Spreadsheet",
        required="Choose a spreadsheet",
        hint="CSV or .xlsx, with a first row of heads and a row for each agreement",
    )
    packed = FileField(
        "Zip file with the PDFs (optional)",
        required=None,
        hint="25 MB for both files together; an operator takes larger ones on the command line",
    )


@dataclass(frozen=True)
class SheetPage:
    """The form."""

    crumbs: Sequence[Link]
    form: SheetForm
    fields: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Choice:
    """Which column holds a field."""

    name: str
    title: str
    chosen: str


@dataclass(frozen=True)
class ReportPage:
    """What was understood of each row."""

    crumbs: Sequence[Link]
    name: str
    about: str
    summary: str
    rows: Table
    loose: Sequence[str]
    choices: Sequence[Choice]
    heads: Sequence[str]
    good: int
    waiting: bool
    actions: dict[str, str]


@blueprint.route("/import", methods=["GET", "POST"])
@brings
def new() -> Response | str | tuple[str, int]:
    """Upload a spreadsheet; nothing is registered yet."""
    form = SheetForm()
    if form.validate_on_submit():
        packed = form.packed.data.read() if form.packed.data else None
        try:
            made = read_legacy(
                installation(), by=actor(), packed=packed, **uploaded_file(form.file.data)
            )
        except Invalid as fault:
            refuse(form, fault, otherwise="file")
        else:
            return redirect(url_for("legacy.report", import_id=made))
    page = SheetPage(_crumbs(), form, [(each.title, ", ".join(each.heads)) for each in FIELDS])
    shown = render_template("legacy/import.html", page=page)
    return (shown, 422) if form.errors else shown


@blueprint.get(ONE)
@brings
def report(import_id: str) -> str:
    """The report, row by row."""
    with installation().reading() as session:
        row = legacy.brought(session, actor(), import_id)
        return render_template("legacy/report.html", page=_page(row))


@blueprint.post(f"{ONE}/columns")
@brings
def columns(import_id: str) -> Response:
    """Read it again with the columns that were chosen."""
    chosen = {each.name: request.form.get(f"column-{each.name}", "") for each in FIELDS}
    read_again(installation(), by=actor(), import_id=import_id, columns=chosen)
    return redirect(url_for("legacy.report", import_id=import_id))


@blueprint.post(f"{ONE}/register")
@brings
def register(import_id: str) -> Response:
    """Register the rows without a fault."""
    made = register_legacy(installation(), by=actor(), import_id=import_id)
    say(f"{plural(made, 'legacy agreement').capitalize()} registered. They open no flow.")
    return redirect(url_for("legacy.index"))


@blueprint.post(f"{ONE}/discard")
@brings
def discard(import_id: str) -> Response:
    """Leave it."""
    discard_legacy(installation(), by=actor(), import_id=import_id)
    say("Nothing of that spreadsheet was registered.")
    return redirect(url_for("legacy.index"))


def _crumbs() -> list[Link]:
    return [Link("Legacy agreements", url_for("legacy.index"))]


def _page(row: LegacyImportRow) -> ReportPage:
    rows = row.report.get("rows", [])
    bad = sum(bool(each["faults"]) for each in rows)
    loose = [f"{each}: no row names this PDF; it is not kept apart" for each in
             row.report.get("unused", [])]  # fmt: skip
    loose += [f"{each}: left out, since it is no PDF" for each in row.report.get("others", [])]
    heads = row.report.get("heads", [])
    return ReportPage(
        crumbs=_crumbs(),
        name=row.name,
        about=f"Uploaded on {moment(row.at)}. Its SHA-256 is {row.sha256}.",
        summary=f"{plural(len(rows) - bad, 'row')} understood, {plural(bad, 'row')} with faults. "
        "Rows with faults are not registered: mend them and upload the spreadsheet again.",
        rows=Table("Row by row", COLUMNS, [_row(each) for each in rows]),
        loose=loose,
        choices=[Choice(each.name, each.title, row.columns.get(each.name, "")) for each in FIELDS],
        heads=heads,
        good=len(rows) - bad,
        waiting=row.state == "waiting",
        actions={
            each: url_for(f"legacy.{each}", import_id=row.id)
            for each in ("columns", "register", "discard")
        },
    )


def _row(each: dict[str, Any]) -> list[str | Cell]:
    values = each["values"]
    named = Cell(values.get("title", ""), [values.get("reference", "")])
    if each["faults"]:
        return [str(each["row"]), named, Cell(Tag("Fault", "red"), each["faults"])]
    said = [f"Partners: {', '.join(values['partners'])}", f"Owner: {values['owner']}"]
    for name, title in (("starts_on", "Starts"), ("ends_on", "Ends"), ("review_on", "Review")):
        if values[name]:
            said.append(f"{title}: {values[name]}")
    if values.get("file"):
        said.append(f"PDF: {values['file']}")
    return [str(each["row"]), named, Cell(Tag("Understood", "green"), [*said, *each["advice"]])]
