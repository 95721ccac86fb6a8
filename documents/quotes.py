"""Quoted words in a text that goes on changing: found again, or what now stands in their place."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

NEAR = 0.6
"""How alike a passage must be to stand for the quoted words once they have changed."""

_MARKS = re.compile(r"[*_`#>|]+")


@dataclass(frozen=True, slots=True)
class Place:
    """Where quoted words stand: the question, and the first and the last of its words (exclusive).

    `exact` is False when the words have changed; `now` is then the passage most like them.
    """

    question: str
    start: int
    end: int
    exact: bool
    now: str = ""

    def overlaps(self, other: Place) -> bool:
        """Whether both are about at least one same word."""
        same = self.question == other.question
        return same and self.start < other.end and other.start < self.end


def locate(quote: str, answers: Mapping[str, Any]) -> Place | None:
    """The quoted words among answers by question; else the passage most like them; else None.

    White space, case and the marks of formatting do not count, so words copied from a page are
    found in the Markdown that it was made of. Of several occurrences the first is meant.
    """
    wanted = _words(quote)
    if not wanted:
        return None
    texts = {question: _words(_joined(answer)) for question, answer in answers.items()}
    for question, words in texts.items():
        if (start := _find(wanted, words)) is not None:
            return Place(question, start, start + len(wanted), exact=True)
    return _nearest(wanted, texts)


def around(place: Place, answers: Mapping[str, Any], reach: int = 28) -> tuple[str, str, str]:
    """The words before the place, in it, and after it, at most `reach` words on either side."""
    words = _words(_joined(answers[place.question]))
    start, end = max(0, place.start - reach), place.end + reach
    before, after = words[start : place.start], words[place.end : end]
    opening = ["…"] if start else []
    closing = ["…"] if end < len(words) else []
    inside = words[place.start : place.end]
    return " ".join(opening + before), " ".join(inside), " ".join(after + closing)


def strings(answer: Any) -> Iterator[str]:
    """Every text in an answer, those in the cells of a table too, without the ids of rows."""
    if isinstance(answer, str):
        yield answer
    elif isinstance(answer, Mapping):
        for name, value in answer.items():
            if name != "id":
                yield from strings(value)
    elif isinstance(answer, list | tuple):
        for each in answer:
            yield from strings(each)


def _joined(answer: Any) -> str:
    return "\n".join(strings(answer))


def _words(text: str) -> list[str]:
    return _MARKS.sub("", unicodedata.normalize("NFC", text)).split()


def _folded(words: list[str]) -> list[str]:
    return [word.casefold() for word in words]


def _bare(words: list[str]) -> list[str]:
    """The words without the signs around them: a full stop more is no other word."""
    return [word.casefold().strip(".,;:!?()'\"“”‘’") for word in words]


def _find(wanted: list[str], words: list[str]) -> int | None:
    """Where the words stand. Its first and last may be parts of words: a reader marks letters."""
    needle, hay = _folded(wanted), _folded(words)
    last = len(needle) - 1
    for start in range(len(hay) - last):
        found = hay[start : start + len(needle)]
        if last == 0:
            if needle[0] in found[0]:
                return start
        elif (
            found[0].endswith(needle[0])
            and found[last].startswith(needle[last])
            and found[1:last] == needle[1:last]
        ):
            return start
    return None


def _nearest(wanted: list[str], texts: Mapping[str, list[str]]) -> Place | None:
    best: tuple[float, Place] | None = None
    for question, words in texts.items():
        found = _passage(wanted, words)
        if found is None:
            continue
        start, end = found
        alike = difflib.SequenceMatcher(
            a=_bare(wanted), b=_bare(words[start:end]), autojunk=False
        ).ratio()
        if alike >= NEAR and (best is None or alike > best[0]):
            now = " ".join(words[start:end])
            best = alike, Place(question, start, end, exact=False, now=now)
    return best[1] if best else None


def _passage(wanted: list[str], words: list[str]) -> tuple[int, int] | None:
    """The stretch of `words` from the first to the last that the quoted words share with it."""
    matcher = difflib.SequenceMatcher(a=_bare(wanted), b=_bare(words), autojunk=False)
    longest = matcher.find_longest_match()
    if not longest.size:
        return None
    reach = len(wanted) + len(wanted) // 2
    low = max(0, longest.b - reach)
    window = words[low : longest.b + reach]
    near = difflib.SequenceMatcher(a=_bare(wanted), b=_bare(window), autojunk=False)
    blocks = [block for block in near.get_matching_blocks() if block.size]
    return low + blocks[0].b, low + blocks[-1].b + blocks[-1].size
