"""Guidance of the definitions that meets a search: the same for everybody who may read them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from flask import url_for

from documents import catalogue
from govern.search.passages import Piece, marked, meets, passage
from govern.search.query import Query
from govern.web import words
from govern.web.pieces import Link

MOST = 3


@dataclass(frozen=True)
class Guidance:
    """The guidance of one section, where it is and the passage that meets the search."""

    link: Link
    title: Sequence[Piece]
    passage: Sequence[Piece]


def guidance(query: Query) -> list[Guidance]:
    """The sections whose guidance or law meets every part of the query, the first few."""
    found: list[Guidance] = []
    for name, version, title, body in _texts():
        if len(found) < MOST and meets(f"{title} {body}", query):
            address = url_for("definitions.show", name=name, version=version)
            found.append(
                Guidance(
                    Link(f"{words.kind_title(name)}: {title}", address),
                    marked(f"{words.kind_title(name)}: {title}", query),
                    passage(body, query),
                )
            )
    return found


@cache
def _texts() -> Sequence[tuple[str, int, str, str]]:
    """(definition, its newest version, a section's title, its guidance and law) of each section."""
    newest = [catalogue.definition(name) for name in catalogue.names()]
    return [
        (
            each.name,
            each.version,
            f"{part.id} {part.title}",
            " ".join([part.guidance, *(f"{law.citation}: {law.says}" for law in part.law)]),
        )
        for each in newest
        for part in each.sections
    ]
