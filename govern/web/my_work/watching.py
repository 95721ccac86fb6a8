"""What the viewer watches rather than does: ends, certificates, flows, stops, whom to chase."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from flask import url_for

from govern.clock import text
from govern.store import chasing, coming_up, measure_work, overseeing, stops_now
from govern.store.coming_up import Certificate, Ending
from govern.store.database import Session
from govern.store.measures import Task
from govern.web import words
from govern.web.context import actor, installation, post
from govern.web.filters import moment, plural
from govern.web.lateness import is_late, last_day, lateness
from govern.web.pieces import Cell, Column, Count, Fact, Link, Table, Tag
from govern.web.stops.listing import KINDS
from workflows import roles

MOST_MEASURES = 10
DECIDERS = (roles.SIRO, roles.CHIEF_CONSTABLE)
_ENDS = {"agreement": "Agreement ends", "review": "Review due", "connection": "Certificate ends",
         "legacy": "Legacy agreement ends"}  # fmt: skip


def endings(session: Session, now: datetime) -> Table | None:
    """Agreements, reviews and certificates that end soon or just ended, where there can be any; not
    for a duty officer, who stops and renews nothing.
    """
    if post().organisation_kind not in ("force", "partner") or actor().role == roles.DUTY_OFFICER:
        return None
    found = coming_up.endings(session, actor(), now)
    columns = [Column("What ends"), Column("On"), Column("When"), Column("What you can do")]
    empty = "Nothing of yours ends within the next 90 days."
    return Table("Ending soon", columns, [_ending(each, now) for each in found], empty)


def _ending(each: Ending, now: datetime) -> list[str | Cell]:
    over = is_late(each.at, now)
    past = "it is overdue" if each.kind == "review" else "it has ended"
    when: list[str | Tag | Link] = [past if over else lateness(each.at, now)]
    if each.extended:
        when.append("extended once")
    address = url_for("legacy.index")
    if each.kind != "legacy":
        address = url_for("documents.show", document_id=each.document_id)
    on = Link(each.title, address)
    return [
        Cell(Tag(_ENDS[each.kind], "red" if over else "yellow")),
        Cell(on, [each.reference]),
        Cell(last_day(each.at), when),
        _remedy(each, over),
    ]


def _remedy(each: Ending, over: bool) -> str | Cell:
    may_extend = each.kind == "agreement" or (each.kind == "connection" and each.leads)
    if actor().role in DECIDERS and may_extend and not each.extended:
        address = url_for("extensions.ask", subject_kind=each.kind, subject_id=each.id)
        return Cell(Link("Extend it once", address, f"{each.reference}, {each.title}"))
    if each.kind == "legacy":
        return "Bring it onto an agreement here, or record that it is over"
    if each.kind == "connection":
        return f"The partner makes a new return {'now' if over else 'in time'}"
    return f"Ask the lawyers for the next version {'now' if over else 'in time'}"


def late_measures(session: Session, now: datetime) -> Table | None:
    """The late measures of the force, for a DPO or SIRO to know of; nothing is asked by it."""
    found = measure_work.late(session, actor(), now)
    if not found:
        return None
    columns = [Column("Late measure"), Column("On"), Column("Owner"), Column("Due")]
    rows: list[list[str | Cell]] = [_late_measure(each, now) for each in found[:MOST_MEASURES]]
    if left := len(found) - len(rows):
        rows.append([f"and {plural(left, 'more', 'more')}, in the action plans", "", "", ""])
    return Table("Late measures, which others put in place", columns, rows)


def _late_measure(each: Task, now: datetime) -> list[str | Cell]:
    address = url_for(
        "documents.action_plan",
        document_id=each.document.id,
        number=each.version.number,
        _anchor=f"measure-{each.measure.row}",
    )
    on = f"{each.document.reference}, version {each.version.number}"
    due = Cell(last_day(each.due_at or ""), [lateness(each.due_at, now)])
    what = Cell(Link(each.measure.title, address), [measure_work.in_short(each)])
    return [what, on, each.measure.owner, due]


def certificate_facts(session: Session, now: datetime) -> list[Fact]:
    """A partner's own certificate: its state, its end and who leads it."""
    if post().organisation_kind != "partner":
        return []
    found = coming_up.certificates(session, post().organisation_id)
    newest = max(found, key=lambda each: each.version, default=None)
    held = next((each for each in found if each.state == "certified"), None)
    shown = dict.fromkeys(each for each in (held, newest) if each is not None)
    return [_certificate(each, now) for each in shown]


