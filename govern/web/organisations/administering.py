"""Organisations as the office keeps them: added under a permanent name, renamed, ended."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from govern.commands.organisations.add_organisation import KINDS, add_organisation, sectors
from govern.commands.organisations.end_organisation import end_organisation
from govern.commands.organisations.rename_organisation import rename_organisation
from govern.commands.register.foresee import foresee_end
from govern.errors import Conflict, Invalid
from govern.store import organisation_pages, organisations
from govern.store.rows.organisations import OrganisationRow
from govern.web.chrome import say
from govern.web.context import actor, installation
from govern.web.fields import SelectField, TextField
from govern.web.forms import Form, refuse
from govern.web.many import looked, many_of
from govern.web.organisations.blueprint import blueprint, keeps
from govern.web.pieces import Link
from govern.web.reauthentication import ReauthenticationForm
from govern.web.signing.switches import switch_block
from govern.web.words import organisation_title, plain

FIELDS = {"successor_id": "successor"}


class AddForm(Form):
    """A new organisation."""

    slug = TextField(
        "Short name",
        required="Enter a short name",
        hint="Such as north-hill-council. It is permanent and never used for another.",
        max_length=63,
    )
    name = TextField("Name", required="Enter its name", max_length=200)
    kind = SelectField("Kind", required="Choose what kind it is")
    sector = SelectField("Sector", required=None, hint="For a partner")
    legal_name = TextField("Legal name", required=None, hint="If it differs", max_length=200)
    registration = TextField(
        "Registration", required=None, hint="Such as its number at the regulator", max_length=200
    )


class RenameForm(Form):
    """Another name, from now on."""

    name = TextField("New name", required="Enter the new name", max_length=200)
    legal_name = TextField(
        "New legal name", required=None, hint="Leave empty to keep it", max_length=200
    )


class EndForm(ReauthenticationForm):
    """Who takes over, if anybody."""

    successor = SelectField("Successor", required=None, hint="Leave empty when there is none")
    novation = TextField(
        "Novation",
        required=None,
        hint="The instrument by which the successor takes over. It signs anew.",
        max_length=500,
    )


@dataclass(frozen=True)
class KeepPage:
    """One organisation about to be renamed or ended."""

    crumbs: Sequence[Link]
    name: str
    action: str


@blueprint.route("/organisations/add", methods=["GET", "POST"])
@keeps
def add() -> Response | str | tuple[str, int]:
    """Add an organisation under its permanent short name."""
    form = AddForm()
    form.kind.choices = [("", "Choose"), *((kind, organisation_title(kind)) for kind in KINDS)]
    form.sector.choices = [("", "None"), *((each, plain(each)) for each in sorted(sectors()))]
    if form.validate_on_submit():
        given = {name: form[name].data or None for name in ("sector", "legal_name", "registration")}
        slug = form.slug.data or ""
        if _done(
            form,
            "slug",
            lambda: add_organisation(
                installation(),
                by=actor(),
                slug=slug,
                kind=form.kind.data or "",
                name=form.name.data or "",
                **given,
            ),
        ):
            say("Added. Its people are appointed under “People”.")
            return redirect(url_for("organisations.show", slug=slug))
    page = render_template("organisations/add.html", form=form)
    return (page, 422) if form.errors else page


@blueprint.route("/organisations/<slug>/rename", methods=["GET", "POST"])
@keeps
def rename(slug: str) -> Response | str | tuple[str, int]:
    """Give it another name; what was signed keeps the name of then."""
    row, form = _row(slug), RenameForm()
    if form.validate_on_submit() and _done(
        form,
        "name",
        lambda: rename_organisation(
            installation(),
            by=actor(),
            organisation_id=row.id,
            name=form.name.data or "",
            legal_name=form.legal_name.data or None,
        ),
    ):
        say("Renamed. What was signed keeps the name of then.")
        return redirect(url_for("organisations.show", slug=slug))
    shown = render_template("organisations/rename.html", page=_page(row, "rename"), form=form)
    return (shown, 422) if form.errors else shown


@blueprint.route("/organisations/<slug>/end", methods=["GET", "POST"])
@keeps
def end(slug: str) -> Response | str | tuple[str, int]:
    """End it with its appointments; its flows close, and a successor signs anew."""
    row, form = _row(slug), EndForm()
    with installation().reading() as session:
        others = [each for each in organisations.of_kind(session, row.kind) if each.id != row.id]
        found = foresee_end(installation(), slug=slug)
        none = "No flow of it is open now."
        switches = switch_block(session, found, title="What closes", none=none)
    form.successor.choices = [("", "None"), *((each.id, each.name) for each in others)]
    if (
        looked(found, form)
        and form.prove() is not None
        and _done(
            form,
            "novation",
            lambda: end_organisation(
                installation(),
                by=actor(),
                organisation_id=row.id,
                successor_id=form.successor.data or None,
                novation=form.novation.data or None,
            ),
        )
    ):
        say("Ended, with every appointment in it.")
        return redirect(url_for("organisations.show", slug=slug))
    shown = render_template(
        "organisations/end.html",
        page=_page(row, "end"),
        form=form,
        switches=switches,
        many=many_of(found),
    )
    return (shown, 422) if form.errors else shown


def _done(form: Form, otherwise: str, act: Callable[[], object]) -> bool:
    """Whether it was done; else the form says why not."""
    try:
        act()
    except Invalid as fault:
        named = {FIELDS.get(field, field): said for field, said in fault.faults.items()}
        refuse(form, Invalid(named), otherwise=otherwise)
    except Conflict as fault:
        refuse(form, fault, otherwise=otherwise)
    else:
        return True
    return False


def _row(slug: str) -> OrganisationRow:
    with installation().reading() as session:
        return organisation_pages.one(session, actor(), slug)


def _page(row: OrganisationRow, act: str) -> KeepPage:
    here = url_for("organisations.show", slug=row.slug)
    crumbs = [Link("Organisations", url_for("organisations.index")), Link(row.name, here)]
    return KeepPage(crumbs, row.name, url_for(f"organisations.{act}", slug=row.slug))
