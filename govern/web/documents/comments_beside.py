"""The open comments on a section beside the form in which it is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from documents.definition import Section
from govern.store import comment_pages, suggestions
from govern.web import words
from govern.web.context import actor
from govern.web.documents import threads
from govern.web.documents.loading import Text
from govern.web.documents.overlaps import fate, groups
from govern.web.pieces import Link, Tag


@dataclass(frozen=True)
class Said:
    """One open comment, shortly: who, on which words, and where it is answered."""

    by: str
    audience: str
    state: Tag
    quote: str
    fate: str
    words: str
    thread: Link


def said(text: Text, part: Section) -> Sequence[Said]:
    """The open comments of the viewer's audiences on a section, overlapping ones together."""
    talks = comment_pages.talks(text.session, actor(), text.document, text.version)
    here = [talk for talk in talks.by_section.get(part.id, ()) if talk.open]
    return [
        Said(
            by=f"{talk.first.by}, {words.role_title(talk.first.role)}, {talk.first.organisation}",
            audience=talk.audience,
            state=threads.state(talk),
            quote=talk.first.row.quote or "",
            fate=fate(text, talk),
            words=talk.first.row.text or "",
            thread=Link("Answer or settle", threads.address(text, talk), f"by {talk.first.by}"),
        )
        for group in groups(text, here)
        for talk in group.talks
    ]


def waiting(text: Text) -> dict[str, tuple[int, int]]:
    """section -> its open comments and its open suggestions, as the viewer may read them."""
    talks = comment_pages.talks(text.session, actor(), text.document, text.version)
    offered = suggestions.suggested(text.session, actor(), text.document, text.version.id)
    said = Counter(talk.first.row.section for talk in talks.talks if talk.open)
    worded = Counter(each.row.section for each in offered if each.row.state == "open")
    return {each: (said[each], worded[each]) for each in {*said, *worded}}
