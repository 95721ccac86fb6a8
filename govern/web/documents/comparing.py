"""What moved between two versions: question by question and word by word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import render_template, request

from documents.catalogue import definition
from documents.changes import Change, changes
from documents.content import Content
from documents.definition import Question
from documents.moves import Run, text_diff
from govern.errors import NotFound
from govern.store import document_pages, drafts
from govern.store.rows.documents import VersionRow
from govern.web.context import actor
from govern.web.documents import narrowing
from govern.web.documents.answers_in_words import in_words, row_in_words
from govern.web.documents.asking import row_title
from govern.web.documents.blueprint import VERSION, blueprint, reads
from govern.web.documents.loading import Text, reading
from govern.web.filters import plural
from govern.web.pieces import Link, Tag

Runs = Sequence[Run]

_KINDS = {
    "added": Tag("Added", "green"),
    "removed": Tag("Removed", "red"),
    "changed": Tag("Changed", "blue"),
    "row_added": Tag("Row added", "green"),
    "row_removed": Tag("Row removed", "red"),
    "row_moved": Tag("Row moved", "grey"),
}


@dataclass(frozen=True)
class Difference:
    """One thing that differs: where, how, and its words."""

    label: str
    tag: Tag
    runs: Runs


@dataclass(frozen=True)
class ChangedSection:
    """The differences of one section."""

    title: str
    anchor: str
    differences: Sequence[Difference]


@dataclass(frozen=True)
class ComparePage:
    """Two versions against each other."""

    crumbs: Sequence[Link]
    title: str
    name: str
    summary: str
    signed: str
    sections: Sequence[ChangedSection]
    others: Sequence[Link]
    filters: Sequence[Link] = ()
    files: Sequence[Link] = ()


@blueprint.get(f"{VERSION}/changes")
@reads
def compare(document_id: str, number: int) -> str:
    """What changed from another version (`?with=1`; the one before, if none is named) to this;
    `only` names a filter.
    """
    with reading(document_id, number) as text:
        page = _page(text, earlier_of(text))
    return render_template("documents/compare.html", page=page)


def earlier_of(text: Text) -> VersionRow:
    """The version that the request names to compare with, as far as the viewer may read it."""
    wanted = request.args.get("with", text.version.number - 1, type=int)
    for version in document_pages.versions(text.session, actor(), text.document):
        if version.number == wanted:
            return version
    raise NotFound(f"version {wanted}")


def between(text: Text, earlier: VersionRow) -> tuple[list[Change], list[ChangedSection]]:
    """What the request asks to see of the changes from an earlier version."""
    pinned = definition(earlier.definition, earlier.definition_version)
    before = Content(pinned, drafts.answers(text.session, earlier.id))
    found = narrowing.narrowed(text, earlier, visible(text, before))
    return found, _sections(text, before, found)


def _page(text: Text, earlier: VersionRow) -> ComparePage:
    found, sections = between(text, earlier)
    seen = document_pages.versions(text.session, actor(), text.document)
    here = {"with": earlier.number}
    only = narrowing.asked()
    printed = here | ({"only": only} if only else {})
    return ComparePage(
        crumbs=text.way(),
        title=f"What changed from version {earlier.number} to version {text.version.number}",
        name=f"{text.document.reference} {text.document.title}",
        summary=_summary(found, sections),
        signed=_signed(text, earlier),
        sections=sections,
        filters=narrowing.filters(text, earlier),
        files=[
            Link("This redline as a PDF, not signed", text.url("redline_pdf", **printed)),
            Link("As a Word file with tracked changes", text.url("word_redline", **here)),
        ],
        others=[
            Link(
                f"Compare with version {each.number}", text.url("compare", **{"with": each.number})
            )
            for each in seen
            if each.number not in (earlier.number, text.version.number)
        ],
    )


def visible(text: Text, before: Content) -> list[Change]:
    """The changes from an earlier text that the viewer may read."""
    return [each for each in changes(before, text.content) if shown(text, before, each)]


def differences(text: Text, before: Content) -> tuple[list[Change], list[ChangedSection]]:
    """What moved from an earlier text to this one, as far as the viewer may read it."""
    found = visible(text, before)
    return found, _sections(text, before, found)


def _summary(found: Sequence[Change], sections: Sequence[ChangedSection]) -> str:
    if not found and narrowing.asked():
        return "No change fits this filter."
    if not found:
        return "The two texts are the same."
    return f"{plural(len(found), 'change')} in {plural(len(sections), 'section')}.".capitalize()


def _signed(text: Text, earlier: VersionRow) -> str:
    signing = document_pages.sign_offs(text.session, text.document.id)
    mine = signing.get((earlier.id, actor().organisation))
    if mine is None or mine.outcome not in ("complete", "carried"):
        return ""
    return f"Your organisation signed version {earlier.number}: this is what changed since."


def shown(text: Text, before: Content, change: Change) -> bool:
    """Whether the viewer may read what a change is about."""
    return text.seen.sight.drafts or _question(text, before, change).audience != "drafters"


def _question(text: Text, before: Content, change: Change) -> Question:
    known = text.definition if change.question in text.definition.places else before.definition
    return known.question(change.question)


def _sections(text: Text, before: Content, found: Sequence[Change]) -> list[ChangedSection]:
    names = document_pages.names(text.session)
    grouped: dict[str, list[Difference]] = {}
    for change in found:
        made = described(text, before, change, names)
        grouped.setdefault(_title(text, before, change), []).append(made)
    return [
        ChangedSection(title, f"changed-{title.split()[0]}", differences)
        for title, differences in grouped.items()
    ]


def _title(text: Text, before: Content, change: Change) -> str:
    known = text.definition if change.question in text.definition.places else before.definition
    section = known.section(change.section)
    return f"{section.id} {section.title}"


def described(text: Text, before: Content, change: Change, names: Mapping[str, str]) -> Difference:
    """One change in words, from an earlier content to the text."""
    question = _question(text, before, change)
    label = question.label
    if change.row:
        rows = [*text.content.rows(question.id), *before.rows(question.id)]
        row = next((each for each in rows if each["id"] == change.row), {})
        label = f"{label}, {row_title(question, row, names) or 'row'}"
    asked = question
    if change.column and change.column in {column.id for column in question.columns}:
        asked = question.column(change.column)
        label = f"{label}: {asked.label}"
    return Difference(label, _KINDS[change.kind], _runs(asked, change, names))


def _runs(question: Question, change: Change, names: Mapping[str, str]) -> Runs:
    if change.kind == "row_moved":
        return [Run("same", f"From place {change.before} to place {change.after}")]
    if change.kind in ("row_added", "row_removed"):
        row = change.after or change.before
        return [Run("added" if change.after else "removed", row_in_words(question, row, names))]
    return text_diff(_text(question, change.before, names), _text(question, change.after, names))


def _text(question: Question, answer: Any, names: Mapping[str, str]) -> str:
    return in_words(question, answer, names)
