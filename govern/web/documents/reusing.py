"""Answers of other documents beside a section: taken once, shown with where they came from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for

from documents import reuse
from documents.catalogue import definition
from documents.changes import WordKind, word_diff
from documents.definition import Definition, Question, Section
from documents.reuse import Feed
from govern.commands.documents.reuse import noting_origin
from govern.commands.documents.save_section import Along
from govern.store import access, document_pages, drafts, reused
from govern.store.identifiers import new_id
from govern.store.reused import Taken
from govern.store.rows.documents import DocumentRow, VersionRow
from govern.web.context import actor
from govern.web.documents.answers_in_words import in_words
from govern.web.documents.loading import Text
from govern.web.documents.typed import Step
from govern.web.pieces import Link


@dataclass(frozen=True)
class Offer:
    """An answer that another document has: its words, and the step that takes them."""

    name: str
    asked: str
    words: str
    step: str


@dataclass(frozen=True)
class Origin:
    """Where the answer here came from, and what a newer text of it says otherwise."""

    said: str
    link: Link | None
    stale: str = ""
    runs: Sequence[tuple[WordKind, str]] = ()


@dataclass(frozen=True)
class Reuse:
    """All that is told about one question."""

    label: str
    origin: Origin | None
    offers: Sequence[Offer]
    joins: bool = False


@dataclass(frozen=True)
class _Source:
    feed: Feed
    document: DocumentRow
    version: VersionRow
    answer: Any

    @property
    def name(self) -> str:
        return f"{self.document.reference}, version {self.version.number}"

    @property
    def step(self) -> str:
        return f"reuse:{self.feed.into}:{self.feed.source}.{self.feed.question}.{self.version.id}"


def pieces(text: Text, part: Section) -> dict[str, Reuse]:
    """By question of the section, where its answer came from and what could be taken."""
    taken = reused.origins(text.session, text.version)
    found = {each.id: _piece(text, each, taken.get(each.id)) for each in part.questions}
    return {name: each for name, each in found.items() if each.origin or each.offers}


def added(text: Text, part: Section, given: Mapping[str, Any], pressed: Step) -> dict[str, Any]:
    """The answers with what the pressed button takes from another document; else as they are."""
    source = _chosen(text, part, pressed)
    if source is None:
        return dict(given)
    answer = source.answer
    if isinstance(answer, list):
        answer = [{"id": new_id(), **row} for row in answer]
    here = given.get(source.feed.into)
    return {**given, source.feed.into: reuse.joined(source.feed, here, answer)}


def noting(text: Text, part: Section, pressed: Step) -> Sequence[Along]:
    """What keeps where it was taken from, along with the save of the section."""
    source = _chosen(text, part, pressed)
    if source is None:
        return ()
    question = text.definition.question(source.feed.into)
    keeping = noting_origin(
        actor(),
        version_id=text.version.id,
        question=question.id,
        source_id=source.version.id,
        source_question=source.feed.question,
        digest=reuse.mark(question, source.answer),
    )
    return (keeping,)


def _chosen(text: Text, part: Section, pressed: Step) -> _Source | None:
    asked = {each.id: each for each in part.questions}
    if pressed.do != "reuse" or pressed.table not in asked:
        return None
    sources = _sources(text, asked[pressed.table])
    step = f"reuse:{pressed.table}:{pressed.row}"
    return next((each for each in sources if each.step == step), None)


def _sources(text: Text, question: Question) -> list[_Source]:
    names = document_pages.names(text.session)
    found = []
    for feed in reuse.feeds_into(text.definition.name, question.id):
        offered = reused.sources(text.session, actor(), feed.source, text.document.id)
        for document, version in offered:
            content = drafts.content(text.session, version)
            if not _readable(text, document, content.definition, feed.question):
                continue
            if (answer := reuse.converted(feed, content, names)) is not None:
                found.append(_Source(feed, document, version, answer))
    return found


def _readable(text: Text, document: DocumentRow, of: Definition, question: str) -> bool:
    """Whether the version asks the question and its answer is not for its drafters alone."""
    if question not in of.places:
        return False
    sight = access.sight(text.session, actor(), document)
    return of.question(question).audience != "drafters" or bool(sight and sight.drafts)


def _piece(text: Text, question: Question, taken: Taken | None) -> Reuse:
    names = document_pages.names(text.session)
    here = text.answers.get(question.id)
    sources = _sources(text, question)
    offers = [
        Offer(each.name, _asked(each), in_words(question, each.answer, names), each.step)
        for each in sources
        if reuse.mark(question, here)
        != reuse.mark(question, reuse.joined(each.feed, here, each.answer))
    ]
    joins = any(each.feed.keyed for each in sources)
    return Reuse(question.label, _origin(text, question, taken, sources), offers, joins)


def _asked(source: _Source) -> str:
    of = definition(source.version.definition, source.version.definition_version)
    return of.question(source.feed.question).label


def _origin(
    text: Text, question: Question, taken: Taken | None, sources: Sequence[_Source]
) -> Origin | None:
    if taken is None or question.id not in text.answers:
        return None
    known = reused.origin_of(text.session, actor(), taken)
    if known is None:
        return Origin("Taken from a document that you may not read now.", None)
    document, version = known
    name = f"{document.reference}, version {version.number}"
    address = url_for("documents.review", document_id=document.id, number=version.number)
    said, link = "Taken from", Link(name, address)
    newer = next(
        (
            each
            for each in sources
            if each.document.id == document.id and each.feed.question == taken.question
        ),
        None,
    )
    if newer is None or reuse.mark(question, newer.answer) == taken.mark:
        return Origin(said, link)
    names = document_pages.names(text.session)
    here = in_words(question, text.answers[question.id], names)
    joined = reuse.joined(newer.feed, text.answers[question.id], newer.answer)
    runs = word_diff(here, in_words(question, joined, names))
    return Origin(said, link, f"Out of date: {newer.name} says otherwise.", runs)
