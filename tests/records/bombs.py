"""Texts made to hurt whoever prints them, each within what one answer or table may hold.

`make bombs` lays out every one of them; the suite takes a few of each kind.
"""

from __future__ import annotations

import dataclasses
import sys
import time

from govern.records.blocks import (
    Block,
    Card,
    Cards,
    Pair,
    Points,
    PrintModel,
    Prose,
    Section,
    Table,
)
from govern.records.printing import frozen_pdf
from govern.records.render import RenderError
from tests.records import printed, specimen

LONGEST = 20_000
"""Characters that one answer may have."""

DATA = "data:image/png;base64," + "A" * 10_000
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="99999999"><use href="#a"/></svg>'
MARKUP = {
    "nested elements": "<div>" * 2500 + "x",
    "a broad cell": "<table><td colspan=1000000 rowspan=1000000>x</table>" * 300,
    "columns": '<div style="columns: 50">' + "<p>x</p>" * 2000,
    "pictures in the text": f'<img src="{DATA}">',
    "pictures as Markdown": f"![x]({DATA})",
    "drawings": SVG * 150,
    "styles": "<style>*{counter-increment:a 1e9;content:counter(a)}</style>" * 300,
    "entities": "&#8203;" * 2500,
}
MARKDOWN = {
    "quotations": "\n\n".join(">" * (1 + n % 40) + " a" for n in range(600)),
    "one deep quotation": ">" * 19_000 + " x",
    "lists": "".join("  " * (n % 60) + "- a\n" for n in range(300)),
    "one deep list": "- " * 9_900 + "x",
    "open brackets": "[" * LONGEST,
    "open links": "[a](" * 5_000,
    "emphasis": "**a** b " * 2_400,
    "unclosed emphasis": "*a **b " * 2_800,
    "nested emphasis": "*" * 9_000 + "a" + "*" * 9_000,
    "backticks": "".join("`" * (n % 190) + " " for n in range(210)),
    "links": "[a](https://e.org/a) " * 900,
    "escapes": "\\*" * 9_900,
    "addresses": "<https://e.org/" + "a" * 19_000 + ">",
}
LETTERS = {
    "one word": "x" * LONGEST,
    "one word that is a path": "a/" * 9_900,
    "no-break spaces": "a\u00a0" * 9_900,
    "soft hyphens": "a\u00ad" * 9_900,
    "zero-width characters": "\u200b" * 10**6,
    "joined characters": "a\u200d" * 9_900,
    "combining marks": "e" + "\u0301" * (LONGEST - 1),
    "combining marks of other kinds": "e\u0301\u0323\u0302" * 4_900,
    "overrides": "\u202e\u2066\u202b" * 6_600,
    "right to left": "\u202egnp.exe\u202c " * 2_000,
    "ligatures": "ffi" * 6_600,
    "runs of spaces": " " * 19_000 + "x",
    "line ends": "a  \n" * 4_900,
    "paragraphs": "a\n\n" * 6_600,
    "a text for regular expressions": "a" * 79 + " " + "a" * 79 + "!" * 19_000,
}
SHAPES: dict[str, tuple[Block, ...]] = {
    "a long table": (Table("Flows", ("a",) * 6, (("some words here",) * 6,) * 3_000),),
    "a narrow table": (Table("Flows", ("a",), (("w",),) * 9_000),),
    "a broad table": (Table("Flows", ("a",) * 400, (("w",) * 400,) * 20),),
    "full cells": (Table("Flows", ("a",) * 6, (("word " * 3_900,) * 6,) * 30),),
    "many cards": (Cards("Flows", (Card("t", (Pair("l", "some words"),) * 18),) * 300),),
    "many points": (Points("Flows", ("aa",) * 5_000),),
    "many texts": tuple(Prose(f"Flows {n}", "Some words. " * 1_600) for n in range(60)),
}


SOON = (
    *("a broad cell", "drawings", "pictures as Markdown"),
    *("lists", "open links", "nested emphasis"),
    *("one word", "right to left", "zero-width characters", "paragraphs"),
    *SHAPES.keys() - {"a broad table"},
)
"""Bombs of each kind that are over soon, for the suite: about 12 s of processor time together."""

GOAL = 15.0
"""Seconds for one bomb from the asking to its refusal, on a machine with nothing else to do."""

MARGIN = 1.5
"""Seconds of them for all but the layout: handing over, refusing, starting a child."""


def outcome(model: PrintModel) -> tuple[str, float]:
    """What becomes of a bomb, "printed" or the refusal, and the seconds it cost this process."""
    begun = time.process_time()
    try:
        frozen_pdf(model, identifier=bytes(16), at=specimen.AT)
    except RenderError as refused:
        return str(refused), time.process_time() - begun
    return "printed", time.process_time() - begun


def ends_well(said: str, spent: float) -> bool:
    """Whether it was printed, or refused with its field and a remedy, at almost no cost here."""
    helps = "Flows" in said and ("Shorten" in said or "Write them" in said)
    return (said == "printed" or helps) and spent <= GOAL / 5


def sweep() -> int:
    """Lay out every bomb, one after the other; 1 when one of them does not end well."""
    wrong = 0
    for name, model in bombs().items():
        begun = time.monotonic()
        said, spent = outcome(model)
        fits = ends_well(said, spent) and (name not in MARKUP or said == "printed")
        wrong += not fits
        print(
            f"{name:34}{time.monotonic() - begun:6.1f} s  {'' if fits else 'WRONG  '}{said[:110]}"
        )
    print(f"{len(bombs())} bombs, {wrong} of them ended badly")
    return int(bool(wrong))


def bombs() -> dict[str, PrintModel]:
    """Every bomb by name; each text stands where prose is printed and in a cell."""
    made = {}
    for name, words in {**MARKUP, **MARKDOWN, **LETTERS}.items():
        made[name] = document(
            Prose("Flows", words),
            Table("Flows", ("a", "b"), ((words, "y"),)),
        )
    return made | {name: document(*blocks) for name, blocks in SHAPES.items()}


def document(*blocks: Block) -> PrintModel:
    """A small document with these blocks."""
    return dataclasses.replace(
        printed.model(sections=0, rows=1), sections=(Section("What flows", blocks),)
    )


if __name__ == "__main__":
    sys.exit(sweep())
