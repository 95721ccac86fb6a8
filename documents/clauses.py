"""Where a clause of the bank stands in an answer, word for word or changed, and replacing it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

ALIKE: Final = 0.5
"""From this share of common words on, a passage counts as the clause with changes."""
_MARGIN = 2
"""How many paragraphs more or fewer than the clause a changed passage may have."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of an answer, from `start` to `end` (exclusive), that holds a clause."""

    start: int
    end: int
    text: str
    unchanged: bool


def locate(answer: str, wording: str) -> Passage | None:
    """The passage that holds the wording: word for word if it is there, else the paragraphs most
    like it; None when none has half of its words in common, so that the clause was taken out.
    """
    exact = _exact(answer, wording)
    if exact is not None or not wording.strip():
        return exact
    best, closest = None, ALIKE
    paragraphs = _paragraphs(answer)
    wanted = len(_paragraphs(wording))
    words = _words(wording)
    for first in range(len(paragraphs)):
        for last in range(first, min(len(paragraphs), first + wanted + _MARGIN)):
            start, end = paragraphs[first][0], paragraphs[last][1]
            share = SequenceMatcher(None, words, _words(answer[start:end]), autojunk=False).ratio()
            if share > closest:
                best, closest = Passage(start, end, answer[start:end], unchanged=False), share
    return best


def replaced(answer: str, passage: Passage, wording: str) -> str:
    """The answer with the passage replaced; what stands around it is left as it is."""
    return answer[: passage.start] + wording + answer[passage.end :]


def appended(answer: str, wording: str) -> str:
    """The answer with the wording as new paragraphs at its end."""
    return f"{answer.rstrip()}\n\n{wording}".lstrip()


def _exact(answer: str, wording: str) -> Passage | None:
    """The wording where only white space may differ."""
    words = wording.split()
    if not words:
        return None
    found = re.search(r"(?<!\S)" + r"\s+".join(map(re.escape, words)) + r"(?!\S)", answer)
    return Passage(found.start(), found.end(), found.group(), unchanged=True) if found else None


def _paragraphs(text: str) -> list[tuple[int, int]]:
    """Start and end of each paragraph: text between blank lines."""
    return [match.span() for match in re.finditer(r"\S(?:[^\n]|\n(?!\s*\n))*", text)]


def _words(text: str) -> list[str]:
    return text.casefold().split()
