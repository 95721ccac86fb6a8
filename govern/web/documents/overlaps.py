"""Comments on the same words, put together: several forces often stumble over one sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from documents.definition import Section
from documents.quotes import Place, around, locate
from govern.store.comment_pages import Talk, Talks
from govern.web.documents.loading import Text
from govern.web.filters import plural

GONE = "The words have changed: nothing like them stands in the section now."
CHANGED = "The words have changed. Now: “{}”"


@dataclass(frozen=True)
class Passage:
    """Quoted words where they stand now, with some of the text before and after."""

    question: str
    before: str
    words: str
    after: str


@dataclass(frozen=True)
class Group:
    """Threads of one section about the same words; `title` is empty for those about none.

    `passage` is where those words stand, the widest that one of the threads quotes.
    """

    title: str
    talks: Sequence[Talk]
    passage: Passage | None = None


def by_section(
    text: Text, talks: Talks, chosen: Callable[[Talk], bool]
) -> list[tuple[Section, list[Group]]]:
    """The chosen threads in the order in which they are gone through: that of the text, and within
    a section those on the same words together.
    """
    found = []
    for section in text.definition.sections:
        if here := [talk for talk in talks.by_section.get(section.id, ()) if chosen(talk)]:
            found.append((section, groups(text, here)))
    return found


def groups(text: Text, talks: Sequence[Talk]) -> list[Group]:
    """The threads of one section: those that overlap together, the most organisations first."""
    places = {talk.first.row.id: place_of(text, talk) for talk in talks}
    clusters: list[list[Talk]] = []
    alone: list[Talk] = []
    for talk in talks:
        if places[talk.first.row.id] is None:
            alone.append(talk)
            continue
        near = [each for each in clusters if _touches(places, talk, each)]
        clusters = [each for each in clusters if each not in near]
        clusters.append([*(one for each in near for one in each), talk])
    together = [each for each in clusters if len(each) > 1]
    alone += [each[0] for each in clusters if len(each) == 1]
    made = [
        Group(_title(each), _in_order(talks, each), _widest(text, places, each))
        for each in together
    ]
    made.sort(key=lambda group: -len({talk.first.organisation for talk in group.talks}))
    return [*made, *([Group("", _in_order(talks, alone))] if alone else [])]


def place_of(text: Text, talk: Talk) -> Place | None:
    """Where the quoted words stand now; None without a quote, or when they are gone."""
    quote = talk.first.row.quote
    return locate(quote, _section(text, talk)) if quote else None


def passage(text: Text, talk: Talk) -> Passage | None:
    """The quoted words in their surroundings; None without a quote, or when they are gone."""
    found = place_of(text, talk)
    if found is None:
        return None
    return Passage(found.question, *around(found, _section(text, talk)))


def fate(text: Text, talk: Talk) -> str:
    """What became of the quoted words, in a sentence; empty while they stand, or without a quote.

    What only the drafters read is shown to nobody else here either.
    """
    if not talk.first.row.quote:
        return ""
    found = place_of(text, talk)
    if found is None:
        return GONE
    return "" if found.exact else CHANGED.format(found.now)


def _section(text: Text, talk: Talk) -> Mapping[str, Any]:
    part = text.section(talk.first.row.section)
    return {
        question.id: text.answers[question.id]
        for question in part.questions
        if question.id in text.answers
        and (question.audience != "drafters" or text.seen.sight.drafts)
    }


def _touches(places: Mapping[str, Place | None], talk: Talk, cluster: Sequence[Talk]) -> bool:
    mine = places[talk.first.row.id]
    others = (places[each.first.row.id] for each in cluster)
    return mine is not None and any(each is not None and mine.overlaps(each) for each in others)


def _widest(
    text: Text, places: Mapping[str, Place | None], cluster: Sequence[Talk]
) -> Passage | None:
    """From the first to the last word that any of them quotes."""
    found = [(place, talk) for talk in cluster if (place := places[talk.first.row.id])]
    if not found:
        return None
    first, talk = found[0]
    start, end = min(each.start for each, _ in found), max(each.end for each, _ in found)
    whole = Place(first.question, start, end, exact=True)
    return Passage(first.question, *around(whole, _section(text, talk), reach=12))


def _in_order(talks: Sequence[Talk], wanted: Sequence[Talk]) -> list[Talk]:
    ids = {talk.first.row.id for talk in wanted}
    return [talk for talk in talks if talk.first.row.id in ids]


def _title(talks: Sequence[Talk]) -> str:
    bodies = len({talk.first.organisation for talk in talks})
    return f"The same words: {plural(len(talks), 'comment')} of {plural(bodies, 'organisation')}"