def _certificate(each: Certificate, now: datetime) -> Fact:
    ended = each.expires_at is not None and each.expires_at <= text(now)
    tag = words.state_tag("expired" if ended and each.state == "certified" else each.state)
    lines: list[str | Tag | Link] = [f"Lead force: {each.lead}", f"Profile {each.profile}"]
    if each.expires_at and each.state == "certified":
        lines.insert(0, f"Ends at the end of {last_day(each.expires_at)}")
    actions = []
    if each.record_sha256 and each.state == "certified":
        address = url_for("records.download", sha256=each.record_sha256)
        actions.append(Link("Certificate (PDF)", address))
    return Fact(f"Return, version {each.version}", tag, lines, actions)


def flow_counts(now: datetime) -> list[Count]:
    """How many of the viewer's organisation's flows are open and closed now."""
    kind = post().organisation_kind
    if kind not in ("force", "partner"):
        return []
    register = installation().register.at(now).register
    mine = post().organisation_slug
    found = [
        row.open
        for key, row in register.rows.items()
        if (key.force if kind == "force" else key.partner) == mine
    ]
    opened = sum(found)
    words_of_open = "flow open" if opened == 1 else "flows open"
    here = url_for("flows.index")
    return [
        Count(f"{opened:,}", words_of_open, f"{here}?state=open", tone="good"),
        Count(f"{len(found) - opened:,}", "closed", f"{here}?state=closed"),
    ]


def stops(session: Session) -> Table | None:
    """The stops in force that touch the viewer's organisation, for who may stop or oversees."""
    if actor().role not in stops_now.WATCHERS:
        return None
    found = stops_now.standing(session, actor())
    columns = [Column("What is stopped"), Column("Kind"), Column("Since")]
    rows: list[Sequence[str | Cell | Tag]] = [
        [
            Cell(Link(each.what, url_for("stops.show", stop_id=each.id)), [each.scope]),
            Cell(KINDS[each.kind]),
            moment(each.at),
        ]
        for each in found
    ]
    return Table("Stops in force", columns, rows, "Nothing is stopped.")


def chase(session: Session, now: datetime) -> Table | None:
    """Whom to chase, for the office's coordinators: Gold stops, and the others run the machine. An
    auditor reads what is late in the organisations in scope.
    """
    role = actor().role
    if role not in (roles.COORDINATOR, roles.AUDITOR):
        return None
    seen = overseeing.bodies(session, actor())
    late = [] if seen is None else chasing.late(session, text(now))
    found = [each for each in late if not seen or each.slug in seen]
    first = "Whom to chase" if role == roles.COORDINATOR else "Who is late"
    columns = [Column(first), Column("Late steps", numeric=True), Column("Longest")]
    rows: list[list[str | Cell]] = []
    for each in found:
        who = " or ".join(words.role_title(role) for role in each.roles)
        address = f"{url_for('wall.index')}?state=late&waits-for={each.organisation_id}"
        link = Link(each.organisation, address, "on the wall")
        waits = f"{lateness(each.oldest, now)}"
        rows.append([Cell(link, [who]), plural(each.count, "step"), waits])
    title = "Late, and whom to chase" if role == roles.COORDINATOR else "Late, in what you audit"
    return Table(title, columns, rows, "Nothing is late.")
