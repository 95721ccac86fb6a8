"""From what was typed to what is looked for: words, "quoted phrases", beginnings* and synonyms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from govern.search.words import words

LONGEST = 200
"""Characters of a search that are read."""

MOST_CLAUSES = 10
MOST_WORDS = 8
"""Words of one phrase that are read."""

Phrase = tuple[str, ...]
Synonyms = Mapping[Phrase, Sequence[Phrase]]
"""The stems of a term -> the stems of every term that means the same, itself among them."""

_PART = re.compile(r'"([^"]*)"?|(\S+)')
_LITTLE = frozenset(
    {
        "a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "in", "is", "it", "its",
        "of", "on", "or", "that", "the", "this", "to", "was", "with",
    }
)  # fmt: skip


@dataclass(frozen=True)
class Clause:
    """One thing that must be there: any of `phrases`, words beside each other.

    `by` says which words are compared: stems, or plain words as they were written. With `begins`
    the last word of the phrase need only begin so.
    """

    by: Literal["stem", "plain"]
    phrases: tuple[Phrase, ...]
    begins: bool = False
    typed: str = ""


@dataclass(frozen=True)
class Query:
    """What a search asks: every clause must be met in one place. `whole` is all words together, by
    which a reference is known.
    """

    clauses: tuple[Clause, ...]
    whole: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing is asked."""
        return not self.clauses


def parse(typed: str, synonyms: Synonyms) -> Query:
    """Read what was typed, as far as its bounds; nothing that can be typed is a fault."""
    typed = typed[:LONGEST]
    clauses = tuple(_clauses(typed, synonyms))[:MOST_CLAUSES]
    return Query(clauses, "-".join(word.plain for word in words(typed)))


def _clauses(typed: str, synonyms: Synonyms) -> Iterator[Clause]:
    loose: list[str] = []
    for found in _PART.finditer(typed):
        quoted, chunk = found[1], found[2]
        if quoted is None and not chunk.endswith("*"):
            loose.append(chunk)
            continue
        yield from _loose(loose, synonyms)
        loose = []
        phrase = tuple(word.plain for word in words(quoted if quoted is not None else chunk))
        if phrase:
            shown = quoted if quoted is not None else chunk
            yield Clause("plain", (phrase[:MOST_WORDS],), quoted is None, shown)
    yield from _loose(loose, synonyms)


def _loose(chunks: Sequence[str], synonyms: Synonyms) -> Iterator[Clause]:
    """Words outside quotation marks: the longest run that has synonyms is taken as one term."""
    split = [(chunk, tuple(word.stem for word in words(chunk))) for chunk in chunks]
    split = [each for each in split if each[1]]
    telling = [each for each in split if each[1] not in {(little,) for little in _LITTLE}]
    longest = max((len(term) for term in synonyms), default=1)
    at = 0
    while at < len(split):
        taken, term = _term(split[at : at + longest], synonyms)
        if taken:
            shown = " ".join(chunk for chunk, _ in split[at : at + taken])
            yield Clause("stem", tuple(synonyms[term]), typed=shown)
        else:
            taken = 1
            chunk, stems = split[at]
            if (chunk, stems) in telling or not telling:
                yield Clause("stem", (stems[:MOST_WORDS],), typed=chunk)
        at += taken


def _term(split: Sequence[tuple[str, Phrase]], synonyms: Synonyms) -> tuple[int, Phrase]:
    """(how many chunks from the first make a term with synonyms, its stems); 0 when none does."""
    for count in range(len(split), 0, -1):
        stems = tuple(stem for _, each in split[:count] for stem in each)
        if stems in synonyms:
            return count, stems
    return 0, ()
