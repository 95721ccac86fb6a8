"""The task list of a draft: every section with what is unfinished, and what comes after."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from flask import render_template

from documents.content import section_states, unfinished
from documents.definition import Section
from documents.findings.finding import Level
from govern.store import drafts as texts
from govern.web import words
from govern.web.documents import comments_beside, remarks
from govern.web.documents.blueprint import VERSION, blueprint, drafts
from govern.web.documents.loading import Text, drafting
from govern.web.filters import plural
from govern.web.pieces import Colour, Link, Tag, Task

_STATES: dict[str, tuple[str, Colour | None]] = {
    "completed": ("Completed", None),
    "in_progress": ("In progress", "light-blue"),
    "not_started": ("Not yet started", "blue"),
    "optional": ("Nothing required", None),
}


@dataclass(frozen=True)
class TaskListPage:
    """The draft's sections and, below them, checking and sending."""

    crumbs: Sequence[Link]
    name: str
    kind: str
    title: str
    tags: Sequence[Tag]
    progress: str
    sections: Sequence[Task]
    finishing: Sequence[Task]
    links: Sequence[Link]


@blueprint.get(f"{VERSION}/draft")
@drafts
def draft(document_id: str, number: int) -> str:
    """The sections of a draft."""
    with drafting(document_id, number) as text:
        page = _page(text)
    return render_template("documents/draft.html", page=page)


def _page(text: Text) -> TaskListPage:
    states = _states(text)
    done = sum(state in ("completed", "optional") for state in states.values())
    return TaskListPage(
        crumbs=text.crumbs(),
        name=text.name,
        kind=words.kind_title(text.document.kind),
        title=text.document.title,
        tags=[words.state_tag(text.version.status)],
        progress=f"{done} of {plural(len(states), 'section')} completed",
        sections=_sections(text, states),
        finishing=_finishing(text, done == len(states)),
        links=_links(text),
    )


def _links(text: Text) -> list[Link]:
    """The same text in its other shapes: paper, Word, as it is read, and what is new in it."""
    found = [
        Link("See it as a PDF marked draft", text.url("preview")),
        Link("Work in Word", text.url("word")),
        Link("Read it with its comments", text.url("review")),
    ]
    if text.version.number > 1:
        before = text.version.number - 1
        words = f"What changed since version {before}"
        found.append(Link(words, text.url("compare", **{"with": before})))
    return found


def _states(text: Text) -> dict[str, str]:
    """The state of each section; one that asks nothing and holds nothing is optional, once it is
    known that it asks nothing.
    """
    begun = {text.definition.section_of(question).id for question in text.answers}
    untouched = {
        section.id: "not_started" if _hangs_on_others(text, section) else "optional"
        for section in text.definition.sections
        if section.id not in begun
    }
    return {
        section: untouched.get(section, state) if state == "completed" else state
        for section, state in section_states(text.content).items()
    }


def _hangs_on_others(text: Text, section: Section) -> bool:
    """Whether an answer not yet given elsewhere may make a question here a required one."""
    conditions = (question.required_when for question in section.questions)
    return any(when is not None and when.question not in text.answers for when in conditions)


def _sections(text: Text, states: dict[str, str]) -> list[Task]:
    missing = Counter(each.section for each in unfinished(text.content))
    clashes = Counter(row.section for row in texts.open_clashes(text.session, text.version.id))
    stops = Counter(each.section for each in remarks.found(text) if each.level is Level.STOP)
    waits = comments_beside.waiting(text)
    tasks = []
    for section in text.definition.sections:
        status, colour = _STATES[states[section.id]]
        hint = _hint(section.id, missing[section.id], stops[section.id], states[section.id])
        if clashes[section.id]:
            hint += f" · {plural(clashes[section.id], 'clash', 'clashes')} of two texts to settle"
        said, worded = waits.get(section.id, (0, 0))
        if said:
            hint += f" · {plural(said, 'open comment')}"
        if worded:
            hint += f" · {plural(worded, 'suggestion')} to take or leave"
        href = text.url("section", section_id=section.id)
        tasks.append(Task(section.title, status, href, colour, hint))
    return tasks


def _hint(section_id: str, missing: int, stops: int, state: str) -> str:
    parts = [section_id]
    if missing and state == "in_progress":
        parts.append(f"{plural(missing, 'required answer')} missing")
    if stops:
        parts.append(plural(stops, "stop"))
    return " · ".join(parts)


def _comments(text: Text) -> Task:
    """How many comments are open, on the way to all of them."""
    number = sum(said for said, _ in comments_beside.waiting(text).values())
    title, href = "Answer and settle the comments", text.url("triage")
    return (
        Task(title, f"{number} open", href, "orange") if number else Task(title, "None open", href)
    )


def _finishing(text: Text, complete: bool) -> list[Task]:
    sent = text.version.status == "review"
    check = Task("Check answers and findings", "Ready", text.url("check"), "blue")
    if sent:
        freezing = text.url("freezing")
        return [
            _comments(text),
            check,
            Task("Freeze the text for sign-off", "In review", freezing, "light-blue"),
        ]
    after = Task(
        "Send for review",
        "Ready" if complete else "Answers missing",
        text.url("check") + "#send",
        "blue" if complete else "grey",
        "Reviewers can read the text while answers are still missing",
    )
    return [check, after]
