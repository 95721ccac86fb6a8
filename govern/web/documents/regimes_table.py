"""The two regimes of one flow in one direction, the sender's and the recipient's side by side."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from documents.agreement import Agreement, Flow
from documents.definition import Question
from documents.regimes import Side, sides
from govern.store import document_pages
from govern.web.documents.answers_in_words import in_words
from govern.web.documents.loading import Text
from govern.web.pieces import Cell, Column, Link, Table, Tag

WAYS = {"police_to_partner": "police to partner", "partner_to_police": "partner to police"}
NOT_ASKED = "Not asked on this side"


def side_by_side(text: Text, agreement: Agreement, flow: Flow, way: str) -> Table:
    """What the law asks of each side, and what is recorded; what is missing says so."""
    both = sides(agreement, flow, way)
    columns = [Column("What the law asks"), *(Column(_who(each)) for each in both)]
    asked = {each.column: each for side in both for each in side.asked}
    known = {q.id: q for q in text.definition.question("sender_bases").columns}
    names = document_pages.names(text.session)
    rows: list[list[str | Cell]] = [["Regime", *(Cell(_regime(each)) for each in both)]]
    for column, one in asked.items():
        cells = [_cell(text, each, known[column], names) for each in both]
        rows.append([Cell(one.citation, [one.says]), *cells])
    return Table(f"Both sides, {WAYS[way]}", columns, rows)


def _who(side: Side) -> str:
    word = "Sender" if side.side == "sender_bases" else "Recipient"
    return f"{word}: {'police' if side.police else 'partner'}"


def _regime(side: Side) -> str:
    names = [
        name
        for name, holds in (("DPA 2018 Part 3", side.part_3), ("UK GDPR", side.uk_gdpr))
        if holds
    ]
    return " and ".join(names)


def _cell(text: Text, side: Side, column: Question, names: Mapping[str, str]) -> Cell:
    asked = side.of(column.id)
    if asked is None:
        return Cell(NOT_ASKED)
    if asked.missing:
        section = text.definition.section_of(side.side).id
        href = text.url("section", section_id=section, _anchor=side.side)
        word = "the sender's side" if side.side == "sender_bases" else "the recipient's side"
        return Cell(
            Tag("Missing", "red"), [Link("Record it", href, f"on {word}: {asked.citation}")]
        )
    said: list[Any] = list(asked.recorded)
    return Cell("; ".join(in_words(column, each, dict(names)) for each in said))
