"""What really runs beside what should and what the gates apply, for each system and each flow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from flask import render_template, url_for

from govern.commands.register.hints import Number
from govern.errors import NotFound
from govern.store import drift
from govern.store.drift import Difference, GateStanding, SystemDrift
from govern.web.context import installation
from govern.web.filters import moment, plural
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
MOST_SHOWN = 50
_MORE = 500


@dataclass(frozen=True)
class RunningPage:
    """One system's report on one force: every difference, with what the gates apply meanwhile."""

    crumbs: Sequence[Link]
    system: str
    force: str
    tag: Tag
    alarm: str | None
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
    for each in found:
        if (each.force, each.system) == (force, system):
            return render_template("gates/running.html", page=_page(each, gates, number))
    raise NotFound(f"system {system}")


def systems(found: Sequence[SystemDrift], gates: Sequence[GateStanding]) -> Table:
    """Every system that reports, in one line each."""
    columns = tuple(map(Column, ("System", "Should run", "Gates apply", "Really run", "State")))
    empty = "No records system reports which flows really run."
    rows = [_system(one, [each for each in gates if one.force in each.forces]) for one in found]
    return Table("What really runs", columns, rows, empty)


def critical(found: Sequence[SystemDrift]) -> Table | None:
    """What is on and should be off, in every system; None when nothing is."""
    rows = [
        _different(system, each)
        for system in found
        for each in system.differences
        if each.severity == "critical"
    ]
    if not rows:
        return None
    more = f" (the first {MOST_SHOWN} of {len(rows)})" if len(rows) > MOST_SHOWN else ""
    columns = (Column("Flow"), Column("System"))
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


def _system(one: SystemDrift, gates: Sequence[GateStanding]) -> list[str | Tag | Link | Cell]:
    address = url_for("gates.running", force=one.force, system=one.system)
    notes: list[str | Tag | Link] = [plural(one.critical, "flow") + " on and should be off"]
    warnings = len(one.differences) - one.critical
    if warnings:
        notes.append(plural(warnings, "flow") + " off and should be on")
    observed: list[str | Tag | Link] = [ago(one.age)]
    return [
        Cell(Link(one.system, address), [one.force]),
        plural(one.desired, "flow"),
        Cell(plural(len(gates), "gate"), applied(gates, published())),
        Cell(plural(one.observed, "flow"), observed),
        Cell(STATES[one.state], notes),
    ]


def _different(system: SystemDrift, each: Difference) -> list[str | Link | Cell]:
    where = Link(system.system, url_for("gates.running", force=system.force, system=system.system))
    return [_flow(each), where]


def _flow(each: Difference) -> Link | Cell:
    if each.flow is None:
        return Cell(each.named, ["No register knows this flow"])
    return Link(each.named, url_for("flows.show", flow_id=each.flow))


def _page(one: SystemDrift, gates: Sequence[GateStanding], number: Number) -> RunningPage:
    columns = tuple(map(Column, ("Flow", "Desired", "Applied", "Observed")))
    shown = [_row(each, one, gates, number) for each in one.differences[:_MORE]]
    left = len(one.differences) - len(shown)
    caption = f"Differences (the first {_MORE}, {left} more)" if left else "Differences"
    alarm = None
    if one.alarm_at:
        alarm = f"Something runs here that should be off: alarm since {moment(one.alarm_at)}."
    return RunningPage(
        crumbs=[Link("Gates", url_for("gates.index"))],
        system=one.system,
        force=one.force,
        tag=STATES[one.state],
        alarm=alarm,
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
    each: Difference, one: SystemDrift, gates: Sequence[GateStanding], number: Number
) -> list[str | Tag | Link | Cell]:
    since: list[str | Tag | Link] = [f"since {moment(each.since)}"] if each.since else []
    return [
        _flow(each),
        Cell(ON if each.desired == "on" else OFF, since),
        Cell(plural(len(gates), "gate"), applied(gates, number)),
        Cell(ON if each.observed == "on" else OFF, [ago(one.age)]),
    ]
