"""The list of legacy agreements, the PDF of each, and closing one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Response, redirect, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from govern.commands.imports.register_legacy import close_legacy
from govern.errors import Invalid, NotFound
from govern.store import document_pages, legacy
from govern.store.rows.imports import LegacyAgreementRow
from govern.web.chrome import say
from govern.web.context import actor, installation
from govern.web.documents.word_files import sent
from govern.web.fields import LongTextField
from govern.web.filters import day
from govern.web.forms import Form, refuse
from govern.web.legacy.blueprint import blueprint, brings, reads
from govern.web.pieces import Cell, Column, Link, Table

COLUMNS = (Column("Agreement"), Column("Force"), Column("Partners"), Column("Owner"),
           Column("Ends"), Column("PDF"))  # fmt: skip
EMPTY = "No legacy agreement is watched here."


class CloseForm(Form):
    """Why one is watched no more."""

    because = LongTextField(
        "Why is it no longer watched?",
        required="Say in 3 to 500 characters why",
        hint="It is over, or which agreement here took its place",
    )


@dataclass(frozen=True)
class ListPage:
    """Everything that is watched."""

    agreements: Table
    brings: bool


@dataclass(frozen=True)
class ClosePage:
    """One agreement, to be closed."""

    crumbs: Sequence[Link]
    name: str
    form: CloseForm
    action: str


@blueprint.get("")
@reads
def index() -> str:
    """The list, the first to end first."""
    with installation().reading() as session:
        rows = legacy.agreements(session, actor())
        names = document_pages.organisations(session, {row.organisation_id for row in rows})
        lines = [_line(row, names[row.organisation_id].name) for row in rows]
    may = actor().role in legacy.BRINGERS
    page = ListPage(Table("Watched", COLUMNS, lines, EMPTY), may)
    return render_template("legacy/index.html", page=page)


@blueprint.get("/<agreement_id>/pdf")
@reads
def pdf(agreement_id: str) -> Response:
    """The PDF as it came: a legacy record that nobody here verified."""
    with installation().reading() as session:
        row = legacy.agreement(session, actor(), agreement_id)
        if row.sha256 is None:
            raise NotFound(f"PDF of {agreement_id}")
        name = f"legacy-record-not-verified-{row.file_name}"
        return sent(name, installation().uploads.get(row.sha256), "application/pdf")


@blueprint.route("/<agreement_id>/close", methods=["GET", "POST"])
@brings
def close(agreement_id: str) -> AnyResponse | str | tuple[str, int]:
    """Watch one no more."""
    form = CloseForm()
    with installation().reading() as session:
        row = legacy.agreement(session, actor(), agreement_id)
        name = f"{row.reference}, {row.title}"
    if form.validate_on_submit():
        try:
            close_legacy(
                installation(),
                by=actor(),
                agreement_id=agreement_id,
                because=form.because.data or "",
            )
        except Invalid as fault:
            refuse(form, fault, otherwise="because")
        else:
            say(f"{name} is no longer watched.")
            return redirect(url_for("legacy.index"))
    crumbs = [Link("Legacy agreements", url_for("legacy.index"))]
    page = ClosePage(crumbs, name, form, url_for("legacy.close", agreement_id=agreement_id))
    shown = render_template("legacy/close.html", page=page)
    return (shown, 422) if form.errors else shown


def _line(row: LegacyAgreementRow, force: str) -> list[str | Cell]:
    ends = day(row.ends_on) if row.ends_on else "No end is known"
    notes: list[str | Link] = [f"Review {day(row.review_on)}"] if row.review_on else []
    paper: str | Cell = "None"
    if row.sha256:
        address = url_for("legacy.pdf", agreement_id=row.id)
        paper = Cell(Link("PDF", address, f"of {row.reference}"), ["Not verified by Govern"])
    close: list[str | Link] = [row.reference]
    if actor().role in legacy.BRINGERS:
        close.append(Link("Close", url_for("legacy.close", agreement_id=row.id), row.reference))
    return [
        Cell(row.title, close), force, ", ".join(row.partners), row.owner, Cell(ends, notes), paper,
    ]  # fmt: skip
