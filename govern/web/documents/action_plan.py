"""The action plan of one version: risks and measures with owners, dates, and how each stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from documents.plan import Measure, has_plan
from govern.clock import text as instant_text
from govern.commands.measures.settle import EVENTS, measure_facts, settle_measure
from govern.errors import Invalid, NotFound
from govern.store import measures
from govern.store.measures import Task, Told
from govern.web.chrome import say
from govern.web.context import actor, installation
from govern.web.documents.blueprint import VERSION, blueprint, reads
from govern.web.documents.loading import Text, reading
from govern.web.filters import day, moment, plural
from govern.web.pieces import Fact, Link, Tag
from govern.web.policy import role, rule
from workflows.catalogue import workflow
from workflows.engine import Refused, available
from workflows.measures import REOPENERS

PAGE = f"{VERSION}/action-plan"
reports = rule(
    role(*sorted(REOPENERS)),
    isolation="speaks for the acting organisation's own measures; any other is a 404",
)
DONE = {
    "submit": "Reported in place. Somebody else now accepts it or sends it back.",
    "accept": "Accepted: the measure is in place.",
    "reject": "Sent back: the measure is open.",
    "reopen": "Noted as open again.",
}
SAID = {
    "measure_accepted": "Accepted as in place",
    "measure_sent_back": "Sent back",
    "measure_reopened": "Open again",
}
OWN = "Your organisation alone reads this."


@dataclass(frozen=True)
class Way:
    """One thing the viewer can do with a measure; without a `label` it takes no words."""

    act: str
    button: str
    action: str
    label: str = ""
    hint: str = OWN
    fault: str = ""
    typed: str = ""


@dataclass(frozen=True)
class MeasurePiece:
    """One measure as the viewer's organisation stands to it, and what the viewer can do with it."""

    id: str
    title: str
    what: str
    tag: Tag
    facts: Sequence[Fact]
    ways: Sequence[Way]
    note: str


@dataclass(frozen=True)
class PlanPage:
    """Every measure of the version, in the order of their dates."""

    crumbs: Sequence[Link]
    name: str
    title: str
    lead: str
    pieces: Sequence[MeasurePiece]


@dataclass(frozen=True)
class Sent:
    """A form that was refused: of which measure and act, why, and what was typed."""

    row: str = ""
    act: str = ""
    fault: str = ""
    words: str = ""


@blueprint.get(PAGE)
@reads
def action_plan(document_id: str, number: int) -> str:
    """The action plan of a version that the viewer may read."""
    return _shown(document_id, number, Sent())


@blueprint.post(f"{PAGE}/<row_id>/<act>")
@reports
def measure(document_id: str, number: int, row_id: str, act: str) -> Response | tuple[str, int]:
    """Report a measure in place, accept it, send it back, or say that it is open again."""
    if act not in EVENTS:
        raise NotFound(f"act {act}")
    words = request.form.get("words", "")
    where = {"document_id": document_id, "row_id": row_id}
    try:
        settle_measure(installation(), by=actor(), **where, act=act, words=words)
    except Invalid as fault:
        sent = Sent(row_id, act, fault.faults.get("words", ""), words)
        return _shown(document_id, number, sent), 422
    except Refused as fault:
        sent = Sent(row_id, act, str(fault), words)
        return _shown(document_id, number, sent), 409
    say(DONE[act])
    with reading(document_id, number) as text:
        return redirect(text.url("action_plan", _anchor=f"measure-{row_id}"))


def _shown(document_id: str, number: int, sent: Sent) -> str:
    now = installation().clock.now()
    with reading(document_id, number) as text:
        if not has_plan(text.content):
            raise NotFound("a plan in this kind of document")
        mine = _own(text)
        said = measures.told(text.session, mine.values())
        pieces = [
            _piece(text, each, mine.get(each.row), said.get(each.row, ()), sent, now)
            for each in measures.measures(text.session, text.version)
        ]
        late = sum(each.tag.text == "Late" for each in pieces)
        page = PlanPage(
            crumbs=text.crumbs(),
            name=text.name,
            title=text.document.title,
            lead=f"{plural(len(pieces), 'measure')}, {late} late. Harm to people comes first.",
            pieces=pieces,
        )
        return render_template("documents/action_plan.html", page=page)


def _own(text: Text) -> dict[str, Task]:
    """The measures that the viewer's organisation took on by signing this version."""
    found = measures.tasks(text.session, actor().organisation)
    return {each.measure.row: each for each in found if each.version.id == text.version.id}


def _piece(
    text: Text, it: Measure, task: Task | None, said: Sequence[Told], sent: Sent, now: datetime
) -> MeasurePiece:
    ways = _ways(text, task, sent if sent.row == it.row else Sent(), now) if task else []
    waits = task is not None and task.waits and not ways
    return MeasurePiece(
        id=it.row,
        title=it.title,
        what=it.what,
        tag=_tag(it, task, now),
        facts=[*_facts(it), *(_happened(each) for each in said)],
        ways=ways,
        note="It waits for the DPO, the SIRO or the security officer to accept it."
        if waits
        else "",
    )


def _ways(text: Text, task: Task, sent: Sent, now: datetime) -> list[Way]:
    """What the table `measure` lets the viewer do."""
    if task.measure.settled:
        return []
    facts = measure_facts(text.session, now, actor(), task)
    found = available(workflow("measure"), task.stage, actor(), facts)
    return [_way(text, task, each.act, sent) for each in found]


_LABELS = {
    "submit": ("It is in place", "What was done, and where is the evidence?"),
    "accept": ("Accept it as in place", ""),
    "reject": ("Send it back", "What is missing?"),
    "reopen": ("It is not in place", "Why is it open again?"),
}


def _way(text: Text, task: Task, act: str, sent: Sent) -> Way:
    button, label = _LABELS[act]
    kept = sent if sent.act == act else Sent()
    action = text.url("measure", row_id=task.measure.row, act=act)
    return Way(act, button, action, label, fault=kept.fault, typed=kept.words)


def _tag(it: Measure, task: Task | None, now: datetime) -> Tag:
    if it.settled:
        return Tag("Settled in the text", "green")
    if task is None:
        return Tag("Not taken on by you", "grey")
    if task.done:
        return Tag("In place", "green")
    if task.waits:
        return Tag("Waits to be accepted", "yellow")
    if task.late(now):
        return Tag("Late", "red")
    soon = task.due_at is not None and task.due_at[:7] <= instant_text(now)[:7]
    return Tag("Due", "yellow") if soon else Tag("Open", "blue")


def _facts(it: Measure) -> list[Fact]:
    facts = [
        Fact("Owner", it.owner or "Nobody is named"),
        Fact("In place by", day(it.due_on.isoformat()) if it.due_on else "No date"),
    ]
    if it.inherent and it.residual:
        facts.append(Fact("Risk", f"{it.inherent.title} before, {it.residual.title} after"))
    return facts


def _happened(each: Told) -> Fact:
    """One thing that the organisation said of it, which it alone reads."""
    who = f"{each.by.person}, " if each.by else ""
    title = SAID.get(each.type, "Reported in place")
    return Fact(title, f"{who}{moment(each.at)}", [each.words] if each.words else [])
