"""Extending a date once: the new last day and the reasons, then the statement that is signed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import cast

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from govern.clock import text
from govern.commands.agreements.extend import Extended, extended, show_extension
from govern.commands.agreements.foresee import foresee_extension
from govern.commands.signing.dry_run import Switch
from govern.errors import NotFound
from govern.store import signing
from govern.store.database import Session
from govern.store.rows.documents import DocumentRow, VersionRow
from govern.web.context import actor, installation, viewer
from govern.web.fields import DateField, LongTextField
from govern.web.filters import day
from govern.web.forms import Form
from govern.web.lateness import last_day
from govern.web.pieces import Link
from govern.web.policy import role, rule
from workflows import engine, roles
from workflows.engine import Refused
from workflows.guards import LONGEST_EXTENSION

blueprint = Blueprint("extensions", __name__)
NOUNS = {
    "agreement": "the end of the agreement",
    "connection": "the end of the certificate",
    "condition": "the date of the condition",
}


class ExtensionForm(Form):
    """The new last day, and why."""

    until = DateField("New last day", what="the new last day")
    reasons = LongTextField("Your reasons", required="Give your reasons", max_length=4000)


@dataclass(frozen=True)
class ExtensionPage:
    """What would be extended, from when and how far at most."""

    crumbs: Sequence[Link]
    name: str
    noun: str
    now: str
    latest: str
    action: str


@blueprint.route("/extensions/<subject_kind>/<subject_id>", methods=["GET", "POST"])
@rule(
    role(roles.SIRO, roles.CHIEF_CONSTABLE),
    isolation="extends what the acting force has signed, leads or set; another's is a 404",
)
def ask(subject_kind: str, subject_id: str) -> Response | str | tuple[str, int]:
    """Ask for the new date; sent, it leads to the final statement."""
    if subject_kind not in NOUNS:
        raise NotFound(f"extension of {subject_kind}")
    with installation().reading() as session:
        page = _page(session, subject_kind, subject_id)
        form = ExtensionForm(data=_before(session))
    if form.validate_on_submit():
        token = _stated(subject_kind, subject_id, form)
        if token:
            return redirect(url_for("signing.statement", token=token))
    shown = render_template("signing/extension.html", form=form, page=page)
    return (shown, 422) if form.errors else shown


def _before(session: Session) -> dict[str, object]:
    token = request.args.get("from")
    if not token:
        return {}
    signed = signing.shown(session, actor(), viewer().session_id, token).statement["signed"]
    return {"until": date.fromisoformat(signed["until"]), "reasons": signed["reasons"]}


def _stated(subject_kind: str, subject_id: str, form: ExtensionForm) -> str | None:
    try:
        shown = show_extension(
            installation(),
            by=actor(),
            session_id=viewer().session_id,
            subject_kind=subject_kind,
            subject_id=subject_id,
            form=engine.Form(reasons=form.reasons.data or "", until=form.until.data),
            dry_run=[each.plain() for each in _foreseen(subject_kind, subject_id, form)],
        )
    except Refused as fault:
        for each in fault.refusals:
            field = form.until if each.code == "extension_too_long" else None
            if field is not None:
                field.errors = [*field.errors, each.message]
            else:
                form.form_errors.append(each.message)
        return None
    return shown.token


def _foreseen(subject_kind: str, subject_id: str, form: ExtensionForm) -> list[Switch]:
    return foresee_extension(
        installation(),
        by=actor(),
        subject_kind=subject_kind,
        subject_id=subject_id,
        until=cast("date", form.until.data),
    )


def _page(session: Session, subject_kind: str, subject_id: str) -> ExtensionPage:
    found: Extended = extended(session, actor(), subject_kind, subject_id)
    version = session.get_one(VersionRow, found.version_id)
    document = session.get_one(DocumentRow, version.document_id)
    now = text(found.ends_at)
    address = url_for("documents.show", document_id=document.id)
    latest = found.ends_at + timedelta(days=LONGEST_EXTENSION)
    return ExtensionPage(
        crumbs=[Link("Documents", url_for("documents.index")), Link(document.reference, address)],
        name=f"{document.reference}, version {version.number} ({document.title})",
        noun=NOUNS[subject_kind],
        now=last_day(now),
        latest=day(latest - timedelta(hours=12)),
        action=url_for("extensions.ask", subject_kind=subject_kind, subject_id=subject_id),
    )
