"""Answers that are entered once: which question of one document feeds which question of another."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import rfc8785

from documents.content import Content
from documents.definition import Question

Names = Mapping[str, str]
"""Display names by slug."""

Convert = Callable[[Any, Names], Any]


@dataclass(frozen=True, slots=True)
class Feed:
    """One answer's way from a document of one kind into a document of another (or the same)."""

    source: str
    question: str
    target: str
    into: str
    convert: Convert
    keyed: str = ""
    """The column that tells rows apart where taking adds rows and takes none away."""

    @property
    def key(self) -> str:
        """Its name in a form: kind and question that it comes from, and where it goes."""
        return f"{self.source}.{self.question}.{self.into}"


def converted(feed: Feed, source: Content, names: Names) -> Any:
    """What the source says, in the form of the answer that it feeds; None when it says nothing."""
    answer = source.answers.get(feed.question)
    return feed.convert(answer, names) or None if answer else None


def joined(feed: Feed, here: Any, answer: Any) -> Any:
    """The answer after taking: what was taken in the place of what is here or, where the rows of
    others stand in one table with it, the rows that are not here yet behind those that are.
    """
    if not feed.keyed:
        return answer
    rows = list(here or ())
    known = {row.get(feed.keyed) for row in rows}
    return [*rows, *(row for row in answer if row[feed.keyed] not in known)]


def mark(question: Question, answer: Any) -> str:
    """SHA-256 of an answer without the ids of its rows, which each document gives itself."""
    plain = answer
    if isinstance(answer, list):
        known = {column.id for column in question.columns}
        plain = [
            {name: value for name, value in row.items() if name in known}
            if isinstance(row, Mapping)
            else row
            for row in answer
        ]
    return hashlib.sha256(rfc8785.dumps(plain)).hexdigest()


def feeds_into(definition: str, question: str) -> tuple[Feed, ...]:
    """What can feed one question."""
    return tuple(each for each in FEEDS if (each.target, each.into) == (definition, question))


def _same(answer: Any, names: Names) -> Any:
    return answer


def _columns(pairs: Mapping[str, str]) -> Convert:
    """Rows with the columns named here, each under its name in the other table."""

    def convert(rows: Any, names: Names) -> Any:
        made = [{new: row[old] for old, new in pairs.items() if row.get(old)} for row in rows]
        return [row for row in made if row]

    return convert


def _as_parties(slugs: Any, names: Names) -> Any:
    return [{"organisation": slug, "capacity": "controller"} for slug in slugs]


def _named(slugs: Any, names: Names) -> str:
    return "\n".join(f"- {names.get(slug, slug)}" for slug in slugs)


def _listed(head: str, tail: str) -> Convert:
    """A table as a list: the first column in bold, then the second."""

    def convert(rows: Any, names: Names) -> str:
        return "\n".join(
            f"- **{row[head]}**" + (f": {' '.join(row[tail].split())}" if row.get(tail) else "")
            for row in rows
            if row.get(head)
        )

    return convert


_TERMS = _columns({"term": "term", "meaning": "meaning"})
_DATA = {"entity": "item", "module": "module", "fields": "fields", "necessary": "why"}
_KEPT = {"records": "item", "kept_for": "period", "disposal": "method"}
_DPIA, _CODE, _AGREEMENT = "dpia", "code_of_connection", "sharing_agreement"

FEEDS: Final = (
    Feed(_DPIA, "controllers_covered", _AGREEMENT, "parties", _as_parties, "organisation"),
    Feed(_DPIA, "purposes", _AGREEMENT, "purpose", _listed("purpose", "description")),
    Feed(_DPIA, "data_categories", _AGREEMENT, "data", _columns(_DATA)),
    Feed(_DPIA, "retention_rules", _AGREEMENT, "retention", _columns(_KEPT)),
    Feed(_DPIA, "processors", _AGREEMENT, "processors", _listed("name", "service")),
    Feed(_DPIA, "controllers_covered", _CODE, "binds", _named),
    Feed(_CODE, "incidents", _AGREEMENT, "breach_process", _same),
    Feed(_CODE, "fallback", _DPIA, "disaster_recovery", _same),
    Feed(_DPIA, "definitions", _AGREEMENT, "definitions", _TERMS),
    Feed(_DPIA, "definitions", _CODE, "definitions", _TERMS),
    Feed(_CODE, "definitions", _AGREEMENT, "definitions", _TERMS),
    Feed(_AGREEMENT, "definitions", _DPIA, "definitions", _TERMS),
)
