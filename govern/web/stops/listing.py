"""The stops in force, what was advised, what was lifted lately, and the way to stop something."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from flask import current_app, render_template, url_for

from govern.clock import text
from govern.store import stops
from govern.store.database import Session
from govern.store.stops import Advised, SeenStop
from govern.web import policy
from govern.web.context import actor, installation, post, viewer
from govern.web.filters import moment
from govern.web.pieces import Cell, Column, Fact, Link, Table, Tag
from govern.web.stops.blueprint import SCOPES, blueprint, reads
from govern.web.words import role_title
from workflows import roles

LATELY = timedelta(days=30)
KINDS = {"suspension": Tag("Suspended", "orange"), "kill": Tag("Emergency stop", "red")}
COLUMNS = (Column("Stopped"), Column("By"), Column("Who starts it again"), Column("Since"))


@dataclass(frozen=True)
class AdviceBlock:
    """A DPO's advice that nobody has acted on here, with the page that stops it."""

    what: str
    facts: Sequence[Fact]
    stop: str | None
    dismiss: str | None


@dataclass(frozen=True)
class StopsPage:
    """Everything about stops that the viewer may know of."""

    whose: str
    ways: Sequence[Link]
    advice: Sequence[AdviceBlock]
    present: Table
    lifted: Table


@blueprint.get("/stops")
@reads
def index() -> str:
    """The stops of the acting force; for the office, the operator and auditors more."""
    since = text(installation().clock.now() - LATELY)
    with installation().reading() as session:
        page = StopsPage(
            whose=post().organisation,
            ways=ways(),
            advice=_advice(session, since),
            present=_table("In force now", stops.present(session, actor()), "Nothing is stopped."),
            lifted=_table(
                "Lifted in the last 30 days",
                stops.lifted(session, actor(), since),
                "No stop was lifted in the last 30 days.",
            ),
        )
    return render_template("stops/list.html", page=page)


def ways() -> list[Link]:
    """What the viewer may stop, as the ways into the page that does it."""
    if not policy.may_call(current_app, "stops.new", viewer()):
        return []
    gold = actor().role == roles.GOLD
    return [
        Link(_way(scope, title, gold=gold), url_for("stops.new", scope=scope))
        for scope, (title, _) in SCOPES.items()
        if gold or scope != "everything"
    ]


def _way(scope: str, title: str, *, gold: bool) -> str:
    if scope != "force":
        return title
    return "All sharing by one force" if gold else f"All sharing by {post().organisation}"


def who_lifts(stop: SeenStop) -> str:
    """Who may start it again, in words (decision 9)."""
    if stop.kind != "kill":
        return f"The SIRO of {stop.force}, if not the one who stopped it"
    if stop.asked:
        return f"A second person of {stop.force}; one of the two is a SIRO"
    return f"Two people of {stop.force} other than the one who stopped it, one a SIRO"


def _table(title: str, found: Sequence[SeenStop], empty: str) -> Table:
    return Table(title, COLUMNS, [_row(each) for each in found], empty)


def _row(stop: SeenStop) -> list[str | Cell]:
    tag = Tag("Lifted", "grey") if stop.lifted_at else KINDS[stop.kind]
    link = Link(stop.what, url_for("stops.show", stop_id=stop.id), about=f"for {stop.force}")
    by = ", ".join(part for part in (role_title(stop.role), stop.organisation) if part)
    notes: list[str | Tag | Link] = [tag, stop.force]
    again = f"Lifted {moment(stop.lifted_at)}" if stop.lifted_at else who_lifts(stop)
    incident = [f"Incident {stop.incident}"] if stop.incident else []
    return [Cell(link, notes), Cell(stop.person or by, incident), again, moment(stop.at)]


def _advice(session: Session, since: str) -> list[AdviceBlock]:
    may = policy.may_call(current_app, "stops.new", viewer())
    decides = policy.may_call(current_app, "stops.dismiss", viewer())
    return [
        AdviceBlock(
            each.what,
            _advice_facts(each),
            _address(each) if may else None,
            url_for("stops.dismiss", advice_id=each.id) if decides else None,
        )
        for each in stops.pending(session, actor(), since)
    ]


def _advice_facts(advice: Advised) -> list[Fact]:
    return [
        Fact("Advised by", f"{advice.person}, DPO", [moment(advice.at)]),
        Fact("Because", advice.reasons),
    ]


def _address(advice: Advised) -> str:
    return url_for("stops.new", scope=advice.scope_kind, of=advice.scope_id)
