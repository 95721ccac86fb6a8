"""Every open comment on a version by section, with who wrote it and who reads it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from flask import render_template

from govern.store import comment_pages
from govern.store.comment_pages import Talk, Talks
from govern.web import words
from govern.web.context import actor, installation
from govern.web.documents import threads
from govern.web.documents.blueprint import VERSION, blueprint
from govern.web.documents.commenting import comments
from govern.web.documents.loading import Text, reading
from govern.web.filters import age
from govern.web.pieces import Cell, Column, Count, Link, Table, Tag

COLUMNS = (
    Column("Comment"),
    Column("From"),
    Column("Read by"),
    Column("State"),
    Column("Age", numeric=True),
)
BEGINNING = 160


@dataclass(frozen=True)
class TriagePage:
    """What is still open, and how much was settled."""

    crumbs: Sequence[Link]
    name: str
    title: str
    counts: Sequence[Count]
    tables: Sequence[Table]
    back: str
    freeze: str


@blueprint.get(f"{VERSION}/comments")
@comments
def triage(document_id: str, number: int) -> str:
    """The open comments of the viewer's audiences, section by section."""
    with reading(document_id, number) as text:
        talks = comment_pages.talks(text.session, actor(), text.document, text.version)
        page = TriagePage(
            crumbs=text.crumbs(Link(f"Version {text.version.number}", text.url("review"))),
            name=text.name,
            title=text.document.title,
            counts=_counts(talks),
            tables=_tables(text, talks),
            back=text.url("review"),
            freeze=text.url("freezing") if _may_freeze(text) else "",
        )
    return render_template("documents/triage.html", page=page)


def _may_freeze(text: Text) -> bool:
    return text.seen.sight.drafts and text.version.status == "review"


def _counts(talks: Talks) -> list[Count]:
    opened = [talk for talk in talks.talks if talk.open]
    asking = sum(talk.first.row.asks_for_changes for talk in opened)
    waiting = {talk.first.organisation for talk in opened if not _answered(talk)}
    settled = sum(not talk.open for talk in talks.talks)
    tone: Literal["warn", "plain"] = "warn" if asking else "plain"
    return [
        Count(str(asking), "ask for changes", note="They hold the freezing", tone=tone),
        Count(str(len(opened) - asking), "other open comments"),
        Count(str(len(waiting)), "organisations wait for an answer"),
        Count(str(settled), "settled", tone="good"),
    ]


def _answered(talk: Talk) -> bool:
    """Whether somebody of another organisation had the last word."""
    return bool(talk.answers) and talk.answers[-1].organisation != talk.first.organisation


def _tables(text: Text, talks: Talks) -> list[Table]:
    tables = []
    for section in text.definition.sections:
        opened = [talk for talk in talks.by_section.get(section.id, ()) if talk.open]
        if opened:
            rows = [_row(text, talk) for talk in opened]
            tables.append(Table(f"{section.id} {section.title}", COLUMNS, rows))
    return tables


def _row(text: Text, talk: Talk) -> list[str | Cell | Tag]:
    written = talk.first
    said = (written.row.text or "").split("\n")[0]
    words_of_it = said if len(said) <= BEGINNING else said[:BEGINNING].rstrip() + " …"
    notes: list[str | Tag | Link] = []
    if talk.answers:
        last = talk.answers[-1]
        notes.append(f"Answered last by {last.by}, {last.organisation}")
    if talk.moved_since:
        notes.append("The section was saved since")
    return [
        Cell(Link(words_of_it, threads.address(text, talk)), notes),
        Cell(written.organisation, [f"{written.by}, {words.role_title(written.role)}"]),
        talk.audience,
        threads.state(talk),
        age(written.row.at, installation().clock.now()),
    ]
