"""Begin a DPIA from an assessment of another tool, and read what was understood of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from documents.catalogue import definition
from govern.commands.imports.import_assessment import import_assessment
from govern.errors import Conflict, Forbidden, Invalid, NotFound
from govern.store import access, document_pages, imports
from govern.store.rows.documents import DocumentRow
from govern.web.context import actor, installation
from govern.web.documents.blueprint import DOCUMENT, blueprint, crumbs
from govern.web.documents.word_files import sent, uploaded_file
from govern.web.fields import ChoicesField, FileField, SelectField
from govern.web.filters import moment, plural
from govern.web.forms import Form, refuse
from govern.web.pieces import Column, Link, Table
from govern.web.policy import role, rule
from workflows import roles

brings_in = rule(
    role(roles.LAWYER),
    isolation="opens a document of the acting organisation's own; the report of another's is a 404",
)


class ImportForm(Form):
    """The exported assessment, and whom the DPIA binds."""

    file = FileField(
        "Exported assessment",
        required="Choose the exported file",
        hint="The JSON file that the CNIL's PIA tool exports, of up to 25 MB",
    )
    owner = SelectField("Which force leads?", required="Choose the force that leads")
    forces = ChoicesField(
        "Which forces does it bind?", required=None, hint="The force that leads is bound as well"
    )


@dataclass(frozen=True)
class ImportPage:
    """The form."""

    crumbs: Sequence[Link]
    form: ImportForm
    faults: Sequence[Link]


@dataclass(frozen=True)
class Left:
    """Words without a place."""

    where: str
    why: str
    text: str


@dataclass(frozen=True)
class ReportPage:
    """What was understood of an export."""

    crumbs: Sequence[Link]
    reference: str
    title: str
    about: str
    draft: str
    original: str
    placed: Table
    left: Sequence[Left]
    summary: str


@blueprint.route("/documents/import-assessment", methods=["GET", "POST"])
@brings_in
def import_one() -> AnyResponse | str | tuple[str, int]:
    """Upload the file; the draft is opened at once, with its report."""
    form = _form()
    if form.validate_on_submit():
        try:
            made = import_assessment(
                installation(),
                by=actor(),
                owner_id=form.owner.data,
                parties=[
                    (each, "controller")
                    for each in dict.fromkeys([form.owner.data, *(form.forces.data or ())])
                ],
                **uploaded_file(form.file.data),
            )
        except (Invalid, Conflict, Forbidden) as fault:
            refuse(form, fault, otherwise="file")
        else:
            return redirect(url_for("documents.import_report", document_id=made.document_id))
    page = ImportPage(crumbs(), form, form.error_links())
    shown = render_template("documents/import.html", page=page)
    return (shown, 422) if form.errors else shown


@blueprint.get(f"{DOCUMENT}/import-report")
@brings_in
def import_report(document_id: str) -> str:
    """What went where, and what went nowhere."""
    with installation().reading() as session:
        row = imports.assessment(session, actor(), document_id)
        if row is None:
            raise NotFound(f"import report of {document_id}")
        document = session.get_one(DocumentRow, document_id)
        version = access.version(session, actor(), row.version_id)
        number = document_pages.number_of(session, version.id)
        labels = {
            each.id: each.label
            for each in definition(version.definition, version.definition_version).questions()
        }
        placed = row.report.get("placed", [])
        left = row.report.get("unplaced", [])
        lines = [[each["where"], labels.get(each["question"], "")] for each in placed]
        columns = [Column("In the export"), Column("Question here")]
        page = ReportPage(
            crumbs=crumbs(
                Link(document.reference, url_for("documents.show", document_id=document_id))
            ),
            reference=document.reference,
            title=document.title,
            about=f"{row.name}, {moment(row.at)}. Its SHA-256 is {row.sha256}.",
            draft=url_for("documents.draft", document_id=document_id, number=number),
            original=""
            if row.disposed_at
            else url_for("documents.import_original", document_id=document_id),
            placed=Table("What was understood", columns, lines, "Nothing was placed."),
            left=[Left(each["where"], each["why"], each["text"]) for each in left],
            summary=f"{plural(len(placed), 'answer')} found a place, {len(left)} did not. "
            "Read each section before you go on: the other tool asks other questions.",
        )
    return render_template("documents/import_report.html", page=page)


@blueprint.get(f"{DOCUMENT}/import-report/original")
@brings_in
def import_original(document_id: str) -> Response:
    """The very bytes that were uploaded."""
    with installation().reading() as session:
        row = imports.assessment(session, actor(), document_id)
        if row is None or row.disposed_at:
            raise NotFound(f"import file of {document_id}")
        return sent(row.name, installation().uploads.get(row.sha256), "application/json")


def _form() -> ImportForm:
    form = ImportForm() if request.method == "POST" else ImportForm(formdata=None)
    with installation().reading() as session:
        forces = [
            (row.id, row.name) for row in document_pages.everybody(session) if row.kind == "force"
        ]
    form.owner.choices = [("", "Choose one"), *forces]
    form.forces.choices = forces
    return form
