"""What really runs beside what should and what the gates apply, for each system and each flow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from flask import render_template, url_for

from govern.commands.register.hints import Number
from govern.errors import NotFound
from govern.register.row import FlowKey
from govern.store import document_pages, drift
from govern.store.drift import Difference, GateStanding, SystemDrift
from govern.web.context import installation
from govern.web.filters import moment, plural
from govern.web.flows.blueprint import route
from govern.web.gates.blueprint import blueprint, reads
from govern.web.gates.seen import published, whose
from govern.web.pieces import Cell, Column, Fact, Link, Table, Tag

STATES = {
    "applied": Tag("Applied", "green"),
    "refused": Tag("Refused", "red"),
    "unknown": Tag("Unknown", "orange"),
    "in_step": Tag("In step", "green"),
    "catching_up": Tag("Catching up", "blue"),
    "drifted": Tag("Differs", "red"),
}
ON, OFF = Tag("On", "green"), Tag("Off", "grey")
WRONGLY_ON, WRONGLY_OFF = Tag("On", "red"), Tag("Off", "orange")
INSTEAD_OF_WAITING = (
    "Switch them off there, or telephone whoever runs the system: no order from here reaches it. "
    "The alarm ends when the system reports that they are off."
)
MOST_SHOWN = 50
Names = Mapping[str, str]
"""Slug -> display name."""
_MORE = 500


@dataclass(frozen=True)
class RunningPage:
    """One system's report on one force: every difference, with what the gates apply meanwhile."""

    crumbs: Sequence[Link]
    system: str
    force: str
    tag: Tag
    alarm: str | None
    advice: str
    facts: Sequence[Fact]
    differences: Table


@blueprint.get("/gates/systems/<force>/<path:system>")
@reads
def running(force: str, system: str) -> str:
    """Desired, applied and observed side by side; another force's system is not there."""
    here, now = installation(), installation().clock.now()
    slugs, _ = whose()
    number = published()
    with here.reading() as session:
        found = drift.drift(session, here.register.at(now), number, slugs, now)
        gates = [each for each in drift.gates(session, slugs, now) if force in each.forces]
        names = document_pages.names(session)
    for each in found:
        if (each.force, each.system) == (force, system):
            page = _page(each, gates, number, names)
            return render_template("gates/running.html", page=page)
    raise NotFound(f"system {system}")


def systems(found: Sequence[SystemDrift], gates: Sequence[GateStanding], names: Names) -> Table:
    """Every system that reports, in one line each."""
    columns = tuple(map(Column, ("System", "Should run", "Gates apply", "Really run", "State")))
    empty = "No records system reports which flows really run."
    rows = [
        _system(one, [each for each in gates if one.force in each.forces], names) for one in found
    ]
    return Table("What really runs", columns, rows, empty)


def critical(found: Sequence[SystemDrift], names: Names) -> Table | None:
    """What is on and should be off, in every system; None when nothing is."""
    rows = [
        _different(system, each, names)
        for system in found
        for each in system.differences
        if each.severity == "critical"
    ]
    if not rows:
        return None
    more = f" (the first {MOST_SHOWN} of {len(rows)})" if len(rows) > MOST_SHOWN else ""
    columns = (Column("Flow"), Column("Runs in"), Column("Closed since"))
    return Table(f"On and should be off{more}", columns, rows[:MOST_SHOWN])


def applied(gates: Sequence[GateStanding], number: Number) -> list[str | Tag | Link]:
    """What each gate answers from, and how long ago it said so."""
    return [_applied(each, number) for each in gates] or ["No gate reports"]


def ago(seconds: float) -> str:
    """An age in the largest unit that fits."""
    span = timedelta(seconds=max(0.0, seconds))
    if span < timedelta(minutes=2):
        return f"{plural(int(span.total_seconds()), 'second')} ago"
    if span < timedelta(hours=2):
        return f"{plural(int(span.total_seconds() // 60), 'minute')} ago"
    return f"{plural(int(span.total_seconds() // 3600), 'hour')} ago"


