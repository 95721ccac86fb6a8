"""The print model as typst source: the same words, tables and pictures, for the bench's anchor."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from govern.records.blocks import (
    Answers,
    Block,
    Cards,
    Matrix,
    Pair,
    Points,
    PrintModel,
    Prose,
    Section,
    Table,
    Unanswered,
)
from govern.records.columns import widths
from govern.records.pictures import matrix

_SPECIAL = re.compile(r"([\\#$*_`<>@~\[\]=+/\-])")
_HEAD = """#set page(paper: "a4", margin: (x: 22mm, top: 27mm, bottom: 25mm), header: [{marking}],
  footer: context [{reference} #h(1fr) Page #counter(page).display()
    of #counter(page).final().first()])
#set text(font: "Source Sans 3", size: 10pt, lang: "en", region: "GB")
#set document(title: "{title}")
#show table.cell: set text(size: 9pt)
#outline()
"""


def source(model: PrintModel) -> str:
    """The whole document."""
    cover = model.cover
    head = _HEAD.format(
        marking=_text(cover.marking), reference=_text(cover.reference), title=cover.title
    )
    parts = [head, f"= {_text(cover.title)}", _pairs(cover.facts), "= Summary"]
    parts += [_text(model.summary.lead), _pairs(model.summary.facts)]
    parts += [f"- {_text(each)}" for each in model.summary.notices]
    for section in model.sections:
        parts += _section(section)
    return "\n\n".join(parts)


def _section(section: Section) -> Iterator[str]:
    yield f"= {_text(section.title)}"
    for block in section.blocks:
        yield from _block(block)
    if section.law:
        rows = [(each.citation, each.says, each.verified or "Not verified") for each in section.law]
        yield _table(("Provision", "What it says", "Verified"), rows, "24fr, 54fr, 22fr")


def _block(block: Block) -> Iterator[str]:
    match block:
        case Answers(pairs=pairs):
            yield _pairs(pairs)
        case Prose(label=label, markdown=markdown):
            yield f"== {_text(label)}"
            yield "\n\n".join(_text(each) for each in markdown.split("\n\n"))
        case Points(label=label, items=items):
            yield f"== {_text(label)}"
            yield "\n".join(f"- {_text(each)}" for each in items)
        case Table(columns=columns, rows=rows, wide=wide) as table:
            shares = ", ".join(each.replace("%", "fr") for each in widths(table))
            made = _table(columns, rows, shares)
            yield f"#page(flipped: true)[{made}]" if wide else made
        case Cards(cards=cards):
            for card in cards:
                yield f"== {_text(card.title)}"
                yield _pairs(card.pairs)
        case Matrix():
            yield from (_picture(matrix(block, after=after)) for after in (False, True))
        case Unanswered(labels=labels):
            yield _text("; ".join(labels))


def _pairs(pairs: Sequence[Pair]) -> str:
    return _table((), [(pair.label, pair.value) for pair in pairs], "38fr, 62fr")


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]], shares: str) -> str:
    head = f"table.header({', '.join(f'[{_text(each)}]' for each in columns)}), " if columns else ""
    cells = ", ".join(f"[{_text(cell)}]" for row in rows for cell in row)
    return f"#table(columns: ({shares}), stroke: (bottom: 0.3pt), {head}{cells})"


def _picture(svg: str) -> str:
    quoted = svg.replace("\\", "\\\\").replace('"', '\\"')
    return f'#image(bytes("{quoted}"), format: "svg", width: 80mm)'


def _text(words: str) -> str:
    return _SPECIAL.sub(r"\\\1", words)
