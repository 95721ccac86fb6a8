"""Puts a suggestion into a text that others changed meanwhile: word by word, row by row."""

from __future__ import annotations

import difflib
import itertools
import re
from dataclasses import dataclass
from typing import Any

from govern.commands.documents.merging import merge


@dataclass(frozen=True)
class Woven:
    """What the answer would be. `clash`: both changed the same words, so theirs stand in it."""

    answer: Any
    clash: bool = False


def weave(before: Any, after: Any, standing: Any) -> Woven:
    """The standing answer with the change from `before` to `after` made in it."""
    merged, clashes = merge({"q": before}, {"q": after}, {"q": standing})
    if not clashes:
        return Woven(merged.get("q"))
    if all(isinstance(each, str) for each in (before, after, standing)):
        words = _words_of_both(before, after, standing)
        if words is not None:
            return Woven(words)
    return Woven(standing, clash=True)


Hunk = tuple[int, int, tuple[str, ...]]


def _words_of_both(before: str, mine: str, theirs: str) -> str | None:
    """Both changes in one text, or None when they touch each other."""
    base = _split(before)
    ours, others = _hunks(base, _split(mine)), _hunks(base, _split(theirs))
    hunks = sorted({*ours, *others})
    for one, other in itertools.pairwise(hunks):
        if other[0] <= one[1]:
            return None
    made: list[str] = []
    at = 0
    for start, end, words in hunks:
        made += [*base[at:start], *words]
        at = end
    return "".join([*made, *base[at:]])


def _hunks(base: list[str], changed: list[str]) -> list[Hunk]:
    matcher = difflib.SequenceMatcher(a=base, b=changed, autojunk=False)
    return [
        (start, end, tuple(changed[new_start:new_end]))
        for kind, start, end, new_start, new_end in matcher.get_opcodes()
        if kind != "equal"
    ]


def _split(text: str) -> list[str]:
    return re.findall(r"\s+|\w+|[^\w\s]", text)
