"""One document: its versions, who signed which, the PDF, own records, and what can be done now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from govern.commands.documents.open_document import OPENERS
from govern.commands.signing.open_sign_off import REOPENABLE, REOPENERS, reopen_sign_off
from govern.store import access, consultation_pages, document_pages
from govern.store.access import Sight
from govern.store.checking import unresolved_changes
from govern.store.database import Session
from govern.store.document_pages import Party
from govern.store.rows.documents import DocumentRow, VersionRow
from govern.store.rows.enforcement import ConsultationRow
from govern.store.rows.sign_offs import SignOffRow
from govern.web import words
from govern.web.chrome import say
from govern.web.consultations import phrases
from govern.web.context import actor, installation, named
from govern.web.documents.asks import Ask, asked
from govern.web.documents.binding import AskForce, ask_force
from govern.web.documents.blueprint import DOCUMENT, VERSION, blueprint, crumbs, reads
from govern.web.documents.history import happenings
from govern.web.documents.signing_table import signing_table
from govern.web.documents.version_tables import records_table, versions_table
from govern.web.filters import day, moment
from govern.web.panels import Paper
from govern.web.pieces import Fact, Happening, Link, Table, Tag
from govern.web.policy import role, rule
from workflows import roles

LATEST_HAPPENINGS = 5
PLANNED = ("dpia", "local_addendum")
"""Kinds whose risks and actions make an action plan."""


@dataclass(frozen=True)
class Reopening:
    """A sign-off that can be asked for again."""

    organisation: str
    action: str


@dataclass(frozen=True)
class DocumentPage:
    """Everything about one document."""

    crumbs: Sequence[Link]
    reference: str
    kind: str
    title: str
    tags: Sequence[Tag]
    notices: Sequence[str]
    asks: Sequence[Ask]
    paper: Paper | None
    facts: Sequence[Fact]
    versions: Table
    signing: Table | None
    records: Table | None
    reopenings: Sequence[Reopening]
    next_version: str | None
    ask_force: AskForce | None
    history: Sequence[Happening]
    history_address: str


@blueprint.get(DOCUMENT)
@reads
def show(document_id: str) -> str:
    """A document as the viewer's organisation may know it."""
    with installation().reading() as session:
        row = access.document(session, actor(), document_id)
        page = _page(session, row)
    return render_template("documents/show.html", page=page)


@blueprint.post(f"{VERSION}/sign-offs/<organisation_id>/reopen")
@rule(
    role(roles.LAWYER, roles.COORDINATOR, roles.AUTHOR),
    isolation="asks again on a version that the acting organisation may see; another's is a 404",
)
def reopen(document_id: str, number: int, organisation_id: str) -> Response:
    """Ask an organisation again for its sign-off of the same frozen version."""
    with installation().reading() as session:
        seen = document_pages.numbered(session, actor(), document_id, number)
        version_id = seen.version.id
    reopen_sign_off(
        installation(), by=actor(), version_id=version_id, organisation_id=organisation_id
    )
    say("They are asked again. Their sign-off begins anew on the same text.")
    return redirect(url_for("documents.show", document_id=document_id))


def _page(session: Session, row: DocumentRow) -> DocumentPage:
    sight = access.sight(session, actor(), row) or Sight("party")
    seen = document_pages.versions(session, actor(), row)
    bound = {version.id: document_pages.parties(session, version.id) for version in seen}
    signing = document_pages.sign_offs(session, row.id)
    frozen = next((version for version in seen if version.status == "frozen"), None)
    newest = seen[0] if seen else None
    parties = bound[newest.id] if newest else []
    return DocumentPage(
        crumbs=crumbs(),
        reference=row.reference,
        kind=words.kind_title(row.kind),
        title=row.title,
        tags=_tags(row, newest, frozen),
        notices=_notices(frozen),
        asks=asked(row, sight, seen, signing, unresolved_changes(session, row.id)),
        paper=_paper(row, frozen),
        facts=_facts(session, row, parties, frozen),
        versions=versions_table(row, sight, seen),
        signing=signing_table(seen, bound, signing),
        records=records_table(session, row, seen) if _signs(parties) else None,
        reopenings=_reopenings(row, seen, bound, signing),
        next_version=_next_version(row, sight, newest),
        ask_force=ask_force(session, row, sight, newest, parties),
        history=happenings(session, row, LATEST_HAPPENINGS),
        history_address=url_for("documents.history", document_id=row.id),
    )


def _tags(row: DocumentRow, newest: VersionRow | None, frozen: VersionRow | None) -> list[Tag]:
    if row.state != "live":
        return [words.state_tag(row.state)]
    tags = [words.state_tag(newest.status)] if newest else []
    if frozen and (frozen.facts or {}).get("retrospective"):
        tags.append(Tag("Retrospective", "orange"))
    return tags


