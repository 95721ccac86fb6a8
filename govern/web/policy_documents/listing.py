"""The appropriate policy documents: which are current, and whose review is due or late."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import render_template, url_for

from govern.clock import london
from govern.store import policy_document_pages
from govern.store.access import SEES_ALL
from govern.store.database import Session
from govern.store.policy_document_pages import Kept
from govern.web.context import actor, installation, post
from govern.web.filters import day, moment, plural
from govern.web.pieces import Cell, Column, Link, Table, Tag
from govern.web.policy_documents.blueprint import blueprint, may_keep, reads
from govern.web.words import role_title

SOON = 60
"""Days before a review is due from which the page says so."""


@dataclass(frozen=True)
class PolicyDocumentsPage:
    """What stands, what was replaced, and which forces have recorded none."""

    organisation: str
    new: str | None
    current: Table
    replaced: Table | None
    missing: Sequence[str]


@blueprint.get("/policy-documents")
@reads
def index() -> str:
    """The policy documents the viewer may know of."""
    today = london(installation().clock.now()).date()
    with installation().reading() as session:
        page = _page(session, today)
    return render_template("policy_documents/list.html", page=page)


def _page(session: Session, today: date) -> PolicyDocumentsPage:
    found = policy_document_pages.listed(session, actor())
    oversees = actor().role in SEES_ALL
    old = [_old(each, named=oversees) for each in found if not each.current]
    current = [_row(each, today, named=oversees) for each in found if each.current]
    columns = [Column("Policy document"), Column("Review"), Column("Reviewed"), Column("Recorded")]
    empty = "None is recorded. Where one is required, a text cannot be frozen without it."
    return PolicyDocumentsPage(
        organisation=post().organisation,
        new=url_for("policy_documents.new") if may_keep() else None,
        current=Table("Current", columns, current, empty),
        replaced=Table("Earlier reviews", columns[::2] + columns[3:], old) if old else None,
        missing=policy_document_pages.without(session) if oversees else [],
    )


def staleness(due_on: str, today: date) -> Tag:
    """How a review stands on a London day: late is a finding, and closes nothing by itself."""
    due = date.fromisoformat(due_on)
    if due < today:
        return Tag("Review late", "red")
    return (
        Tag("Review due soon", "yellow") if (due - today).days <= SOON else Tag("Current", "green")
    )


def _row(each: Kept, today: date, *, named: bool) -> list[str | Cell]:
    row, days = each.row, (date.fromisoformat(each.row.review_due_on) - today).days
    late = f"{plural(-days, 'day')} late" if days < 0 else f"in {plural(days, 'day')}"
    review = [day(row.review_due_on), "today" if days == 0 else late]
    return [
        _title(each, named=named),
        Cell(staleness(row.review_due_on, today), review),
        day(row.reviewed_on),
        _recorded(each),
    ]


def _old(each: Kept, *, named: bool) -> list[str | Cell]:
    return [
        Cell(each.row.title, [each.organisation] if named else []),
        day(each.row.reviewed_on),
        _recorded(each),
    ]


def _title(each: Kept, *, named: bool) -> Cell:
    notes: list[str | Tag | Link] = [each.organisation] if named else []
    if may_keep():
        address = url_for("policy_documents.new", title=each.row.title)
        notes.append(Link("Record a review", address, f"of {each.row.title}"))
    return Cell(each.row.title, notes)


def _recorded(each: Kept) -> Cell:
    by = each.by
    who = f"{by.person}, {role_title(by.role)}" if by else "When the installation was set up"
    return Cell(moment(each.at), [who])
