"""Every check that the viewer may know of: where it stands, and until when it is passed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import current_app, render_template, url_for

from govern.clock import text
from govern.store import readiness_pages
from govern.store.database import Session
from govern.store.readiness import items_of, settled
from govern.store.readiness_pages import Seen
from govern.web import policy
from govern.web.context import actor as acting
from govern.web.context import installation, viewer
from govern.web.filters import plural
from govern.web.pieces import Cell, Column, Link, Table
from govern.web.readiness.blueprint import blueprint, reads
from govern.web.readiness.phrases import check_tag, ends

COLUMNS = (Column("Check"), Column("State"), Column("Wanting"), Column("Passed until"))


@dataclass(frozen=True)
class ChecksPage:
    """The checks, and where another is opened if the viewer may."""

    table: Table
    new: str | None


@blueprint.get("/readiness")
@reads
def index() -> str:
    """The checks of the acting organisation, or all of them for the office."""
    now = text(installation().clock.now())
    with installation().reading() as session:
        found = readiness_pages.listed(session, acting())
        rows = [_row(session, each, now) for each in found]
    empty = "No readiness check has been opened."
    page = ChecksPage(Table("Readiness checks", COLUMNS, rows, empty, caption_hidden=True), _new())
    return render_template("readiness/list.html", page=page)


def _row(session: Session, seen: Seen, now: str) -> Sequence[str | Cell]:
    row = seen.row
    wanting = settled(items_of(session, row.id), now).unsettled
    link = Link(seen.checklist.title, url_for("readiness.show", check_id=row.id), seen.subject)
    left = "Nothing" if row.state == "passed" or not wanting else plural(len(wanting), "item")
    until = ends(row.valid_until) if row.state == "passed" else "Not passed"
    whose = list(dict.fromkeys((seen.subject, seen.force)))  # a force's check is about itself
    return [Cell(link, whose), Cell(check_tag(row, now)), left, until]


def _new() -> str | None:
    if policy.may_call(current_app, "readiness.new", viewer()):
        return url_for("readiness.new")
    return None
