"""What somebody did in a file of ours: edits by question and author, comments, what has no place.

Nothing is dropped: words that fit no question are kept with the reason. Nothing is decided either:
what becomes of an edit is chosen on a page.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from documents.content import Content
from documents.definition import Question
from documents.references import marked, restored, told
from govern.exchange.word import views
from govern.exchange.word.model import Block, Para, Table, WordText
from govern.exchange.word.outline import NOT_ANSWERED, shown
from govern.exchange.word.segments import Segments, segments
from govern.exchange.word.understanding import Unplaced, understood
from govern.records.wording import Names

LABEL_GONE = "The heading of this question is not in the file, so its answer is left as it was"


@dataclass(frozen=True)
class Edit:
    """One answer that somebody changed; `author` is whose tracked change it is, "" when it was not
    tracked.
    """

    question: str
    author: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Remark:
    """One new comment; `answers` is the id of the comment of ours that it answers."""

    author: str
    at: str
    text: str
    section: str
    question: str | None
    quote: str
    answers: str | None = None


@dataclass(frozen=True)
class Kept:
    """Something without a place: where it stood, why it has none, and its words."""

    where: str
    why: str
    text: str


@dataclass(frozen=True)
class Found:
    """Everything that differs from the file as it was downloaded."""

    edits: Sequence[Edit] = ()
    remarks: Sequence[Remark] = ()
    kept: Sequence[Kept] = ()


@dataclass(frozen=True)
class Origin:
    """The file as it was downloaded: its text, the words before the first section, and the comments
    it held, by `note_digest` -> id.
    """

    base: Content
    names: Names
    front: Sequence[str] = ()
    notes: Mapping[str, str] = field(default_factory=dict)
    drafters: bool = False


def placed(text: WordText, origin: Origin) -> Found:
    """Compare a file with its origin."""
    finder = _Finder(text, origin)
    edits = [each for question in finder.questions for each in finder.edits(question)]
    remarks = finder.remarks()
    finder.strays()
    return Found(tuple(edits), tuple(remarks), tuple(dict.fromkeys(finder.kept)))


class _Finder:
    def __init__(self, text: WordText, origin: Origin) -> None:
        self.kept: list[Kept] = []
        self._text, self._origin = text, origin
        self._definition = origin.base.definition
        self.questions = list(shown(self._definition, origin.drafters))
        self._authors = views.authors(text)
        self._plain = self._cut(views.rejected)
        self._whole = self._cut(views.accepted) if self._authors else self._plain
        self._one = (
            {author: self._cut(views.only(author)) for author in self._authors}
            if len(self._authors) > 1
            else dict.fromkeys(self._authors, self._whole)
        )
        self._changed = _tracked_in(self._definition, text.blocks)

    def _cut(self, accepts: views.Accepts) -> Segments:
        return segments(self._definition, views.view(self._text.blocks, accepts))

    def edits(self, question: Question) -> list[Edit]:
        """What was changed under one question, untracked first."""
        base = self._origin.base.answers.get(question.id)
        blocks = self._plain.answers.get(question.id)
        if blocks is None:
            if base is not None and question.id not in self._whole.answers:
                self._keep(question, LABEL_GONE, "")
            return []
        plain = self._understood(question, blocks, base)
        if plain is _NOTHING:
            return []
        found = [] if plain == base else [Edit(question.id, "", base, plain)]
        for author in self._authors:
            if author not in self._changed.get(question.id, ()):
                continue
            blocks = self._one[author].answers.get(question.id, [])
            after = self._understood(question, blocks, plain)
            if after is not _NOTHING and after != plain:
                found.append(Edit(question.id, author, plain, after))
        return found

    def _understood(self, question: Question, blocks: Sequence[Block], base: Any) -> Any:
        """The answer in the file as it would be typed: `base` stands in the file with its
        references in words.
        """
        content = self._origin.base
        in_words = told(content, question, base, marked)
        try:
            read = understood(question, blocks, in_words, self._origin.names)
        except Unplaced as unplaced:
            self._keep(question, unplaced.why, unplaced.text)
            return _NOTHING
        for each in read.loose:
            self._keep(question, "It stands beside the answer and is no part of it", each)
        if read.answer == in_words:
            return base
        return restored(content, question, base, read.answer)

    def _keep(self, question: Question, why: str, text: str) -> None:
        section = self._definition.section_of(question.id)
        self.kept.append(Kept(f"{section.id}: {question.label}", why, text))

    def remarks(self) -> list[Remark]:
        """The comments that are not those it was downloaded with."""
        raw = segments(self._definition, self._text.blocks)
        known = {}
        for note in self._text.notes:
            if (here := self._origin.notes.get(note_digest(note.author, note.text))) is not None:
                known[note.id] = here
        found = []
        for note in self._text.notes:
            if note.id in known or not note.text.strip():
                continue
            place = raw.notes.get(note.id) or raw.notes.get(note.parent, "")
            section, question = self._place(place)
            quote = " ".join(raw.quotes.get(note.id, "").split())
            quote = "" if question and quote == self._definition.question(question).label else quote
            answers = known.get(note.parent)
            found.append(
                Remark(note.author, note.at, note.text, section, question, quote[:500], answers)
            )
        return found

    def _place(self, place: str) -> tuple[str, str | None]:
        if place in self._definition.places:
            return self._definition.section_of(place).id, place
        known = {each.id for each in self._definition.sections}
        return (place if place in known else self._definition.sections[0].id), None

    def strays(self) -> None:
        """Words before the first section, under a heading, and outside the text."""
        for cut in (self._plain, self._whole):
            for line in _lines(cut.front):
                if _tidy(line) not in {_tidy(each) for each in self._origin.front}:
                    why = "It stands before the first section"
                    self.kept.append(Kept("First page", why, line))
            for section_id, blocks in cut.sections.items():
                for line in _lines(blocks):
                    why = "It stands under no question"
                    title = self._definition.section(section_id).title
                    self.kept.append(Kept(f"{section_id} {title}", why, line))
        for lost in self._text.lost:
            self.kept.append(Kept("Outside the text", lost.kind, lost.text))


_NOTHING = object()


def _tracked_in(definition: Any, blocks: Sequence[Block]) -> dict[str, set[str]]:
    """Whose changes stand under which question, the deleted and the inserted alike."""
    cut = segments(definition, blocks)
    found: dict[str, set[str]] = {}
    place = list(cut.answers)
    for at, question in enumerate(place):
        here = {mark.author for mark in views.marks(cut.answers[question])}
        for near in place[max(at - 1, 0) : at + 2]:
            found.setdefault(near, set()).update(here)
    labels = [each for each in blocks if isinstance(each, Para) and each.anchors]
    names = {mark.author for mark in views.marks(labels)}
    for question in place:
        found.setdefault(question, set()).update(names)
    return found


def _lines(blocks: Sequence[Block]) -> list[str]:
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, Table):
            lines += [cell.text for row in block.rows for cell in row.cells]
        else:
            lines.append(block.text)
    return [each.strip() for each in lines if each.strip() and _tidy(each) != NOT_ANSWERED]


def note_digest(author: str, text: str) -> str:
    """What a comment is known by when it comes back: a digest of who and what, never its words."""
    return hashlib.sha256(f"{_tidy(author)}\n{_tidy(text)}".encode()).hexdigest()


def _tidy(text: str) -> str:
    return " ".join(text.split())
