"""One check: what is asked now, every item with its state and end, and what happened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import render_template, url_for

from govern.clock import text
from govern.commands.readiness.facts import check_facts
from govern.store import readiness_pages
from govern.store.database import Session
from govern.store.readiness import items_of, settled
from govern.store.readiness_pages import Happened, Seen
from govern.store.rows.readiness import ReadinessItemRow
from govern.web.context import actor, installation
from govern.web.filters import moment, plural
from govern.web.pieces import Cell, Column, Fact, Happening, Link, Table, Tag
from govern.web.readiness.blueprint import ONE, blueprint, reads
from govern.web.readiness.phrases import HAPPENED, check_tag, ends, item_tag, name
from govern.web.words import role_title
from workflows.catalogue import workflow
from workflows.engine import available

COLUMNS = (Column("Item"), Column("State"), Column("Counts until"), Column("Judged by"))
WAYS = {"pass": ("Pass this check", "passing"), "revoke": ("Revoke it", "revoking")}


@dataclass(frozen=True)
class CheckPage:
    """Everything of one check; `ways` are what the viewer can do with it as a whole."""

    crumbs: Sequence[Link]
    name: str
    tags: Sequence[Tag]
    asked: str
    if_not: str
    ways: Sequence[Link]
    facts: Sequence[Fact]
    guidance: str
    items: Table
    history: Sequence[Happening]


@blueprint.get(ONE)
@reads
def show(check_id: str) -> str:
    """One check."""
    now = installation().clock.now()
    with installation().reading() as session:
        page = _page(session, readiness_pages.one(session, actor(), check_id), now)
    return render_template("readiness/show.html", page=page)


def crumbs(seen: Seen, *, below: bool = False) -> list[Link]:
    """The way to a check, or to a page below it."""
    way = [Link("Readiness checks", url_for("readiness.index"))]
    here = Link(name(seen), url_for("readiness.show", check_id=seen.row.id))
    return [*way, here] if below else way


def happening(each: Happened) -> Happening:
    """One thing recorded, with a link to its file where the viewer may have it."""
    links = []
    if each.file_id:
        links.append(Link(each.file_name, url_for("readiness.file", file_id=each.file_id)))
    title, person = HAPPENED.get(each.type, each.type), each.by
    if person is None:
        return Happening(title, each.at, text=each.words, links=links)
    office = f"{role_title(person.role)}, {person.organisation}"
    return Happening(title, each.at, person.person, office, text=each.words, links=links)


def _page(session: Session, seen: Seen, now: datetime) -> CheckPage:
    items, row = items_of(session, seen.row.id), seen.row
    wanting = settled(items, text(now)).unsettled
    return CheckPage(
        crumbs=crumbs(seen),
        name=name(seen),
        tags=[check_tag(row, text(now))],
        asked=_asked(row.state, len(wanting)),
        if_not="Flows that need it stay closed." if row.state == "in_progress" else "",
        ways=_ways(session, seen, now),
        facts=_facts(seen),
        guidance=seen.checklist.guidance,
        items=Table("Items", COLUMNS, [_item(seen, each, text(now)) for each in items]),
        history=[happening(each) for each in readiness_pages.history(session, actor(), seen)],
    )


def _asked(state: str, wanting: int) -> str:
    if state != "in_progress":
        return ""
    if wanting:
        return f"{plural(wanting, 'item')} must still be accepted or waived"
    return "Every item that counts is settled; the SIRO passes it or leaves it"


def _ways(session: Session, seen: Seen, now: datetime) -> list[Link]:
    facts = check_facts(session, now, actor(), seen.row)
    found = available(workflow("readiness"), seen.row.state, actor(), facts)
    return [
        Link(WAYS[each.act][0], url_for(f"readiness.{WAYS[each.act][1]}", check_id=seen.row.id))
        for each in found
        if each.act in WAYS
    ]


def _facts(seen: Seen) -> list[Fact]:
    row = seen.row
    facts = [
        Fact("About", seen.subject),
        Fact("Force whose check it is", seen.force),
        Fact("Checklist", f"{seen.checklist.title}, version {seen.checklist.version}"),
        Fact("Source", seen.checklist.source, [_verified(seen)]),
        Fact("Opened", moment(row.opened_at)),
    ]
    if row.passed_at:
        facts.append(Fact("Passed", moment(row.passed_at)))
        facts.append(Fact("Passed until", ends(row.valid_until)))
    if row.revoked_at:
        facts.append(Fact("Revoked", moment(row.revoked_at)))
    return facts


def _verified(seen: Seen) -> str:
    if seen.checklist.verified_by:
        return f"Verified by {seen.checklist.verified_by} on {seen.checklist.verified_on}"
    return "Not verified"


def _item(seen: Seen, item: ReadinessItemRow, now: str) -> list[str | Cell]:
    asked = seen.checklist.item(item.item)
    link = Link(f"{item.item}: {asked.requirement}", url_for("readiness.item", item_id=item.id))
    notes = [] if item.mandatory else ["Not needed to pass"]
    if item.carried_from:
        notes.append("Carried over from the check before")
    until = ends(item.valid_until) if item.state in ("accepted", "waived") else ""
    return [Cell(link, notes), Cell(item_tag(item, now)), until, role_title(item.approver)]
