"""What moved since the viewer last read a document, and the mark that says how far they read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import redirect, render_template
from werkzeug.wrappers import Response

from documents.changes import Change
from govern.commands.documents.mark_read import mark_read
from govern.errors import NotFound
from govern.store import read_marks
from govern.store.comment_pages import Talk, Talks
from govern.store.read_marks import ReadBefore
from govern.web.chrome import say
from govern.web.context import actor, installation
from govern.web.documents import threads
from govern.web.documents.blueprint import VERSION, blueprint, reads
from govern.web.documents.comparing import ComparePage, differences
from govern.web.documents.loading import Text, reading
from govern.web.filters import moment, plural
from govern.web.pieces import Link

MARKED = "Marked as read up to here. When you come back, what moved since stands at the top."


@dataclass(frozen=True)
class SinceRead:
    """What a reader finds at the top of the text: what moved since they read it, and the mark.

    `sentence` is empty before the first mark; `new` are the ids of comments written since.
    """

    sentence: str
    sections: Sequence[Link]
    comments: Sequence[Link]
    redline: Link | None
    new: frozenset[str]
    moved: frozenset[str]
    mark: str


@blueprint.post(f"{VERSION}/read")
@reads
def mark(document_id: str, number: int) -> Response:
    """I have read up to here."""
    with reading(document_id, number) as text:
        mark_read(installation(), by=actor(), version_id=text.version.id)
        say(MARKED)
        return redirect(text.url("review"))


@blueprint.get(f"{VERSION}/since-read")
@reads
def since_read(document_id: str, number: int) -> str:
    """The words that moved since the viewer last read the document."""
    with reading(document_id, number) as text:
        before = read_markings(text)
        if before is None:
            raise NotFound("the viewer has marked nothing of this document as read")
        found, sections = differences(text, before.content)
        page = ComparePage(
            crumbs=text.way(),
            title="What changed since you last read it",
            name=f"{text.document.reference} {text.document.title}",
            summary=_sentence(before, found, ()),
            signed="",
            sections=sections,
            others=(),
        )
    return render_template("documents/compare.html", page=page)


def read_markings(text: Text) -> ReadBefore | None:
    """What the viewer last marked as read of this document."""
    return read_marks.read_before(text.session, actor(), text.version)


def since(text: Text, talks: Talks) -> SinceRead:
    """What moved since the viewer's mark, in the sections and in their own audiences' comments."""
    before, mark_at = read_markings(text), text.url("mark")
    if before is None:
        return SinceRead("", (), (), None, frozenset(), frozenset(), mark_at)
    found, _ = differences(text, before.content)
    moved = dict.fromkeys(change.section for change in found)
    fresh = [talk for talk in talks.talks if _new(talk, before.at)]
    written = {
        each.row.id
        for talk in talks.talks
        for each in (talk.first, *talk.answers)
        if each.row.at > before.at and each.row.person_id != actor().person
    }
    return SinceRead(
        sentence=_sentence(before, found, fresh),
        sections=[_section(text, each) for each in moved if each in _ids(text)],
        comments=[_comment(text, talk) for talk in fresh],
        redline=Link("See the changed words", text.url("since_read")) if found else None,
        new=frozenset(written),
        moved=frozenset(moved),
        mark=mark_at,
    )


def _ids(text: Text) -> frozenset[str]:
    return frozenset(part.id for part in text.definition.sections)


def _new(talk: Talk, at: str) -> bool:
    """Whether somebody else wrote in the thread, settled it or took it back since."""
    row = talk.first.row
    said = (each.row for each in (talk.first, *talk.answers))
    if any(each.at > at and each.person_id != actor().person for each in said):
        return True
    settled = (row.resolved_at or "") > at and row.resolved_by != actor().person
    return settled or (row.recalled_at or "") > at


def _section(text: Text, section_id: str) -> Link:
    return Link(f"{section_id} {text.section(section_id).title}", f"#{section_id}")


def _comment(text: Text, talk: Talk) -> Link:
    row = talk.first.row
    state = "answered or new" if talk.open else "settled"
    if not talk.open:  # a settled thread is folded away on the page: its own page shows it
        return Link(f"{row.section}, {talk.first.by}: {state}", threads.address(text, talk))
    return Link(f"{row.section}, {talk.first.by}: {state}", f"#{threads.anchor(row.id)}")


def _sentence(before: ReadBefore, found: Sequence[Change], fresh: Sequence[Talk]) -> str:
    version = "" if before.same_version else f" version {before.number}"
    read = f"You last read{version or ' this'} on {moment(before.at)}."
    if not found and not fresh:
        return f"{read} Nothing has changed since."
    parts = []
    if found:
        sections = len({change.section for change in found})
        parts.append(f"{plural(len(found), 'change')} in {plural(sections, 'section')}")
    if fresh:
        parts.append(plural(len(fresh), "comment") + " new, answered or settled")
    return f"{read} Since then: {' and '.join(parts)}."
