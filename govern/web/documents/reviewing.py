"""Reading a version section by section, with the comments of one's own audiences beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import render_template
from markupsafe import Markup

from documents.definition import Kind, Question, Section
from documents.references import resolved
from govern.store import comment_pages, document_pages
from govern.store.comment_pages import Talk, Talks
from govern.web import words
from govern.web.context import actor
from govern.web.documents import since_read, threads
from govern.web.documents.answers_in_words import Pair, in_words, pairs
from govern.web.documents.asked_here import AskedHere, asked_here
from govern.web.documents.blueprint import VERSION, blueprint, reads
from govern.web.documents.loading import Text, reading
from govern.web.documents.overlaps import fate
from govern.web.documents.prose import formatted, place
from govern.web.documents.since_read import SinceRead
from govern.web.filters import plural
from govern.web.panels import Thread
from govern.web.pieces import Link, Tag

MOST_COLUMNS = 4
COMMENTED = ("review", "frozen")


@dataclass(frozen=True)
class Answer:
    """One answer to read: prose, a line, or the rows of a table."""

    label: str
    prose: Markup | None = None
    line: str = ""
    rows: Sequence[Sequence[Pair]] = ()
    heads: Sequence[str] = ()
    cells: Sequence[Sequence[str]] = ()


@dataclass(frozen=True)
class Beside:
    """A thread and where it is answered or settled."""

    thread: Thread
    more: Link | None


@dataclass(frozen=True)
class ReadSection:
    """A section's answers, what was left open, and the comments beside it."""

    id: str
    title: str
    answers: Sequence[Answer]
    unanswered: Sequence[str]
    comments: Sequence[Beside]
    settled: Sequence[Beside]
    add: Link | None
    moved: bool


@dataclass(frozen=True)
class ReviewPage:
    """A version to read and to comment on."""

    crumbs: Sequence[Link]
    name: str
    kind: str
    title: str
    tags: Sequence[Tag]
    audience: str
    sections: Sequence[ReadSection]
    links: Sequence[Link]
    since: SinceRead
    asked: AskedHere | None


@blueprint.get(VERSION)
@reads
def review(document_id: str, number: int) -> str:
    """The text, with comments beside each section."""
    with reading(document_id, number) as text:
        page = _page(text)
    return render_template("documents/review.html", page=page)


def _page(text: Text) -> ReviewPage:
    talks = comment_pages.talks(text.session, actor(), text.document, text.version)
    names = document_pages.names(text.session)
    since = since_read.since(text, talks)
    return ReviewPage(
        crumbs=text.crumbs(),
        name=text.name,
        kind=words.kind_title(text.document.kind),
        title=text.document.title,
        tags=[words.state_tag(text.version.status)],
        audience=_who_reads(talks),
        sections=[_section(text, part, talks, names, since) for part in text.definition.sections],
        links=_links(text, talks),
        since=since,
        asked=asked_here(text),
    )


def _who_reads(talks: Talks) -> str:
    if not talks.audiences:
        return "You read the text alone: comments belong to the parties and their lawyers."
    return "You see the comments of your own audiences alone. Each says who reads it."


def _links(text: Text, talks: Talks) -> list[Link]:
    still_open = sum(talk.open for talk in talks.talks)
    links = [
        Link(f"{plural(still_open, 'open comment').capitalize()}, by section", text.url("triage"))
    ]
    seen = document_pages.versions(text.session, actor(), text.document)
    links += [
        Link(
            f"What changed since version {each.number}",
            text.url("compare", **{"with": each.number}),
        )
        for each in seen
        if each.number < text.version.number
    ][:3]
    links += [
        Link("Suggested wording", text.url("suggested")),
        Link("Work in Word", text.url("word")),
    ]
    if text.version.pdf_digest:
        links.append(Link("Frozen PDF", text.url("pdf")))
    elif text.seen.sight.drafts:
        links += [Link("Write", text.url("draft")), Link("Check answers", text.url("check"))]
    return links


def _section(
    text: Text, part: Section, talks: Talks, names: dict[str, str], since: SinceRead
) -> ReadSection:
    here = talks.by_section.get(part.id, ())
    may = bool(talks.audiences) and text.version.status in COMMENTED
    add = Link("Comment on this section", text.url("new_comment", section_id=part.id), part.title)
    return ReadSection(
        id=part.id,
        title=part.title,
        answers=read_answers(text, part, names),
        unanswered=[q.label for q in part.questions if _left_open(text, q)],
        comments=[_beside(text, talk, since) for talk in here if talk.open],
        settled=[_beside(text, talk, since) for talk in here if not talk.open],
        add=add if may else None,
        moved=part.id in since.moved,
    )


def read_answers(text: Text, part: Section, names: dict[str, str]) -> list[Answer]:
    """The answers of a section for reading; questions for the drafters alone are left out."""
    told = resolved(text.content, place(text))
    return [
        _answer(question, told.answers[question.id], names)
        for question in part.questions
        if question.id in text.answers and _shown(text, question)
    ]


def _shown(text: Text, question: Question) -> bool:
    return question.audience != "drafters" or text.seen.sight.drafts


def _left_open(text: Text, question: Question) -> bool:
    wanted = question.is_required(text.answers) or question.min_rows > 0
    return wanted and question.id not in text.answers and _shown(text, question)


def _answer(question: Question, answer: object, names: dict[str, str]) -> Answer:
    if question.kind is Kind.TABLE and isinstance(answer, list):
        return _table(question, answer, names)
    if question.kind is Kind.LONG_TEXT:
        return Answer(question.label, prose=formatted(str(answer)))
    return Answer(question.label, line=in_words(question, answer, names))


def _table(question: Question, rows: Sequence[Mapping[str, Any]], names: dict[str, str]) -> Answer:
    """A few columns stand side by side; the cells of a broad table follow each other."""
    used = [column for column in question.columns if any(column.id in row for row in rows)]
    if len(used) > MOST_COLUMNS:
        return Answer(question.label, rows=[pairs(question, row, names) for row in rows])
    cells = [[in_words(column, row.get(column.id), names) for column in used] for row in rows]
    return Answer(question.label, heads=[column.label for column in used], cells=cells)


def _beside(text: Text, talk: Talk, since: SinceRead) -> Beside:
    recalled = talk.first.row.recalled_at is not None
    more = Link("Answer or settle", threads.address(text, talk), f"the comment by {talk.first.by}")
    return Beside(threads.thread(talk, since.new, fate(text, talk)), None if recalled else more)
