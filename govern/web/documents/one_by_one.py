"""The way through the comments of a version: which comes before this one, and which after."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from govern.store import comment_pages
from govern.store.comment_pages import Talk
from govern.web.context import actor
from govern.web.documents import threads
from govern.web.documents.loading import Text
from govern.web.documents.overlaps import by_section
from govern.web.documents.sifting import sieve
from govern.web.pieces import Link


@dataclass(frozen=True)
class Way:
    """Where a thread stands among those that the filters show, and where one goes on.

    `onward` is the next of them, or the list when there is no other.
    """

    place: str
    before: Link | None
    after: Link | None
    onward: str
    last: bool


def way(text: Text, talk: Talk) -> Way:
    """The way from this thread, by the filters in the address; it is on it even if they hide it."""
    talks = comment_pages.talks(text.session, actor(), text.document, text.version)
    chosen = sieve(text, talks)
    here = talk.first.row.id
    shown = [
        each
        for _, groups in by_section(
            text, talks, lambda one: one.first.row.id == here or chosen.passes(one)
        )
        for group in groups
        for each in group.talks
    ]
    at = next(place for place, each in enumerate(shown) if each.first.row.id == here)
    before = shown[at - 1] if at else None
    after = shown[at + 1] if at + 1 < len(shown) else None
    onward = after or next((each for each in shown if each.first.row.id != here), None)
    return Way(
        place=f"{at + 1} of {len(shown)}",
        before=_link(text, "Previous comment", before, chosen.given),
        after=_link(text, "Next comment", after, chosen.given),
        onward=threads.address(text, onward, chosen.given)
        if onward
        else text.url("triage", **chosen.given),
        last=onward is None,
    )


def _link(text: Text, words: str, talk: Talk | None, given: Mapping[str, str]) -> Link | None:
    if talk is None:
        return None
    about = f"by {talk.first.by} on {talk.first.row.section}"
    return Link(words, threads.address(text, talk, given), about)
