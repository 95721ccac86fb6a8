"""Says before layout whether a document is too large to print, and which of its fields makes it so.

Layout costs processor time with each line, cell and mark, hardly with the size of the letters; the
weights are that cost as it was measured: one unit is 8 to 16 microseconds on a busy machine.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from dataclasses import dataclass

from govern.records.blocks import Cards, Pair, Points, PrintModel, Prose, Table
from govern.records.glyphs import described, unshown
from govern.records.prose import printable, prose

MOST = 700_000
"""What one document may weigh: about 100 full pages, and under three quarters of the processor time
that layout may take (render.LIMITS), even on a busy machine."""

PIECE, LINE, MARK = 70, 90, 10
"""What a cell, a line or paragraph, and a mark such as emphasis weigh beside their letters."""

ROW, ITEM = 60, 130
"""What a row of a table weighs beside its cells, and an item of a list beside its cell: long lists
are set in columns, which are laid out several times over."""

DEEPEST = 60
"""Marks inside one another that layout takes; lists and quotations alone come to 32."""

_TAGS = re.compile(r"<(/?)(?:p|em|strong|ul|ol|li|blockquote|a|code)\b")
_LINES = re.compile(r"<(?:br|p|li)\b")
_SHOWN = 5
"""Characters that one refusal names."""


@dataclass(frozen=True)
class Part:
    """One field of a document, and what it weighs."""

    place: str
    weight: int


def too_large(model: PrintModel) -> str | None:
    """Why a document is not laid out, for its author, with the field to shorten; None when it is
    small enough.
    """
    parts = weighed(model)
    total = sum(each.weight for each in parts)
    if total <= MOST:
        return None
    return (
        f"It is {total / MOST:.1f} times as large as one document may be. {largest(model)} "
        "Shorten it, or divide it between two documents."
    )


def largest(model: PrintModel) -> str:
    """The field that weighs most, as a sentence."""
    parts = weighed(model)
    most = max(parts, key=lambda each: each.weight)
    share = 100 * most.weight // max(1, sum(each.weight for each in parts))
    return f"The largest part is {most.place}, {share}% of the whole."


def unprintable(model: PrintModel) -> str | None:
    """Which characters no bundled font can show, and in which field they first stand."""
    for place, value in _fields(model):
        if lacking := unshown(printable(" ".join(_strings(value)))):
            return (
                "These characters cannot be printed: "
                f"{', '.join(map(described, lacking[:_SHOWN]))}. "
                f"They stand in {place}. Write them in another way."
            )
    return None


def too_deep(model: PrintModel) -> str | None:
    """Which field has marks inside marks without end; None when all are shallow enough."""
    for place, value in _fields(model):
        if any(_depth(prose(each)) > DEEPEST for each in _markdowns(value)):
            return (
                f"The marks in {place} are nested too deeply. "
                "Shorten the runs of asterisks, underscores and brackets in it."
            )
    return None


def _markdowns(value: object) -> Iterator[str]:
    if isinstance(value, Prose):
        yield value.markdown
    elif isinstance(value, Cards):
        for card in value.cards:
            yield from (pair.value for pair in card.pairs if pair.markdown)


def _depth(made: str) -> int:
    deep = now = 0
    for tag in _TAGS.finditer(made):
        now += -1 if tag.group(1) else 1
        deep = max(deep, now)
    return deep


def weighed(model: PrintModel) -> list[Part]:
    """Every field with its weight, in the order of the pages."""
    return [Part(place, _weight(value)) for place, value in _fields(model)]


def _fields(model: PrintModel) -> Iterator[tuple[str, object]]:
    yield "the cover", model.cover
    yield "the summary", model.summary
    for number, section in enumerate(model.sections, 1):
        where = f"in section {number} ({_short(section.title)})"
        for block in section.blocks:
            named = getattr(block, "label", None) or getattr(block, "caption", None)
            yield (f"'{_short(named)}' {where}" if named else f"a list {where}"), block
        yield f"the law relied on {where}", section.law
    yield "the advice accepted with reasons", model.accepted
    yield "the signature page", (model.statement, model.signatures)


def _short(title: str) -> str:
    return title if len(title) <= 60 else title[:59] + "…"


def _weight(value: object) -> int:
    if isinstance(value, Prose):
        return _of_prose(value.markdown) + len(value.label)
    if isinstance(value, Cards):
        return len(value.caption) + sum(
            _weight(part) for card in value.cards for part in ((card.title, card.note), *card.pairs)
        )
    if isinstance(value, Pair) and value.markdown:
        return PIECE + len(value.label) + PIECE + _of_prose(value.value)
    rows = ROW * len(value.rows) if isinstance(value, Table) else 0
    items = ITEM * len(value.items) if isinstance(value, Points) else 0
    return (
        rows + items + sum(PIECE + len(each) + LINE * each.count("\n") for each in _strings(value))
    )


def _of_prose(markdown: str) -> int:
    """By what it becomes: a few marks can nest into many times their size."""
    if len(markdown) > MOST:
        return len(markdown)
    made = prose(markdown)
    return len(made) + LINE * len(_LINES.findall(made)) + MARK * made.count("<")


def _strings(value: object) -> Iterator[str]:
    """Every text in a value of the print model."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _strings(each)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for name in value.__dataclass_fields__:
            yield from _strings(getattr(value, name))
