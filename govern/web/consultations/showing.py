"""One consultation: what is asked now, its line of states, both due dates, and what happened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import render_template, url_for

from govern.commands.consultations.record_progress import NEXT
from govern.commands.consultations.stop_clock import WITH_THE_REGULATOR
from govern.store import consultation_pages
from govern.store.consultation_pages import UK_GDPR, Seen, Step
from govern.store.rows.enforcement import ConsultationRow
from govern.web.consultations.blueprint import ONE, blueprint, may_decide, may_keep, reads
from govern.web.consultations.phrases import (
    COUNTING,
    COUNTING_ARTICLE_36,
    DECISIONS,
    MEANINGS,
    STATES,
    due_facts,
    state_tag,
    titled,
    undecided,
)
from govern.web.context import actor, installation, post
from govern.web.filters import day, moment
from govern.web.pieces import Cell, Column, Fact, Happening, Link, Table, Tag
from govern.web.words import role_title


@dataclass(frozen=True)
class ConsultationPage:
    """Everything of one consultation; `ways` are what the viewer can do."""

    crumbs: Sequence[Link]
    name: str
    tags: Sequence[Tag]
    asked: str
    if_done: str
    ways: Sequence[Link]
    line: Table
    facts: Sequence[Fact]
    counting: str
    history: Sequence[Happening]


@blueprint.get(ONE)
@reads
def show(consultation_id: str) -> str:
    """One consultation of the acting force."""
    now = installation().clock.now()
    with installation().reading() as session:
        seen = consultation_pages.one(session, actor(), consultation_id)
        steps = consultation_pages.steps(session, consultation_id)
        sign_off = consultation_pages.sign_off_of(session, seen)
        law = consultation_pages.law(session, seen.row.version_id)
    page = _page(seen, steps, sign_off, law, now)
    return render_template("consultations/show.html", page=page)


def crumbs(seen: Seen, *, below: bool = False) -> list[Link]:
    """The way to a consultation, or to a page below it."""
    way = [Link("Consultations", url_for("consultations.index"))]
    address = url_for("consultations.show", consultation_id=seen.row.id)
    return [*way, Link(name(seen), address)] if below else way


def name(seen: Seen) -> str:
    """The text and version it is about."""
    return f"{seen.document.reference}, version {seen.number}"


def _page(
    seen: Seen, steps: Sequence[Step], sign_off: str | None, law: str, now: datetime
) -> ConsultationPage:
    row = seen.row
    return ConsultationPage(
        crumbs=crumbs(seen),
        name=name(seen),
        tags=[state_tag(row.state)],
        asked=GIVE if row.clock_stopped_on else _ASKED[row.state],
        if_done=RUNS if row.clock_stopped_on else _IF_DONE.get(row.state, ""),
        ways=_ways(row),
        line=_line(row, steps),
        facts=[*_facts(seen, sign_off), *due_facts(row, steps, law, now)],
        counting=COUNTING_ARTICLE_36 if law == UK_GDPR else COUNTING,
        history=[_happening(each) for each in reversed(steps)],
    )


_ASKED = {
    "needed": "The DPO or information manager sends the assessment to the regulator",
    "sent": "Record the regulator's acknowledgement when it comes",
    "acknowledged": "Record whether the regulator accepts it",
    "accepted": "Record the regulator's advice, or an extension, when it comes",
    "not_accepted": "Put right what the regulator lacked and send it again, or close it",
    "extended": "Record the regulator's advice when it comes",
    "advice_received": "The SIRO says how the advice is answered, and closes",
    "closed": "",
}
GIVE = "Give the regulator what it asked for, then record that its clock runs again"
RUNS = "The weeks of UK GDPR Article 36 go on from that day."
_IF_DONE = {
    "needed": "The six weeks begin with the day it is received.",
    "advice_received": "The hold ends and the sign-off can be decided.",
}


def _ways(row: ConsultationRow) -> list[Link]:
    """What the viewer can do now."""
    if row.closed_at is not None:
        return []
    ways = []
    if may_keep() and NEXT[row.state]:
        ways.append(Link("Record progress", _address("progress", row)))
    if may_keep() and row.state in WITH_THE_REGULATOR:
        words = "runs again" if row.clock_stopped_on else "was stopped"
        ways.append(Link(f"Record that the clock {words}", _address("clock", row)))
    if may_decide():
        ways.append(Link("Decide on what is live already", _address("decide", row)))
        ways.append(Link("Close the consultation", _address("close", row)))
    return ways


def _address(page: str, row: ConsultationRow) -> str:
    return url_for(f"consultations.{page}", consultation_id=row.id)


def _line(row: ConsultationRow, steps: Sequence[Step]) -> Table:
    """Every state in order, with the day it was reached."""
    reached = {each.state: each for each in steps if each.state}
    rows: list[list[str | Cell]] = []
    for state, (words, _) in STATES.items():
        step = reached.get(state)
        here: list[str | Tag | Link] = [Tag("Now", "blue")] if state == row.state else []
        when = (day(step.on) if step.on else moment(step.at)) if step else "Not reached"
        rows.append([Cell(words, here), when, MEANINGS[state]])
    columns = [Column("State"), Column("When"), Column("What it means")]
    return Table("Where it stands", columns, rows)


def _facts(seen: Seen, sign_off: str | None) -> list[Fact]:
    document = url_for("documents.show", document_id=seen.document.id)
    decided = DECISIONS.get(seen.row.continue_decision or "", undecided(seen.row))
    live = "It goes on unless the SIRO decides to stop it. What is new is held."
    facts = [Fact("Assessment", Link(seen.document.title, document))]
    if sign_off:
        address = url_for("signing.show", sign_off_id=sign_off)
        facts.append(Fact("Sign-off", Link(f"The sign-off of {post().organisation}", address)))
    lines = [] if seen.row.continue_decision or seen.row.closed_at else [live]
    return [*facts, Fact("What is live already", decided, lines)]


def _happening(each: Step) -> Happening:
    by = each.by
    return Happening(
        title=titled(each.type, each.state, each.decision, each.on),
        at=each.at,
        by=by.person if by else "",
        appointment=role_title(by.role) if by and by.role else "",
        text=each.reasons,
    )
