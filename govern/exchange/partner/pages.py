"""The passages of a PDF's pages: lines that were broken for the page are put together again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from govern.exchange.partner.passages import LONGEST_HEADING, NUMBERED, Passage
from govern.exchange.partner.pdfs import FEWEST_WORDS

_BULLET = re.compile(r"[•◦▪●○■‣–—*o]\s*")
_ENDS = (".", ":", ";", "?", "!")
_SHORT = 0.6
"""A line shorter than this share of its page's longest ends a paragraph."""


def passages_of_pages(pages: Sequence[str]) -> list[Passage]:
    """Every paragraph with its page, and the heading that it stands under."""
    found, under = [], ""
    for number, page in enumerate(pages, 1):
        for words in _paragraphs(page):
            heading = _is_heading(words)
            if heading:
                under = words
            where = f"Page {number}" + (f", under “{under}”" if under and not heading else "")
            found.append(Passage(where, words, heading))
    return found


def without_words(pages: Sequence[str]) -> list[int]:
    """The numbers of the pages on which no words stand: pictures, which nobody looked through."""
    return [at for at, each in enumerate(pages, 1) if len(each.split()) < FEWEST_WORDS]


def _paragraphs(page: str) -> Iterator[str]:
    lines = [each for line in page.splitlines() if (each := _tidy(line))]
    longest = max((len(each) for each in lines), default=0)
    said = ""
    for at, line in enumerate(lines):
        if said and _begins(lines[at - 1], line, longest):
            yield said
            said = ""
        if said.endswith("-") and line[0].islower():
            said = said[:-1] + line
        else:
            said = f"{said} {line}" if said else line
    if said:
        yield said


def _tidy(line: str) -> str:
    words = " ".join(line.replace("\u00ad", "").split())
    return "" if _BULLET.fullmatch(words) else words


def _begins(before: str, line: str, longest: int) -> bool:
    """Whether a line begins a paragraph."""
    if NUMBERED.match(line) or (_BULLET.match(line) and not line[0].isalnum()):
        return True
    if _is_heading(before) or len(before) < _SHORT * longest:
        return True
    return before.endswith(_ENDS) and not line[0].islower()


def _is_heading(words: str) -> bool:
    """Short, without a full stop, and numbered or in capitals: a PDF tells nothing else."""
    if len(words) > LONGEST_HEADING or words.endswith((*_ENDS, ",")):
        return False
    return words.isupper() or NUMBERED.match(words) is not None
