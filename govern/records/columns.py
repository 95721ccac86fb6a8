"""How the columns of a table and the answers of a card share the width of a printed page."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from govern.records.blocks import Answers, Card, Cards, Pair, Table

PORTRAIT, LANDSCAPE = 166.0, 261.0
"""Millimetres between the margins of the print templates' pages."""

LETTER, PADDING, LONGEST_WORD = 1.85, 4.4, 40
"""Millimetres of a broad letter at the size of a table, and of a cell's two margins; letters of a
word that must fit: a longer one may break.
"""

HEAD_LINES, FIGURE_PADDING = 3, 2.0
"""Lines that the head of a column may take; the wider margin of figures, in millimetres."""

SHORT_LABEL, LIKELY = 60, 1.6
"""Characters of a label that shares its line with another answer; millimetres of a letter as they
are on the whole.
"""

NARROWEST, BROADEST, NOTED = 16.0, 27.0, 18.0
"""Percent that the labels of a card take, and the word or two beside its title."""

KEPT_WHOLE = 15
"""Lines of a card that is kept on one page: a quarter of it. A longer one breaks between rows."""

TALLEST, CROWDED = 6, 5
"""Lines of a cell, and columns of a table, beyond which its rows are easier to read as cards."""

FEW = 20
"""Items of a list that is kept on one page."""

TICKED = 3
"""Statements answered yes or no that make a list of their own."""

_FIGURE = re.compile(r"[-+]?\d[\d,. ]*%?\Z")


@dataclass(frozen=True)
class Line:
    """One line of a card: one answer, or two short ones side by side."""

    pairs: tuple[Pair, ...]


def widths(table: Table) -> list[str]:
    """Each column's width in percent: by its shares, or by what stands in it; wide enough for its
    longest word.
    """
    shares: tuple[float, ...] = table.shares or tuple(map(_need, _columns(table)))
    whole = LANDSCAPE if table.wide else PORTRAIT
    floors = [100 * _floor(each) / whole for each in _columns(table)]
    return [f"{each:.2f}%" for each in _spread(list(shares), floors)]


def figures(table: Table) -> list[bool]:
    """Which columns hold figures only, and are set to the right; never the first."""
    return [place > 0 and _are_figures(cells) for place, cells in enumerate(_columns(table))]


def _are_figures(cells: Sequence[str]) -> bool:
    return any(cells[1:]) and all(map(_is_figure, cells[1:]))


def _is_figure(cell: str) -> bool:
    return not cell or _FIGURE.match(cell) is not None


def are_crowded(table: Table) -> bool:
    """Whether many columns press a text into so many short lines that cards read better."""
    if len(table.columns) < CROWDED:
        return False
    given = [PORTRAIT * float(each.rstrip("%")) / 100 - PADDING for each in widths(table)]
    return any(
        LIKELY * len(cell) > TALLEST * width
        for row in table.rows
        for cell, width in zip(row, given, strict=True)
    )


def are_ticked(answers: Answers) -> bool:
    """Whether a run of answers is a list of statements with a word each, which need the width."""
    longest = max(len(pair.value) for pair in answers.pairs)
    return len(answers.pairs) >= TICKED and longest <= len("Yes")


def are_few(items: Sequence[str]) -> bool:
    """Whether a list is kept on one page."""
    return len(items) <= FEW


def shares(cards: Cards) -> tuple[float, ...]:
    """The widths of a run of cards in percent: label and answer, label and answer again, and the
    note beside the title. One width for all of them, by their longest label.
    """
    longest = max((len(pair.label) for card in cards.cards for pair in card.pairs), default=0)
    label = min(BROADEST, max(NARROWEST, 100 * (LIKELY * longest + PADDING) / PORTRAIT))
    return (label, 50 - label, label, 50 - label - NOTED, NOTED)


def lines(card: Card, given: Sequence[float]) -> list[Line]:
    """The answers of a card in their order, two short ones to a line where they meet. `given` are
    the shares of its run.
    """
    room = _letters(given[1])
    made: list[Line] = []
    waiting: Pair | None = None
    for pair in card.pairs:
        if len(pair.label) > SHORT_LABEL or len(pair.value) > room or pair.markdown:
            made += [Line((waiting,))] if waiting else []
            made.append(Line((pair,)))
            waiting = None
        elif waiting is None:
            waiting = pair
        else:
            made.append(Line((waiting, pair)))
            waiting = None
    return made + ([Line((waiting,))] if waiting else [])


def is_brief(card: Card, given: Sequence[float]) -> bool:
    """Whether a card is kept on one page; a longer one may break between its rows."""
    label, whole = _letters(given[0]), _letters(100 - given[0])
    return sum((_height(each, label, whole) for each in lines(card, given)), 0.0) < KEPT_WHOLE


def _height(line: Line, label: float, whole: float) -> float:
    named = max(math.ceil(len(pair.label) / label) for pair in line.pairs)
    value = math.ceil(len(line.pairs[0].value) / whole) if len(line.pairs) == 1 else 1
    return max(named, value) + 0.5


def _letters(share: float) -> float:
    return (PORTRAIT * share / 100 - PADDING) / LIKELY


def _columns(table: Table) -> list[Sequence[str]]:
    """Each column's cells, its head first."""
    return list(zip(table.columns, *table.rows, strict=True))


def _need(cells: Sequence[str]) -> float:
    """A column needs the square root of its texts' length: long texts take more lines, not all the
    width. Many empty cells need less than one long text.
    """
    mean = sum(map(len, cells[1:])) / max(1, len(cells) - 1)
    longest = max(map(len, cells))
    return max(6.0, min(60.0, 3 * math.sqrt((mean + longest) / 2)))


def _floor(cells: Sequence[str]) -> float:
    """Millimetres for the longest word, and for a head of no more than `HEAD_LINES` lines."""
    longest = max((len(word) for cell in cells for word in cell.split()), default=0)
    room = max(min(longest, LONGEST_WORD), len(cells[0]) / HEAD_LINES)
    return LETTER * room + PADDING + (FIGURE_PADDING if _are_figures(cells) else 0)


def _spread(shares: list[float], floors: list[float]) -> list[float]:
    """Percent for each share, none under its floor while the floors leave room."""
    if (together := sum(floors)) >= 100:
        return [100 * each / together for each in floors]
    given = [100 * each / sum(shares) for each in shares]
    for _ in shares:
        low = {place for place, each in enumerate(given) if each <= floors[place]}
        free = 100 - sum(floors[place] for place in low)
        rest = sum(shares[place] for place in range(len(shares)) if place not in low)
        given = [
            floors[place] if place in low or not rest else free * shares[place] / rest
            for place in range(len(shares))
        ]
    return given
