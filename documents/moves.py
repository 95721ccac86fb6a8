"""What differs between two texts when whole paragraphs may have moved: word by word, moves told
apart from what went and came.
"""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from documents.changes import moved_apart, word_diff

RunKind = Literal["same", "added", "removed", "moved_away", "moved_here"]
FEWEST_WORDS = 4
"""A shorter paragraph, such as a heading or "None", may well stand twice by chance."""

_AWAY, _HERE, _MOST = 0xE000, 0xEC00, 0x0C00
_MOST_COMPARED = 400
_PRIVATE = re.compile("[\ue000-\uf8ff]")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text and how it came about; `move` numbers the two ends of one move from 1."""

    kind: RunKind
    words: str
    move: int = 0


def text_diff(before: str, after: str) -> list[Run]:
    """The two texts as runs. Those not "added" or "moved_here" joined give `before`; those not
    "removed" or "moved_away" joined give `after`.
    """
    moved = _moved(before, after)
    if not moved or _PRIVATE.search(before + after):
        return [Run(kind, words) for kind, words in word_diff(before, after)]
    # One sign of its own stands for each moved paragraph: it never equals anything.
    old, new = _signed(before, moved, _AWAY), _signed(after, moved, _HERE)
    runs: list[Run] = []
    for kind, words in word_diff(old, new):
        runs.extend(_spelled(kind, words, moved))
    return runs


def _moved(before: str, after: str) -> list[str]:
    """The paragraphs that stand once in each text, and not in the same order.

    A paragraph that was only reworded holds its place in that order like one that stayed.
    """
    old, new = _once(before), _once(after)
    reworded = _reworded(old, new)
    order = [reworded.get(each, each) for each in new]
    apart = moved_apart([each for each in old if each in order], [e for e in order if e in old])
    return [each for each in new if each in apart][:_MOST]


def _reworded(old: list[str], new: list[str]) -> dict[str, str]:
    """Each new paragraph that is most likely an old one in other words, with that one."""
    gone = [each for each in old if each not in new]
    come = [each for each in new if each not in old]
    found: dict[str, str] = {}
    if len(gone) * len(come) > _MOST_COMPARED:
        return found
    for each in come:
        for like in difflib.get_close_matches(each, gone, n=1):
            found[each] = like
            gone.remove(like)
    return found


def _once(text: str) -> list[str]:
    lines = text.split("\n")
    times = Counter(lines)
    return [each for each in lines if times[each] == 1 and len(each.split()) >= FEWEST_WORDS]


def _signed(text: str, moved: list[str], first: int) -> str:
    signs = {paragraph: chr(first + place) for place, paragraph in enumerate(moved)}
    return "\n".join(signs.get(line, line) for line in text.split("\n"))


def _spelled(
    kind: Literal["same", "added", "removed"], words: str, moved: list[str]
) -> Iterator[Run]:
    """The runs of one difference, with moved paragraphs in the place of their signs."""
    for part in re.split("([\ue000-\uf8ff])", words):
        if not part:
            continue
        code = ord(part[0])
        if len(part) == 1 and _AWAY <= code <= _HERE + _MOST:
            here = code >= _HERE
            place = code - (_HERE if here else _AWAY)
            yield Run("moved_here" if here else "moved_away", moved[place], place + 1)
        else:
            yield Run(kind, part)
