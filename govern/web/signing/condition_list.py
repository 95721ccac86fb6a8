"""Lists of conditions: all that an organisation may see, and those of one text inside its brief."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, render_template, url_for

from govern.store import condition_pages, signing
from govern.store.condition_pages import Seen
from govern.store.database import Session
from govern.store.rows.sign_offs import ConditionRow
from govern.store.signing import Found, WrittenCondition
from govern.web import words
from govern.web.context import actor, installation, post
from govern.web.filters import day
from govern.web.lateness import is_late, last_day, lateness
from govern.web.pieces import Cell, Column, Link, Table, Tag
from govern.web.policy import acting, rule
from govern.web.signing.forms import OVERDUE

blueprint = Blueprint("conditions", __name__)
ISOLATION = "loads conditions of the acting organisation and of texts it drafts; another's is a 404"
OVERDUE_WORDS = dict(OVERDUE)
UNTIL_MET = "No flow opens on it before it is met"
COLUMNS = (Column("Condition"), Column("State"), Column("Must be met"), Column("If late"))


@dataclass(frozen=True)
class ConditionsPage:
    """Every condition that the viewer may see: to be met, and met."""

    organisation: str
    open: Table
    met: Table


@blueprint.get("/conditions")
@rule(acting, isolation=ISOLATION)
def index() -> str:
    """The conditions of the acting organisation."""
    at = installation().clock.now()
    with installation().reading() as session:
        found = condition_pages.listed(session, actor())
    name = post().organisation
    page = ConditionsPage(
        name,
        _table("To be met", found, at, met=False, empty=f"No condition of {name} is open."),
        _table("Met", found, at, met=True, empty="No condition has been met yet."),
    )
    return render_template("signing/conditions.html", page=page)


def of_text(session: Session, here: Found, at: datetime) -> Table | None:
    """The conditions that this organisation set on any version of a text, if any."""
    found = signing.conditions(session, here.document.id, _setters(here))
    if not found:
        return None
    rows = [_row(each, [], at) for each in sorted(found, key=lambda each: each.row.state == "met")]
    caption = f"Conditions of {here.organisation.name} on this text"
    return Table(caption, COLUMNS, rows, caption_hidden=True)


def _setters(here: Found) -> list[str]:
    """Whose conditions bear on this sign-off: its own, and a lead force's on the certificate."""
    leads = [here.lead_id] if here.row.chain == "connection" and here.lead_id else []
    return [here.row.organisation_id, *leads]


def words_of(each: WrittenCondition) -> str:
    """The condition's text, or that it was erased."""
    return each.text or "The words of this condition were erased."


def state(row: ConditionRow, at: datetime) -> Tag:
    """Where a condition stands: late before all else."""
    if row.state == "met":
        return words.state_tag("met")
    if row.timing == "by_date" and is_late(row.due_at, at):
        return words.state_tag("overdue")
    return (
        Tag("Handed in", "light-blue") if row.state == "submitted" else Tag("To be met", "yellow")
    )


def _table(caption: str, found: Sequence[Seen], at: datetime, *, met: bool, empty: str) -> Table:
    rows = [
        _row(
            each.written,
            [f"{each.document.reference}, version {each.version}", each.organisation],
            at,
        )
        for each in found
        if (each.row.state == "met") is met
    ]
    return Table(caption, COLUMNS, rows, empty)


def if_late(row: ConditionRow) -> str:
    """What follows once it is late; what has no date is never late, and keeps closed till then."""
    return OVERDUE_WORDS[row.on_overdue] if row.due_at else UNTIL_MET


def _row(each: WrittenCondition, notes: Sequence[str], at: datetime) -> list[str | Cell]:
    row = each.row
    link = Link(words_of(each), url_for("conditions.show", condition_id=row.id))
    when = Cell("Before any flow opens")
    if row.due_at:
        when = Cell(
            f"By {last_day(row.due_at)}", [] if row.state == "met" else [lateness(row.due_at, at)]
        )
    if row.continue_until and row.state != "met":
        when = Cell(
            when.value, [*when.notes, f"flow kept open until {last_day(row.continue_until)}"]
        )
    accepted = [f"accepted on {day(row.accepted_at)}"] if row.accepted_at else []
    return [Cell(link, notes), Cell(state(row, at), accepted), when, if_late(row)]
