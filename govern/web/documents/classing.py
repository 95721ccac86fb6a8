"""The lawyers' note on a later version: minor or material, and for which agreements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from govern.commands.documents.class_version import class_version
from govern.errors import Conflict, Forbidden, Invalid
from govern.store import document_pages
from govern.store.database import Session
from govern.store.document_pages import Seen
from govern.web.chrome import say
from govern.web.context import actor, installation
from govern.web.documents.blueprint import VERSION, blueprint, crumbs
from govern.web.fields import ChoiceField, ChoicesField
from govern.web.forms import Form, refuse
from govern.web.pieces import Link
from govern.web.policy import role, rule
from workflows import roles


class ClassForm(Form):
    """What the change means for what stands on the version before."""

    materiality = ChoiceField(
        "What is the change?",
        required="Choose minor or material",
        choices=[("minor", "Minor"), ("material", "Material")],
        hints={
            "minor": "No agreement has to move to this version.",
            "material": "The agreements chosen below need this version, from each force once it "
            "has signed it.",
        },
    )
    listed = ChoicesField(
        "Which agreements need this version?",
        required=None,
        hint="Only those whose sharing the change affects. Others stay on the version they name.",
    )


@dataclass(frozen=True)
class ClassPage:
    """The form for one version."""

    crumbs: Sequence[Link]
    name: str
    title: str
    compare: str
    back: str


@blueprint.route(f"{VERSION}/materiality", methods=["GET", "POST"])
@rule(
    role(roles.LAWYER),
    isolation="classes what the acting organisation drafts; any other document is a 404",
)
def classing(document_id: str, number: int) -> Response | str | tuple[str, int]:
    """Class a frozen later version; nothing in force changes by it (decision 3)."""
    form = ClassForm()
    with installation().reading() as session:
        seen = document_pages.drafted(session, actor(), document_id, number)
        form.listed.choices = _agreements(session, seen)
        page = _page(seen)
    if form.validate_on_submit() and _classed(form, seen.version.id):
        say(f"Version {number} is classed as {form.materiality.data}.")
        return redirect(page.back)
    shown = render_template("documents/classing.html", page=page, form=form)
    return (shown, 422) if form.errors else shown


def _agreements(session: Session, seen: Seen) -> list[tuple[str, str]]:
    rows = document_pages.resting_on(session, seen.document)
    return [(row.id, f"{row.reference} {row.title}") for row in rows]


def _classed(form: ClassForm, version_id: str) -> bool:
    try:
        class_version(
            installation(),
            by=actor(),
            version_id=version_id,
            materiality=form.materiality.data,
            listed=form.listed.data or (),
        )
    except (Invalid, Conflict, Forbidden) as fault:
        refuse(form, fault, otherwise="materiality")
        return False
    return True


def _page(seen: Seen) -> ClassPage:
    document, number = seen.document, seen.version.number
    back = url_for("documents.show", document_id=document.id)
    return ClassPage(
        crumbs=crumbs(Link(document.reference, back)),
        name=f"{document.reference}, version {number}",
        title=document.title,
        compare=url_for("documents.compare", document_id=document.id, number=number),
        back=back,
    )
