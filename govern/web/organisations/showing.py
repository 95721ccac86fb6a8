"""One organisation: what it is, its certificate, what it shares and, to itself, its people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import current_app, render_template, url_for

from govern.clock import text
from govern.store import coming_up, organisation_pages, people_pages
from govern.store.database import Session
from govern.store.organisation_pages import Held
from govern.store.rows.organisations import OrganisationRow
from govern.web import policy
from govern.web.context import actor, installation, post, viewer
from govern.web.filters import day, moment, until
from govern.web.organisations.blueprint import blueprint, reads
from govern.web.pieces import Cell, Column, Fact, Link, Table, Tag
from govern.web.words import kind_title, organisation_title, plain, role_title, state_tag
from workflows import roles

SEES_CERTIFICATES = ("force", "office", "legal")


@dataclass(frozen=True)
class OrganisationPage:
    """One organisation as the viewer may know it."""

    name: str
    kind: str
    tags: Sequence[Tag]
    facts: Sequence[Fact]
    certificates: Sequence[Fact]
    texts: Table
    flows: Link | None
    people: Table | None
    manage: str | None
    delegations: Table | None
    keeping: Sequence[Link]


@blueprint.get("/organisations/<slug>")
@reads
def show(slug: str) -> str:
    """An organisation the acting one may know of."""
    with installation().reading() as session:
        row = organisation_pages.one(session, actor(), slug)
        page = _page(session, row)
    return render_template("organisations/show.html", page=page)


def _page(session: Session, row: OrganisationRow) -> OrganisationPage:
    administers = actor().role == roles.ADMINISTRATOR
    own = row.id == post().organisation_id
    return OrganisationPage(
        name=row.name,
        kind=organisation_title(row.kind),
        tags=[Tag("Ended", "grey")] if row.ended_at else [],
        facts=_facts(session, row, own=own),
        certificates=_certificates(session, row, own=own),
        texts=_texts(session, row),
        flows=_flows(row, own=own),
        people=_people(session, row) if own or administers else None,
        manage=_manage(row) if own or administers else None,
        delegations=_delegations(session, row) if own or administers else None,
        keeping=_keeping(row),
    )


def _facts(session: Session, row: OrganisationRow, *, own: bool) -> list[Fact]:
    found = [Fact("Legal name", row.legal_name or row.name)]
    if row.registration:
        found.append(Fact("Registration", row.registration))
    if row.sector:
        found.append(Fact("Sector", plain(row.sector)))
    found.append(Fact("Takes part since", moment(row.created_at)))
    if own or post().organisation_kind in SEES_CERTIFICATES:
        kept = organisation_pages.policy_document(session, row.id)
        if kept is not None:
            due = [f"Review due {day(kept.review_due_on)}"]
            found.append(Fact("Appropriate policy document", kept.title, due))
    return found


def _certificates(session: Session, row: OrganisationRow, *, own: bool) -> list[Fact]:
    if row.kind != "partner" or not (own or post().organisation_kind in SEES_CERTIFICATES):
        return []
    now = text(installation().clock.now())
    found = []
    for each in coming_up.certificates(session, row.id)[:3]:
        over = each.expires_at is not None and each.expires_at <= now
        state = "expired" if over and each.state == "certified" else each.state
        lines = [f"Profile {each.profile}", f"Lead force: {each.lead}"]
        if each.expires_at:
            lines.append(f"{'Ended' if over else 'Ends'} at {until(each.expires_at)}")
        found.append(Fact(f"Return, version {each.version}", state_tag(state), lines))
    return found


def _texts(session: Session, row: OrganisationRow) -> Table:
    rows: list[list[str | Cell]] = []
    for document, version in organisation_pages.shared(session, actor(), row.id):
        address = url_for("documents.show", document_id=document.id)
        title = Link(f"{document.reference}, version {version.number}", address)
        rows.append([Cell(title, [document.title]), kind_title(document.kind)])
    own = row.id == post().organisation_id
    caption = "Its texts" if own else "Texts you may see that bind it"
    empty = "No frozen text that you may see binds it."
    return Table(caption, [Column("Text"), Column("Kind")], rows, empty)


def _flows(row: OrganisationRow, *, own: bool) -> Link | None:
    if row.kind not in ("force", "partner", "service"):
        return None
    if not policy.may_call(current_app, "flows.index", viewer()):
        return None
    if own:
        return Link("Its flows", url_for("flows.index"))
    end = "force" if row.kind == "force" else "partner"
    return Link(f"Flows with {row.name}", f"{url_for('flows.index')}?{end}={row.slug}")


def _people(session: Session, row: OrganisationRow) -> Table:
    now = text(installation().clock.now())
    found = organisation_pages.holders(session, row.id, now)
    columns = [Column("Role"), Column("Person"), Column("Until")]
    return Table("Appointments", columns, [_held(each) for each in found], "Nobody is appointed.")


def _held(each: Held) -> list[str | Cell]:
    notes = ["By delegation"] if each.delegated else []
    ends = moment(each.ends_at) if each.ends_at else "No end is set"
    return [Cell(role_title(each.role), notes), each.person, ends]


def _delegations(session: Session, row: OrganisationRow) -> Table | None:
    """Who decides for whom now: to the organisation itself and to administrators."""
    now = text(installation().clock.now())
    running = [
        each
        for each in people_pages.delegations(session, row.id)
        if not each.revoked_at and (each.ends_at is None or each.ends_at > now)
    ]
    if not running:
        return None
    columns = [Column("Decides"), Column("For and on behalf of"), Column("Until")]
    rows: list[list[str | Cell]] = [
        [
            each.receiver,
            Cell(each.giver, [role_title(each.role)]),
            moment(each.ends_at) if each.ends_at else "No end is set",
        ]
        for each in running
    ]
    return Table("Delegations", columns, rows, "Nobody decides for another here.")


def _keeping(row: OrganisationRow) -> list[Link]:
    if row.ended_at or not policy.may_call(current_app, "organisations.rename", viewer()):
        return []
    return [
        Link("Rename", url_for("organisations.rename", slug=row.slug), about=row.name),
        Link("End", url_for("organisations.end", slug=row.slug), about=row.name),
    ]


def _manage(row: OrganisationRow) -> str | None:
    if not policy.may_call(current_app, "people.index", viewer()):
        return None
    return url_for("people.index", organisation=row.slug)
