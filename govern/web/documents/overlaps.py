"""Comments on the same words, put together: several forces often stumble over one sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from documents.quotes import Place, locate
from govern.store.comment_pages import Talk
from govern.web.documents.loading import Text
from govern.web.filters import plural

GONE = "The words have changed: nothing like them stands in the section now."
CHANGED = "The words have changed. Now: “{}”"


@dataclass(frozen=True)
class Group:
    """Threads of one section about the same words; `title` is empty for those about none."""

    title: str
    talks: Sequence[Talk]


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
    made = [Group(_title(each), _in_order(talks, each)) for each in together]
    made.sort(key=lambda group: -len({talk.first.organisation for talk in group.talks}))
    return [*made, *([Group("", _in_order(talks, alone))] if alone else [])]


def place_of(text: Text, talk: Talk) -> Place | None:
    """Where the quoted words stand now; None without a quote, or when they are gone."""
    quote = talk.first.row.quote
    return locate(quote, _section(text, talk)) if quote else None


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


def _in_order(talks: Sequence[Talk], wanted: Sequence[Talk]) -> list[Talk]:
    ids = {talk.first.row.id for talk in wanted}
    return [talk for talk in talks if talk.first.row.id in ids]


def _title(talks: Sequence[Talk]) -> str:
    bodies = len({talk.first.organisation for talk in talks})
    return f"The same words: {plural(len(talks), 'comment')} of {plural(bodies, 'organisation')}"
