"""Freezing a version: what stands in the way, what it does, and what was made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from govern.commands.documents.freeze import freeze
from govern.errors import NotFound
from govern.records.render import RenderError
from govern.store import document_pages
from govern.store.checking import version_facts
from govern.web import words
from govern.web.context import actor, installation
from govern.web.documents.blueprint import VERSION, blueprint, drafts
from govern.web.documents.loading import Text, drafting, reading
from govern.web.filters import moment
from govern.web.forms import Form
from govern.web.panels import Confirmation
from govern.web.pieces import Link
from workflows.catalogue import workflow
from workflows.engine import Refusal, refusals

_WHERE = {
    "stop_findings_open": ("check", "stops"),
    "answers_missing": ("check", "missing"),
    "changes_unresolved": ("triage", None),
    "wrong_stage": ("check", "send"),
}


@dataclass(frozen=True)
class Obstacle:
    """One refusal in words, and where to go about it."""

    message: str
    link: Link | None


@dataclass(frozen=True)
class FreezePage:
    """What freezing needs and does."""

    crumbs: Sequence[Link]
    name: str
    title: str
    obstacles: Sequence[Obstacle]
    advice: int
    asked: Sequence[str]
    not_asked: Sequence[str]
    preview: str
    action: str
    back: str
    fault: str = ""


@blueprint.route(f"{VERSION}/freeze", methods=["GET", "POST"])
@drafts
def freezing(document_id: str, number: int) -> Response | str | tuple[str, int]:
    """Say what stands in the way; on confirmation print, freeze and ask every party."""
    fault = ""
    with drafting(document_id, number) as text:
        if Form().validate_on_submit():
            try:
                freeze(installation(), by=actor(), version_id=text.version.id)
            except RenderError as refused:
                fault = str(refused)
            else:
                return redirect(text.url("frozen"))
        page = render_template("documents/freeze.html", page=_page(text, fault))
    return (page, 409) if fault else page


@blueprint.get(f"{VERSION}/frozen")
@drafts
def frozen(document_id: str, number: int) -> str:
    """What was made, and who is asked now."""
    with reading(document_id, number) as text:
        if text.version.frozen_at is None or not text.seen.sight.drafts:
            raise NotFound("the version is not frozen")
        said = _confirmation(text)
        crumbs = text.crumbs()
    return render_template("documents/frozen.html", said=said, crumbs=crumbs)


def _page(text: Text, fault: str) -> FreezePage:
    here = installation()
    facts = version_facts(text.session, actor(), text.version, here.clock.now(), here.demonstration)
    table = workflow("document", text.version.workflow_version)
    denied = refusals(table, text.version.status, "freeze", actor(), facts)
    bound = document_pages.parties(text.session, text.version.id)
    asked = [p.organisation.name for p in bound if p.organisation.kind != "service"]
    return FreezePage(
        crumbs=text.crumbs(Link("Draft", text.url("draft"))),
        name=text.name,
        title=text.document.title,
        obstacles=[Obstacle(each.message, _where(text, each)) for each in denied],
        advice=0,
        asked=asked,
        not_asked=[p.organisation.name for p in bound if p.organisation.name not in asked],
        preview=text.url("preview"),
        action=text.url("freezing"),
        back=text.url("check"),
        fault=fault,
    )


def _where(text: Text, refusal: Refusal) -> Link | None:
    if refusal.code == "definition_not_adopted":
        name, version = text.version.definition, text.version.definition_version
        address = url_for("definitions.show", name=name, version=version)
        return Link("Read and adopt the definition", address, about=f"{name}, version {version}")
    if refusal.code not in _WHERE:
        return None
    endpoint, anchor = _WHERE[refusal.code]
    return Link("Go there", text.url(endpoint, _anchor=anchor), about=refusal.message)


def _confirmation(text: Text) -> Confirmation:
    signing = document_pages.sign_offs(text.session, text.document.id)
    asked = [each for (version_id, each) in signing if version_id == text.version.id]
    names = document_pages.organisations(text.session, asked)
    who = ", ".join(sorted(row.name for row in names.values())) or "Nobody"
    at = moment(text.version.frozen_at or "")
    return Confirmation(
        f"{text.name} is frozen",
        "SHA-256 of the PDF",
        text.version.pdf_digest or "",
        [
            f"The text was frozen on {at}. Later changes are a new version.",
            f"Asked to sign: {who}. Each signs those exact bytes, at its own pace.",
            "What is in force now stays in force until each organisation has signed.",
        ],
        [
            Link("Download the frozen PDF", text.url("pdf")),
            Link(
                f"{words.kind_title(text.document.kind)} {text.document.reference}",
                url_for("documents.show", document_id=text.document.id),
            ),
        ],
    )
