"""After an act: its reference, its record and what happens next."""

from __future__ import annotations

from dataclasses import dataclass

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from govern.errors import NotFound
from govern.store import own_certificates, signing
from govern.store.database import Session
from govern.store.organisations import by_id
from govern.store.rows.documents import DocumentRow
from govern.store.rows.sign_offs import ActRow
from govern.web.context import actor, installation
from govern.web.panels import Confirmation
from govern.web.pieces import Link
from govern.web.policy import acting, rule
from govern.web.signing.asking import turn_sentence
from govern.web.signing.blueprint import blueprint
from govern.web.signing.brief import record_href
from govern.web.signing.outcomes import outcome
from govern.web.signing.switches import SwitchBlock, from_plain, switch_block


@dataclass(frozen=True)
class DonePage:
    """What was done. `sealed` is false while the record is still being made."""

    confirmation: Confirmation
    about: str
    switches: SwitchBlock | None
    sealed: bool


@blueprint.get("/acts/<act_id>")
@rule(acting, isolation="loads an act of the acting organisation; another's is a 404")
def done(act_id: str) -> str | Response:
    """The confirmation of an act."""
    with installation().reading() as session:
        row = session.get(ActRow, act_id)
        if row is None or row.organisation_id != actor().organisation:
            raise NotFound(f"act {act_id}")
        if row.lapsed_at or own_certificates.waits(session, row.id):
            return redirect(url_for("signing.own", act_id=row.id))
        page = _page(session, row)
    return render_template("signing/done.html", page=page)


def _page(session: Session, row: ActRow) -> DonePage:
    body = by_id(session, row.organisation_id).name
    version = signing.version_of_act(session, row)
    document = session.get_one(DocumentRow, version.document_id)
    words = outcome(row.act, body)
    confirmation = Confirmation(
        title=words.done,
        reference_label=f"{document.reference}, version {version.number}. Your reference",
        reference=f"{document.reference}-{row.id[:8].upper()}",
        next_steps=_next(session, row, document),
        links=_links(row, document),
    )
    about = f"{document.reference}, version {version.number}"
    return DonePage(confirmation, about, _switches(session, row), row.record_sha256 is not None)


def _next(session: Session, row: ActRow, document: DocumentRow) -> list[str]:
    steps = []
    if row.record_sha256 is None:
        steps.append("Your act is recorded. Its signed PDF is being made; this takes a moment.")
    else:
        steps.append("Your signed record is kept. It can be checked without this service.")
    if row.sign_off_id:
        if row.record_sha256 is None:
            steps.append("Once it is made, the sign-off moves on: look at it again then.")
        else:
            here = signing.found(session, actor(), row.sign_off_id)
            steps.append(turn_sentence(session, here, installation().clock.now()))
        steps.append("The drafters and whoever is next are told by e-mail.")
    if row.act.endswith("_with_conditions"):
        steps.append(
            "Your conditions are open until someone hands in evidence and another accepts it."
        )
    if row.act == "ask_for_changes":
        steps.append("The drafters write a new version, which comes to you again to sign.")
    return steps


def _links(row: ActRow, document: DocumentRow) -> list[Link]:
    links = []
    if row.record_sha256:
        links.append(Link("Download your signed record (PDF)", record_href(row.record_sha256)))
    if row.sign_off_id:
        links.append(
            Link("See this sign-off", url_for("signing.show", sign_off_id=row.sign_off_id))
        )
    links.append(Link(document.reference, url_for("documents.show", document_id=document.id)))
    links.append(Link("Back to my work", url_for("my_work.index")))
    return links


def _switches(session: Session, row: ActRow) -> SwitchBlock | None:
    shown = signing.shown_before(session, row)
    if shown is None or not shown.statement["dry_run"]:
        return None
    found = from_plain(shown.statement["dry_run"])
    return switch_block(session, found, title="What it switched", none="", lead="")