def _notices(frozen: VersionRow | None) -> list[str]:
    facts = (frozen.facts or {}) if frozen else {}
    if not facts.get("retrospective"):
        return []
    started = facts.get("processing_started_on")
    since = f"Processing started on {day(started)}" if started else "Processing had started"
    return [f"This assessment is retrospective. {since}, before it was made."]


def _signs(parties: Sequence[Party]) -> bool:
    return actor().organisation in {party.organisation.id for party in parties}


def _paper(row: DocumentRow, frozen: VersionRow | None) -> Paper | None:
    if frozen is None or frozen.pdf_digest is None or frozen.frozen_at is None:
        return None
    return Paper(
        title=f"{row.reference}, version {frozen.number}",
        pdf=url_for("documents.pdf", document_id=row.id, number=frozen.number),
        digest=frozen.pdf_digest,
        pages=frozen.pages or 0,
        note=f"Frozen on {moment(frozen.frozen_at)}. Everybody signs these exact bytes.",
    )


def _facts(
    session: Session, row: DocumentRow, parties: Sequence[Party], frozen: VersionRow | None
) -> list[Fact]:
    names = document_pages.organisations(session, [row.owner_id, row.drafter_id])
    found = [
        Fact("Led by", names[row.owner_id].name),
        Fact("Written by", names[row.drafter_id].name),
        Fact("Parties", "\n".join(party.organisation.name for party in parties)),
    ]
    machine = (frozen.facts or {}) if frozen else {}
    for key, label in _DATES.items():
        if machine.get(key):
            found.append(Fact(label, day(machine[key])))
    if row.kind == "sharing_agreement" and frozen:
        found.append(Fact("For other systems", _in_odrl(row, frozen)))
    if row.kind in PLANNED and frozen:
        plan = url_for("documents.action_plan", document_id=row.id, number=frozen.number)
        found.append(Fact("Action plan", Link("Measures, owners, dates and how each stands", plan)))
    if row.core_digest:
        found.append(Fact("Adds to the assessment with SHA-256", row.core_digest))
    return [*found, *_consultations(session, row)]


def _in_odrl(row: DocumentRow, frozen: VersionRow) -> Link:
    address = url_for("documents.odrl", document_id=row.id, number=frozen.number)
    return Link("What is signed, in ODRL (JSON-LD)", address, about="a copy; nothing obeys it")


def _consultations(session: Session, row: DocumentRow) -> list[Fact]:
    """The own organisation's consultations of the ICO on it, if any."""
    links = [
        Link(
            f"Version {each.number}: {phrases.STATES[each.row.state][0].lower()}",
            url_for("consultations.show", consultation_id=each.row.id),
            about=named("consultation of the {regulator_short}"),
        )
        for each in consultation_pages.of_document(session, actor(), row.id)
    ]
    clocks = [
        f"Version {each.number}: reply due {', '.join(due)}"
        for each in consultation_pages.of_document(session, actor(), row.id)
        if each.row.closed_at is None and (due := _reply_due(session, each.row))
    ]
    words = named("Consultation of the {regulator_short}")
    return [Fact(words, links[0], [*links[1:], *clocks])] if links else []


def _reply_due(session: Session, row: ConsultationRow) -> list[str]:
    steps = consultation_pages.steps(session, row.id)
    law = consultation_pages.law(session, row.version_id)
    return phrases.due_words(steps, law, installation().clock.now())


_DATES = {
    "processing_started_on": "Processing started",
    "starts_on": "In force from",
    "ends_on": "Until the end of",
    "review_due_on": "Review due",
    "expires_on": "Certificate would end",
}


def _reopenings(
    row: DocumentRow,
    seen: Sequence[VersionRow],
    bound: Mapping[str, Sequence[Party]],
    signing: Mapping[tuple[str, str], SignOffRow],
) -> list[Reopening]:
    if actor().role not in REOPENERS or not seen or seen[0].status != "frozen":
        return []
    found = []
    for party in bound[seen[0].id]:
        mine = signing.get((seen[0].id, party.organisation.id))
        if mine is not None and mine.outcome in REOPENABLE:
            here: dict[str, Any] = {"document_id": row.id, "number": seen[0].number}
            address = url_for("documents.reopen", **here, organisation_id=party.organisation.id)
            found.append(Reopening(party.organisation.name, address))
    return found


def _next_version(row: DocumentRow, sight: Sight, newest: VersionRow | None) -> str | None:
    ready = newest is not None and newest.status in ("frozen", "withdrawn") and row.state == "live"
    if not ready or not sight.drafts or actor().role not in OPENERS[row.kind]:
        return None
    return url_for("documents.next_version", document_id=row.id)
