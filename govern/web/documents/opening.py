"""Open a new document, or the next version of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from govern.commands.documents.begin_document import begin_document
from govern.commands.documents.open_document import OPENERS, open_next_version
from govern.errors import Conflict, Forbidden, Invalid, NotFound
from govern.store import document_pages
from govern.web import words
from govern.web.chrome import say
from govern.web.context import actor, installation, post
from govern.web.documents.blueprint import DOCUMENT, blueprint, crumbs, drafts
from govern.web.fields import ChoiceField, ChoicesField, SelectField, TextField
from govern.web.filters import day, short_digest
from govern.web.forms import Form, refuse
from govern.web.pieces import Link

ABOUT = {
    "dpia": "What processing is for, what it may do to people, and what is done about it.",
    "local_addendum": "One force's own variations and risks, beside a frozen assessment.",
    "code_of_connection": "What a body must show before it connects, and how that is assessed.",
    "connection_return": "How your organisation meets the code of connection.",
    "sharing_agreement": "What is shared with whom, why, under which powers and safeguards.",
}


class KindForm(Form):
    """Which kind of document to open."""

    kind = ChoiceField("What do you want to write?", required="Choose a kind of document")


class OpenForm(Form):
    """What a document needs before its first section is written."""

    title = TextField(
        "Title",
        required="Enter a title of 3 to 200 characters",
        hint="As people will look for it: what is shared or assessed, and where",
        max_length=200,
    )
    owner = SelectField("Which force leads?", required="Choose the force that leads")
    core = SelectField("Which frozen assessment does it add to?", required="Choose an assessment")
    forces = ChoicesField(
        "Which forces does it bind?", required=None, hint="The force that leads is bound as well"
    )
    partners = ChoicesField("Which partners does it bind?", required=None)


@dataclass(frozen=True)
class OpenPage:
    """The form for one kind of document."""

    crumbs: Sequence[Link]
    title: str
    about: str
    form: OpenForm


@blueprint.route("/documents/new", methods=["GET", "POST"])
@drafts
def choose_kind() -> Response | str | tuple[str, int]:
    """Which kind to open; someone with one kind alone goes straight on."""
    mine = [kind for kind, able in OPENERS.items() if actor().role in able]
    if len(mine) == 1:
        return redirect(url_for("documents.new", kind=mine[0]))
    form = KindForm()
    form.kind.choices = [(kind, words.kind_title(kind)) for kind in mine]
    form.kind.hints = {kind: ABOUT[kind] for kind in mine}
    if form.validate_on_submit():
        return redirect(url_for("documents.new", kind=form.kind.data))
    page = render_template("documents/kind.html", form=form, crumbs=crumbs())
    return (page, 422) if form.errors else page


@blueprint.route("/documents/new/<kind>", methods=["GET", "POST"])
@drafts
def new(kind: str) -> Response | str | tuple[str, int]:
    """Open a document of one kind and go to its first draft."""
    if actor().role not in OPENERS.get(kind, ()):
        raise NotFound(f"kind {kind}")
    form = _form(kind)
    if form.validate_on_submit():
        made = _opened(form, kind)
        if made is not None:
            return redirect(url_for("documents.draft", document_id=made, number=1))
    title = f"New {_small(words.kind_title(kind))}"
    page = OpenPage(crumbs(), title, ABOUT[kind], form)
    shown = render_template("documents/new.html", page=page)
    return (shown, 422) if form.errors else shown


@blueprint.post(f"{DOCUMENT}/next-version")
@drafts
def next_version(document_id: str) -> Response:
    """Open the next version with the text of the newest."""
    made = open_next_version(installation(), by=actor(), document_id=document_id)
    with installation().reading() as session:
        number = document_pages.number_of(session, made.version_id)
    say(f"Version {number} is open. It begins with the text of the version before.")
    return redirect(url_for("documents.draft", document_id=document_id, number=number))


def _form(kind: str) -> OpenForm:
    form = OpenForm(formdata=request.form if request.method == "POST" else None)
    with installation().reading() as session:
        bodies = document_pages.everybody(session)
        cores = document_pages.frozen_cores(session, actor())
    forces = [(row.id, row.name) for row in bodies if row.kind == "force"]
    form.owner.choices = [("", "Choose one"), *forces]
    form.forces.choices = forces
    form.partners.choices = [(row.id, row.name) for row in bodies if row.kind != "force"]
    form.core.choices = [("", "Choose one"), *(_core(*each) for each in cores)]
    for name in _LEFT_OUT[kind]:
        del form[name]
    if kind == "connection_return":
        form.forces.label.text = "Which forces will you share with?"
        form.forces.description = (
            "Each accepts the certificate for itself. The force that leads is among them, and "
            "another can be asked later"
        )
    return form


_LEFT_OUT: dict[str, tuple[str, ...]] = {
    "dpia": ("core", "partners"),
    "local_addendum": ("forces", "partners"),
    "code_of_connection": ("core", "partners"),
    "connection_return": ("core", "partners"),
    "sharing_agreement": ("core",),
}


def _core(document: Any, version: Any) -> tuple[str, str]:
    frozen = day(version.frozen_at)
    digest = short_digest(version.pdf_digest)
    return version.pdf_digest, (
        f"{document.reference}, version {version.number}, frozen on {frozen} ({digest})"
    )


def _opened(form: OpenForm, kind: str) -> str | None:
    """The document's id, or None with the refusal in the form."""
    try:
        opened = begin_document(
            installation(),
            by=actor(),
            kind=kind,
            title=form.title.data or "",
            owner_id=form.owner.data,
            parties=_parties(form, kind),
            core_digest=form.core.data if "core" in form else None,
        )
    except (Invalid, Conflict, Forbidden) as fault:
        refuse(form, fault, otherwise="title")
        return None
    return opened.document_id


def _parties(form: OpenForm, kind: str) -> list[tuple[str, str]]:
    """Who is bound: the chosen, the force that leads, and a partner's own organisation."""
    with installation().reading() as session:
        kinds = {row.id: row.kind for row in document_pages.everybody(session)}
    chosen = [form.owner.data]
    chosen += [*(form.forces.data or ())] if "forces" in form else []
    chosen += [*(form.partners.data or ())] if "partners" in form else []
    if kind == "connection_return":
        chosen.insert(0, post().organisation_id)
    capacity = {"force": "controller", "partner": "partner", "service": "service"}
    return [(each, capacity[kinds[each]]) for each in dict.fromkeys(chosen) if each in kinds]


def _small(title: str) -> str:
    return title if title[:2].isupper() else title[:1].lower() + title[1:]
