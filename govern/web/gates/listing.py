"""What each gate applied or refused, what really runs beside it, and who only observes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import current_app, render_template, url_for

from govern.commands.register.hints import Number
from govern.store import document_pages, drift, observing
from govern.store.database import Session
from govern.store.drift import GateStanding
from govern.store.observing import Observation
from govern.store.reconciling import Unmapped, unmapped
from govern.web import policy
from govern.web.context import installation, post, viewer
from govern.web.filters import moment, plural, until
from govern.web.gates.blueprint import blueprint, reads
from govern.web.gates.running import (
    INSTEAD_OF_WAITING,
    STATES,
    Names,
    ago,
    critical,
    systems,
)
from govern.web.gates.seen import published, whose
from govern.web.pieces import Cell, Column, Fact, Link, Table, Tag


@dataclass(frozen=True)
class Watching:
    """One force that observes, or may soon; the addresses are those that the viewer may use."""

    force: str
    tag: Tag
    facts: Sequence[Fact]
    start: str | None
    end: str | None
    end_text: str


@dataclass(frozen=True)
class GatesPage:
    """Everything about gates that the viewer may know of."""

    whose: str
    published: str
    ask: str | None
    observing: Sequence[Watching]
    critical: Table | None
    advice: str
    gates: Table
    systems: Table
    unmapped: Table | None


@blueprint.get("/gates")
@reads
def index() -> str:
    """The gates and systems of the acting force; for the office and the operator all."""
    here, now = installation(), installation().clock.now()
    number = published()
    slugs, ids = whose()
    with here.reading() as session:
        found = drift.drift(session, here.register.at(now), number, slugs, now)
        gates = drift.gates(session, slugs, now)
        names = document_pages.names(session)
        page = GatesPage(
            whose=post().organisation,
            published=_published(number),
            ask=url_for("gates.ask") if _may_ask(session) else None,
            observing=[_watching(one) for one in observing.standing(session, ids, now)],
            critical=critical(found, names),
            advice=INSTEAD_OF_WAITING,
            gates=_gates(gates, number, names),
            systems=systems(found, gates, names),
            unmapped=_unmapped(unmapped(session, slugs), names),
        )
    return render_template("gates/list.html", page=page)


def _published(number: Number) -> str:
    if not number.epoch:
        return "No register is published yet: its keys have not been made."
    return f"Register {number.version} of epoch {number.epoch} is published."


def _may_ask(session: Session) -> bool:
    if not policy.may_call(current_app, "gates.ask", viewer()):
        return False
    now = installation().clock.now()
    return not observing.standing(session, [post().organisation_id], now)


def _watching(one: Observation) -> Watching:
    asked = Fact("Asked for by", one.asked_by, [moment(one.asked_at)])
    facts = [Fact("Until", until(one.until)), asked]
    if one.started_at and one.started_by:
        facts.append(Fact("Started by", one.started_by, [moment(one.started_at)]))
    own = one.force_id == post().organisation_id
    may_start = own and not one.started_at and policy.may_call(current_app, "gates.ask", viewer())
    other = viewer().person_id != one.asked_by_person
    may_end = own and policy.may_call(current_app, "gates.end", viewer())
    return Watching(
        force=one.force,
        tag=Tag("Only observing", "orange") if one.started_at else Tag("Asked for", "grey"),
        facts=facts,
        start=url_for("gates.start", observation_id=one.id) if may_start and other else None,
        end=url_for("gates.end", observation_id=one.id) if may_end else None,
        end_text="End it now" if one.started_at else "Withdraw it",
    )


def _gates(found: Sequence[GateStanding], number: Number, names: Names) -> Table:
    columns = (Column("Gate"), Column("Holds"), Column("State"), Column("Heard of"))
    empty = "No gate has reported yet. An operator installs one beside the records system."
    return Table("Gates", columns, [_gate(one, number, names) for one in found], empty)


def _gate(one: GateStanding, number: Number, names: Names) -> list[str | Tag | Cell]:
    behind = number.version - one.applied if one.epoch == number.epoch else 0
    notes: list[str | Tag | Link] = [plural(behind, "number") + " behind"] if behind > 0 else []
    if one.lease_until:
        notes.append(f"Answers alone until {moment(one.lease_until)}")
    because = [str(one.refusal.get("code"))] if one.refusal else []
    watching: list[str | Tag | Link] = [", ".join(names.get(force, force) for force in one.forces)]
    if one.observing:
        watching.append(Tag("Only observing", "orange"))
    return [
        Cell(one.gate, watching),
        Cell(f"Register {one.applied}" if one.applied else "Nothing", notes),
        Cell(STATES[one.state], because),
        ago(one.age),
    ]


def _unmapped(found: Sequence[Unmapped], names: Names) -> Table | None:
    columns = (Column("Code"), Column("Force"), Column("Met first"))
    rows: list[list[str | Tag | Cell]] = [
        [each.code, names.get(each.force, each.force), moment(each.first_at)] for each in found
    ]
    return Table("Codes of no known flow: each is denied", columns, rows) if rows else None
