"""Withdrawing a version before anybody has signed it, with reasons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from govern.commands.documents.change_status import change_status
from govern.store import document_pages
from govern.store.checking import version_facts
from govern.store.database import Session
from govern.store.document_pages import Seen
from govern.web.chrome import say
from govern.web.context import actor, installation
from govern.web.documents.blueprint import VERSION, blueprint, crumbs, drafts
from govern.web.fields import LongTextField
from govern.web.forms import Form
from govern.web.pieces import Link
from workflows.catalogue import workflow
from workflows.engine import refusals


class WithdrawForm(Form):
    """Why a version is withdrawn."""

    reasons = LongTextField(
        "Why is it withdrawn?",
        required="Say why it is withdrawn",
        min_length=20,
        max_length=5_000,
        hint="Kept with the version",
    )


@dataclass(frozen=True)
class WithdrawPage:
    """What withdrawing does, or why it cannot be done."""

    crumbs: Sequence[Link]
    name: str
    refused: Sequence[str]
    back: str


@blueprint.route(f"{VERSION}/withdraw", methods=["GET", "POST"])
@drafts
def withdraw(document_id: str, number: int) -> Response | str | tuple[str, int]:
    """Withdraw a version that nobody has signed."""
    form = WithdrawForm()
    with installation().reading() as session:
        seen = document_pages.drafted(session, actor(), document_id, number)
        page = _page(seen, _refused(session, seen))
    if not page.refused and form.validate_on_submit():
        return _withdraw(seen, form.reasons.data or "", page.back)
    shown = render_template("documents/withdraw.html", page=page, form=form)
    return (shown, 422) if form.errors else shown


def _withdraw(seen: Seen, reasons: str, back: str) -> Response:
    change_status(
        installation(), by=actor(), version_id=seen.version.id, act="withdraw", reasons=reasons
    )
    say(f"Version {seen.version.number} is withdrawn. Nobody can sign it.")
    return redirect(back)


def _refused(session: Session, seen: Seen) -> list[str]:
    here = installation()
    facts = version_facts(session, actor(), seen.version, here.clock.now(), here.demonstration)
    table = workflow("document", seen.version.workflow_version)
    return [
        each.message
        for each in refusals(table, seen.version.status, "withdraw", actor(), facts)
        if each.code != "reasons_missing"
    ]


def _page(seen: Seen, refused: Sequence[str]) -> WithdrawPage:
    back = url_for("documents.show", document_id=seen.document.id)
    name = f"{seen.document.reference}, version {seen.version.number}"
    return WithdrawPage(crumbs(Link(seen.document.reference, back)), name, refused, back)
