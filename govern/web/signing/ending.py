"""Ending an agreement for one's own part: what closes is shown before it is done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from govern.commands.agreements.terminate import terminate_agreement
from govern.commands.signing.dry_run import Switch, dry_run_of_termination
from govern.errors import NotFound
from govern.store import access
from govern.store.database import Session
from govern.store.rows.documents import DocumentRow
from govern.web.chrome import say
from govern.web.context import actor, installation, post
from govern.web.fields import LongTextField
from govern.web.many import Many, looked, many_of
from govern.web.pieces import Link
from govern.web.policy import role, rule
from govern.web.reauthentication import ReauthenticationForm
from govern.web.signing.switches import SwitchBlock, switch_block
from workflows import roles
from workflows.engine import Refused

blueprint = Blueprint("endings", __name__)


class EndingForm(ReauthenticationForm):
    """Why the agreement ends, and proof of who ends it."""

    reasons = LongTextField(
        "Why does it end?",
        required="Give your reasons",
        hint="Kept with your organisation; the other parties are told that it ended, not why.",
        max_length=4000,
    )


@dataclass(frozen=True)
class EndingPage:
    """The agreement, and what ends with it."""

    crumbs: Sequence[Link]
    name: str
    title: str
    organisation: str
    switches: SwitchBlock
    many: Many | None
    action: str
    back: str


@blueprint.route("/agreements/<document_id>/end", methods=["GET", "POST"])
@rule(
    role(roles.SIRO, roles.CHIEF_CONSTABLE, roles.SIGNATORY),
    isolation="ends an agreement that the acting organisation is a party to; another's is a 404",
)
def end(document_id: str) -> Response | str | tuple[str, int]:
    """Show what would close, and end it."""
    with installation().reading() as session:
        _own(session, document_id)
        found = dry_run_of_termination(installation(), by=actor(), document_id=document_id)
        page = _page(session, document_id, found)
    form = EndingForm()
    if looked(found, form) and form.prove() is not None:
        try:
            terminate_agreement(
                installation(), by=actor(), document_id=document_id, reasons=form.reasons.data or ""
            )
        except Refused as fault:
            form.form_errors += [each.message for each in fault.refusals]
        else:
            say(f"{page.name} has ended for {page.organisation}. Its flows are closed.")
            return redirect(url_for("documents.show", document_id=document_id))
    shown = render_template("signing/ending.html", form=form, page=page)
    return (shown, 422) if form.errors else shown


def _own(session: Session, document_id: str) -> DocumentRow:
    """The agreement; NotFound for another's and for what is none."""
    document = access.document(session, actor(), document_id)
    if document.kind != "sharing_agreement" or not access.is_party(
        session, document_id, actor().organisation
    ):
        raise NotFound(f"agreement {document_id}")
    return document


def _page(session: Session, document_id: str, found: Sequence[Switch]) -> EndingPage:
    document = _own(session, document_id)
    address = url_for("documents.show", document_id=document_id)
    return EndingPage(
        crumbs=[Link("Documents", url_for("documents.index")), Link(document.reference, address)],
        name=document.reference,
        title=document.title,
        organisation=post().organisation,
        switches=switch_block(
            session,
            found,
            title="What closes",
            none="No flow of yours is open under this agreement now.",
            lead="At once: ",
        ),
        many=many_of(found),
        action=url_for("endings.end", document_id=document_id),
        back=address,
    )
