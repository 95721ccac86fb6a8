"""Connections: each partner's certificate, who leads it, when it ends and who relies on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from flask import Blueprint, render_template, request, url_for

from govern.clock import text
from govern.store import connections
from govern.store.connections import STATES, Connected
from govern.web.context import actor, installation, post
from govern.web.filters import until
from govern.web.pieces import Cell, Choice, Column, Count, Filter, Link, Table, Tag
from govern.web.policy import organisation, role, rule
from govern.web.words import state_tag
from workflows import roles

blueprint = Blueprint("connections", __name__)

SOON = timedelta(days=60)
TAGS = {
    "certified": Tag("Certified", "green"),
    "ending": Tag("Ends soon", "yellow"),
    "expired": Tag("Expired", "red"),
}
MINE = {
    "leads": "You lead it",
    "accepted": "You accepted it",
    "not_accepted": "You have not accepted it",
}
TITLES = {
    "certified": "Certified",
    "ending": "Ends within 60 days",
    "expired": "Expired",
    "waiting": "On its way",
    "ended": "Suspended, refused or withdrawn",
}


@dataclass(frozen=True)
class ConnectionsPage:
    """The connections the viewer may know of, counted and narrowed."""

    whose: str
    counts: Sequence[Count]
    filters: Sequence[Filter]
    table: Table


@blueprint.get("/connections")
@rule(
    organisation("force"),
    role(roles.COORDINATOR, roles.GOLD, roles.AUDITOR, roles.OPERATOR),
    isolation="a force sees the connections it leads or is asked to accept, the office and the "
    "operator all, an auditor those in scope",
)
def index() -> str:
    """Who is certified, and whose certificate ends when."""
    now, state = installation().clock.now(), request.args.get("state", "")
    with installation().reading() as session:
        found = connections.listed(session, actor(), text(now), text(now + SOON))
    page = _page(found, state if state in STATES else "")
    return render_template("connections/list.html", page=page)


def _page(found: Sequence[Connected], state: str) -> ConnectionsPage:
    choices = [Choice(each, TITLES[each], each == state) for each in STATES]
    shown = [each for each in found if state in ("", each.state)]
    columns = [Column("Partner"), Column("State"), Column("Ends"), Column("Lead force")]
    empty = "No partner has made a return that you may see."
    return ConnectionsPage(
        whose=post().organisation,
        counts=_counts(found),
        filters=[Filter("state", "State", choices=[Choice("", "Any", not state), *choices])],
        table=Table("Connections", columns, [_row(each) for each in shown], empty),
    )


def _counts(found: Sequence[Connected]) -> list[Count]:
    numbers, here = Counter(each.state for each in found), url_for("connections.index")
    standing = numbers["certified"] + numbers["ending"]
    return [
        Count(f"{standing:,}", "certified", note="now", tone="good"),
        Count(
            f"{numbers['ending']:,}",
            "end within 60 days",
            f"{here}?state=ending",
            tone="warn" if numbers["ending"] else "plain",
        ),
        Count(
            f"{numbers['expired']:,}",
            "expired",
            f"{here}?state=expired",
            tone="bad" if numbers["expired"] else "plain",
        ),
        Count(f"{numbers['waiting']:,}", "on their way", f"{here}?state=waiting"),
    ]


def _row(each: Connected) -> list[str | Cell]:
    partner = Link(each.partner, url_for("organisations.show", slug=each.slug))
    text_of = Link(
        f"{each.reference}, version {each.version}",
        url_for("documents.show", document_id=each.document_id),
    )
    tag = TAGS.get(each.state) or state_tag(each.stage)
    mine = [MINE[each.mine]] if each.mine and each.state in TAGS else []
    ends = until(each.ends_at) if each.ends_at else ""
    return [
        Cell(partner, [text_of, f"Profile {each.profile}"]),
        Cell(tag, mine),
        ends[:1].upper() + ends[1:],
        each.lead,
    ]