def _applied(each: GateStanding, number: Number) -> str:
    if each.state == "unknown":
        return f"{each.gate}: unknown, last heard of {ago(each.age)}"
    if not each.applied:
        return f"{each.gate}: nothing, {ago(each.age)}"
    behind = number.version - each.applied if each.epoch == number.epoch else 0
    said = f", {plural(behind, 'number')} behind" if behind > 0 else ""
    return f"{each.gate}: register {each.applied}{said}, {ago(each.age)}"


def _system(
    one: SystemDrift, gates: Sequence[GateStanding], names: Names
) -> list[str | Tag | Link | Cell]:
    address = url_for("gates.running", force=one.force, system=one.system)
    notes: list[str | Tag | Link] = []
    if one.state == "unknown":
        notes.append("Silent. What it said last:")
    if one.critical or one.differences or one.state == "unknown":
        notes.append(plural(one.critical, "flow") + " on and should be off")
    warnings = len(one.differences) - one.critical
    if warnings:
        notes.append(plural(warnings, "flow") + " off and should be on")
    observed: list[str | Tag | Link] = [ago(one.age)]
    return [
        Cell(Link(one.system, address), [names.get(one.force, one.force)]),
        plural(one.desired, "flow"),
        Cell(plural(len(gates), "gate"), applied(gates, published())),
        Cell(plural(one.observed, "flow"), observed),
        Cell(STATES[one.state], notes),
    ]


def _different(system: SystemDrift, each: Difference, names: Names) -> list[str | Link | Cell]:
    where = Link(system.system, url_for("gates.running", force=system.force, system=system.system))
    since = moment(each.since) if each.since else "Never open" if each.flow is None else "Not known"
    notes: list[str | Tag | Link] = [names.get(system.force, system.force)]
    return [_flow(each, system.force, names), Cell(where, notes), since]


def _flow(each: Difference, force: str, names: Names) -> Cell:
    """A flow by the names of its ends, and as the system calls it."""
    if each.flow is None:
        return Cell(each.named, ["No register knows this flow"])
    way = route(FlowKey(force, *each.named.split("/")), names)
    link = Link(way.ends, url_for("flows.show", flow_id=each.flow), about=way.what)
    return Cell(link, [way.what, each.named])


def _page(
    one: SystemDrift, gates: Sequence[GateStanding], number: Number, names: Names
) -> RunningPage:
    columns = tuple(map(Column, ("Flow", "Desired", "Applied", "Observed")))
    shown = [_row(each, one, gates, number, names) for each in one.differences[:_MORE]]
    left = len(one.differences) - len(shown)
    caption = f"Differences (the first {_MORE}, {left} more)" if left else "Differences"
    alarm = None
    if one.alarm_at:
        alarm = f"Something runs here that should be off: alarm since {moment(one.alarm_at)}."
    return RunningPage(
        crumbs=[Link("Gates", url_for("gates.index"))],
        system=one.system,
        force=names.get(one.force, one.force),
        tag=STATES[one.state],
        alarm=alarm,
        advice=INSTEAD_OF_WAITING if one.alarm_at else "",
        facts=[
            Fact("Desired", f"{plural(one.desired, 'flow')} on, by register {number.version}"),
            Fact("Applied", f"{plural(len(gates), 'gate')}", applied(gates, number)),
            Fact(
                "Observed",
                f"{plural(one.observed, 'flow')} on, {ago(one.age)}",
                [f"It knew register {one.version} of epoch {one.epoch}."],
            ),
        ],
        differences=Table(caption, columns, shown, "None: what runs is what should run."),
    )


def _row(
    each: Difference,
    one: SystemDrift,
    gates: Sequence[GateStanding],
    number: Number,
    names: Names,
) -> list[str | Tag | Link | Cell]:
    since: list[str | Tag | Link] = [f"since {moment(each.since)}"] if each.since else []
    observed = WRONGLY_ON if each.observed == "on" else WRONGLY_OFF
    return [
        _flow(each, one.force, names),
        Cell(ON if each.desired == "on" else OFF, since),
        Cell(plural(len(gates), "gate"), applied(gates, number)),
        Cell(observed, [ago(one.age)]),
    ]
