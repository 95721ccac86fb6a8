"""The passages of a Word file in reading order, each with the heading that it stands under."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from govern.exchange.word.model import Para, Table, WordText
from govern.exchange.word.views import accepted, view

NUMBERED = re.compile(r"(\d+(\.\d+)*\.?|[A-Z]\.|\([a-z]\)|Schedule \d+|Appendix \w+)\s+\S")
LONGEST_HEADING = 90


@dataclass(frozen=True)
class Passage:
    """One paragraph or table row: its words and where it stands."""

    where: str
    text: str
    heading: bool = False


def passages(text: WordText) -> list[Passage]:
    """Every passage with words in it, as they are when all tracked changes are accepted."""
    return list(_placed(_lines(text)))


def _lines(text: WordText) -> Iterator[tuple[str, bool]]:
    for block in view(text.blocks, accepted):
        if isinstance(block, Table):
            for row in block.rows:
                yield " | ".join(each.text for each in row.cells if each.text), False
        else:
            yield block.text, _is_heading(block)
    for lost in text.lost:
        yield lost.text, False


def _placed(lines: Iterable[tuple[str, bool]]) -> Iterator[Passage]:
    under, number = "", 0
    for line, heading in lines:
        words = " ".join(line.split())
        if not words:
            continue
        number += 1
        if heading:
            under = words
        where = f"Passage {number}" + (f", under “{under}”" if under and not heading else "")
        yield Passage(where, words, heading)


def _is_heading(para: Para) -> bool:
    """A style of ours says so, or it is short, without a full stop, and bold or numbered."""
    words = para.text.strip()
    if para.style in ("title", "section", "label", "heading"):
        return bool(words)
    if not words or len(words) > LONGEST_HEADING or words.endswith((".", ";", ",", ":")):
        return False
    bold = all(run.bold for run in para.runs if run.text.strip())
    return bold or NUMBERED.match(words) is not None
