"""Everything that was ever saved in a section: who, when, and what they changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import render_template

from documents.changes import WordKind, word_diff
from documents.definition import Section
from govern.store import document_pages, drafts, people
from govern.web.documents.answers_in_words import in_words
from govern.web.documents.blueprint import SECTION, blueprint
from govern.web.documents.blueprint import drafts as drafters_only
from govern.web.documents.loading import Text, drafting
from govern.web.pieces import Link

LATEST = 20


@dataclass(frozen=True)
class Moved:
    """One question of a revision: its words against those before."""

    label: str
    runs: Sequence[tuple[WordKind, str]]


@dataclass(frozen=True)
class Revision:
    """One save: by whom, when, and what it changed; `kept` are texts that a clash left aside."""

    number: int
    by: str
    at: str
    moved: Sequence[Moved]
    kept: Sequence[Moved]


@dataclass(frozen=True)
class RevisionsPage:
    """The latest saves of a section."""

    crumbs: Sequence[Link]
    name: str
    title: str
    revisions: Sequence[Revision]


@blueprint.get(f"{SECTION}/revisions")
@drafters_only
def revisions(document_id: str, number: int, section_id: str) -> str:
    """What was saved in a section, the latest first: no text that was saved is lost."""
    with drafting(document_id, number) as text:
        part = text.section(section_id)
        section = Link(part.title, text.url("section", section_id=part.id))
        page = RevisionsPage(
            crumbs=text.crumbs(Link("Draft", text.url("draft")), section),
            name=text.name,
            title=f"{part.id} {part.title}",
            revisions=_revisions(text, part),
        )
    return render_template("documents/revisions.html", page=page)


def _revisions(text: Text, part: Section) -> list[Revision]:
    rows = [r for r in drafts.revisions(text.session, text.version.id) if r.section == part.id]
    rows.sort(key=lambda row: row.revision)
    named = people.person_names(text.session, (row.saved_by for row in rows))
    names = document_pages.names(text.session)
    before: Mapping[str, Any] = {}
    made = []
    for row in rows:
        kept = {each: both.get("mine") for each, both in (row.conflict or {}).items()}
        made.append(
            Revision(
                number=row.revision,
                by=named.get(row.saved_by, ""),
                at=row.saved_at,
                moved=_moved(part, before, row.answers, names),
                kept=_moved(part, {}, {k: v for k, v in kept.items() if v is not None}, names),
            )
        )
        before = row.answers
    return list(reversed(made))[:LATEST]


def _moved(
    part: Section, before: Mapping[str, Any], after: Mapping[str, Any], names: Mapping[str, str]
) -> list[Moved]:
    moved = []
    for question in part.questions:
        old, new = before.get(question.id), after.get(question.id)
        if old != new:
            runs = word_diff(in_words(question, old, names), in_words(question, new, names))
            moved.append(Moved(question.label, _shortened(runs)))
    return moved


def _shortened(runs: Sequence[tuple[WordKind, str]]) -> list[tuple[WordKind, str]]:
    """Long stretches that stayed are cut: what changed is what one looks for."""
    return [(kind, _cut(words) if kind == "same" else words) for kind, words in runs]


def _cut(words: str) -> str:
    return words if len(words) <= 160 else f"{words[:70]} … {words[-70:]}"
