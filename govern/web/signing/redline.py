"""A redline that reads: words that changed are shown phrase by phrase, not word by word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from documents.changes import WordKind, word_diff

Run = tuple[WordKind, str]
ISLAND = 4
"""Fewer words than this that stayed, between two changes, are taken into the change."""


def redline(before: str, after: str) -> list[Run]:
    """The two texts as runs of what stayed, went and came.

    Joining the runs that are not "added" gives the words of `before`, those not "removed" those
    of `after`; where only the space between words changed, nothing is marked.
    """
    return list(_phrases(word_diff(before, after)))


def _phrases(runs: Sequence[Run]) -> Iterator[Run]:
    gone, come = "", ""
    last = max((place for place, (kind, _) in enumerate(runs) if kind != "same"), default=-1)
    for place, (kind, words) in enumerate(runs):
        if kind == "removed":
            gone += words
        elif kind == "added":
            come += words
        elif (gone or come) and place < last and len(words.split()) < ISLAND:
            gone, come = gone + words, come + words
        else:
            yield from _changed(gone, come)
            gone, come = "", ""
            yield ("same", words)
    yield from _changed(gone, come)


def _changed(gone: str, come: str) -> Iterator[Run]:
    if gone.split() == come.split():
        if come:
            yield ("same", come)
        return
    if gone:
        yield ("removed", gone)
    if come:
        yield ("added", come)
