"""The action plan of one version: risks and measures with owners, dates, and how each stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from documents.plan import Measure, has_plan
from govern.clock import text as instant_text
from govern.commands.measures.report import REOPENERS, REPORTERS, report_measure
from govern.errors import Invalid, NotFound
from govern.store import events, measures, people
from govern.store.measures import Task
from govern.web.chrome import say
from govern.web.context import actor, installation
from govern.web.documents.blueprint import VERSION, blueprint, reads
from govern.web.documents.loading import Text, reading
from govern.web.filters import day, moment, plural
from govern.web.pieces import Fact, Link, Tag
from govern.web.policy import role, rule

PAGE = f"{VERSION}/action-plan"
reports = rule(
    role(*sorted(REOPENERS)),
    isolation="speaks for the acting organisation's own measures; any other is a 404",
)


@dataclass(frozen=True)
class MeasurePiece:
    """One measure as the viewer's organisation stands to it, and where it can say how it is."""

    id: str
    title: str
    what: str
    tag: Tag
    facts: Sequence[Fact]
    report: str | None
    reopen: str | None
    fault: str
    typed: str


@dataclass(frozen=True)
class PlanPage:
    """Every measure of the version, in the order of their dates."""

    crumbs: Sequence[Link]
    name: str
    title: str
    lead: str
    pieces: Sequence[MeasurePiece]


@blueprint.get(PAGE)
@reads
def action_plan(document_id: str, number: int) -> str:
    """The action plan of a version that the viewer may read."""
    return _shown(document_id, number)


@blueprint.post(f"{PAGE}/<row_id>/<state>")
@reports
def report(document_id: str, number: int, row_id: str, state: str) -> Response | tuple[str, int]:
    """Say that a measure is in place (`done`), or open again (`open`)."""
    if state not in ("done", "open"):
        raise NotFound(f"state {state}")
    words = request.form.get("words", "")
    try:
        report_measure(
            installation(),
            by=actor(),
            document_id=document_id,
            row_id=row_id,
            done=state == "done",
            words=words,
        )
    except Invalid as fault:
        return _shown(document_id, number, row_id, fault.faults.get("words", ""), words), 422
    say("Noted as in place." if state == "done" else "Noted as open again.")
    with reading(document_id, number) as text:
        return redirect(text.url("action_plan", _anchor=f"measure-{row_id}"))


def _shown(
    document_id: str, number: int, row_id: str = "", fault: str = "", typed: str = ""
) -> str:
    now = installation().clock.now()
    with reading(document_id, number) as text:
        if not has_plan(text.content):
            raise NotFound("a plan in this kind of document")
        mine, kept = _own(text), (fault, typed)
        pieces = [
            _piece(text, each, mine.get(each.row), now, kept if each.row == row_id else ("", ""))
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
    text: Text, it: Measure, task: Task | None, now: datetime, typed: tuple[str, str]
) -> MeasurePiece:
    where = {"row_id": it.row}
    may_report = task is not None and not task.done and actor().role in REPORTERS
    said_done = task is not None and task.said is not None and task.said.state == "done"
    may_reopen = said_done and actor().role in REOPENERS
    return MeasurePiece(
        id=it.row,
        title=it.title,
        what=it.what,
        tag=_tag(it, task, now),
        facts=_facts(text, it, task),
        report=text.url("report", state="done", **where) if may_report else None,
        reopen=text.url("report", state="open", **where) if may_reopen else None,
        fault=typed[0],
        typed=typed[1],
    )


def _tag(it: Measure, task: Task | None, now: datetime) -> Tag:
    if it.settled:
        return Tag("Settled in the text", "green")
    if task is None:
        return Tag("Not taken on by you", "grey")
    if task.done:
        return Tag("In place", "green")
    if task.late(now):
        return Tag("Late", "red")
    soon = task.due_at is not None and task.due_at[:7] <= instant_text(now)[:7]
    return Tag("Due", "yellow") if soon else Tag("Open", "blue")


def _facts(text: Text, it: Measure, task: Task | None) -> list[Fact]:
    facts = [
        Fact("Owner", it.owner or "Nobody is named"),
        Fact("In place by", day(it.due_on.isoformat()) if it.due_on else "No date"),
    ]
    if it.inherent and it.residual:
        facts.append(Fact("Risk", f"{it.inherent.title} before, {it.residual.title} after"))
    if task is not None and task.said is not None and task.said.reported_by:
        by = people.person_name(text.session, task.said.reported_by)
        what = "In place" if task.said.state == "done" else "Open again"
        facts.append(Fact(what, f"{by}, {moment(task.said.reported_at or '')}", _words(text, task)))
    return facts


def _words(text: Text, task: Task) -> list[str]:
    """What was said last, which the organisation alone reads."""
    if task.said is None:
        return []
    made = events.about(text.session, [task.said.id])
    seals = [seal for each in made for seal in each.commitments.values()]
    words = events.private_texts(text.session, seals)
    last = made[-1].commitments.get("words") if made else None
    return [found] if last and (found := words.get(last)) else []
