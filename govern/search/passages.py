"""The place in a text where what was searched for stands, with the words that match marked."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from govern.search.query import Clause, Query
from govern.search.words import Word, words

WIDTH = 260
"""Characters of a passage."""

BEFORE = 60
MOST = 200_000
"""Characters of a text that are read for its passage."""

Span = tuple[int, int]


@dataclass(frozen=True)
class Piece:
    """A run of text, marked or not."""

    text: str
    marked: bool = False


def passage(text: str, query: Query, width: int = WIDTH) -> tuple[Piece, ...]:
    """The stretch of `text` that holds most of what was searched for; its beginning otherwise."""
    text = text[:MOST]
    found = matches(text, query)
    start = _start(found, width)
    if start > 0:
        start = text.rfind(" ", 0, start) + 1
    end = min(len(text), start + width)
    if end < len(text):
        end = max(text.rfind(" ", start, end), start + width // 2)
    pieces = list(_pieces(text, [span for span in found if start <= span[0] < end], start, end))
    if start > 0:
        pieces.insert(0, Piece("… "))
    if end < len(text):
        pieces.append(Piece(" …"))
    return tuple(pieces)


def marked(text: str, query: Query) -> tuple[Piece, ...]:
    """The whole of a short text, such as a title, with its matches marked."""
    return tuple(_pieces(text, matches(text, query), 0, len(text)))


def meets(text: str, query: Query) -> bool:
    """Whether every clause is met somewhere in the text."""
    listed = list(words(text[:MOST]))
    return bool(query.clauses) and all(_spans(clause, listed) for clause in query.clauses)


def matches(text: str, query: Query) -> list[Span]:
    """Where in the text a word or phrase of the query stands, in order and apart."""
    listed = list(words(text))
    spans = sorted({span for clause in query.clauses for span in _spans(clause, listed)})
    apart: list[Span] = []
    for start, end in spans:
        if not apart or start >= apart[-1][1]:
            apart.append((start, end))
    return apart


def _spans(clause: Clause, listed: Sequence[Word]) -> list[Span]:
    written = [word.stem if clause.by == "stem" else word.plain for word in listed]
    firsts: dict[str, list[int]] = {}
    for at, word in enumerate(written):
        firsts.setdefault(word, []).append(at)
    found = []
    for phrase in clause.phrases:
        begins = clause.begins
        starts = (
            [at for at, word in enumerate(written) if word.startswith(phrase[0])]
            if begins and len(phrase) == 1
            else firsts.get(phrase[0], ())
        )
        for at in starts:
            if _stands(written, at, phrase, begins):
                found.append((listed[at].start, listed[at + len(phrase) - 1].end))
    return found


def _stands(written: Sequence[str], at: int, phrase: Sequence[str], begins: bool) -> bool:
    here = written[at : at + len(phrase)]
    if len(here) < len(phrase):
        return False
    if begins:
        return list(here[:-1]) == list(phrase[:-1]) and here[-1].startswith(phrase[-1])
    return tuple(here) == tuple(phrase)


def _start(found: Sequence[Span], width: int) -> int:
    """Where the window that holds most matches begins; the first of several."""
    best, most = 0, 0
    for at, (start, _) in enumerate(found):
        held = bisect_left(found, (start + width - BEFORE, 0)) - at
        if held > most:
            best, most = max(0, start - BEFORE), held
    return best


def _pieces(text: str, spans: Sequence[Span], start: int, end: int) -> Sequence[Piece]:
    pieces, at = [], start
    for first, last in spans:
        if first > at:
            pieces.append(Piece(text[at:first]))
        pieces.append(Piece(text[first : min(last, end)], marked=True))
        at = min(last, end)
    if at < end:
        pieces.append(Piece(text[at:end]))
    return pieces
