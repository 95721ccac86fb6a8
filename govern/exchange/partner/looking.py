"""Looks in passages for the words of each requirement: found, partly found, or not found."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any

from documents import catalogue
from documents.catalogue import definition
from govern.exchange.partner.passages import Passage

TABLE = "agreement_requirements"
FOUND, PARTLY, NOT_FOUND = "found", "partly", "not_found"
HONEST = (
    "Words were looked for, nothing more. A passage that is quoted may say the opposite, and what "
    "was not found may be said in other words. A lawyer reads the passages and decides."
)
_TOGETHER = 3
"""Passages that follow each other so closely count as one: a clause runs over a few paragraphs."""
_MOST_QUOTED = 3
_LONGEST_QUOTE = 600


@dataclass(frozen=True)
class Requirement:
    """What an agreement must say: its row, and the law of the section that it comes from."""

    id: str
    section: str
    title: str
    terms: tuple[tuple[str, ...], ...]
    law: tuple[str, ...]


@dataclass(frozen=True)
class Quoted:
    """A passage that holds words of a requirement."""

    where: str
    text: str
    terms: tuple[str, ...]


@dataclass(frozen=True)
class Looked:
    """What was found of one requirement, and of which things no word was found."""

    state: str
    passages: tuple[Quoted, ...]
    missing: tuple[str, ...]

    def plain(self) -> dict[str, Any]:
        """As JSON."""
        return asdict(self)


@cache
def requirements() -> tuple[Requirement, ...]:
    """The table, with the law that the newest definition cites in each section."""
    sections = {each.id: each for each in definition("sharing_agreement").sections}
    return tuple(
        Requirement(
            row["id"],
            row["section"],
            row["title"],
            tuple(tuple(group) for group in row["terms"]),
            tuple(each.citation for each in sections[row["section"]].law),
        )
        for row in catalogue.reference(TABLE)
    )


def look(passages: Sequence[Passage]) -> dict[str, Looked]:
    """Requirement id -> what was found."""
    return {each.id: _look(each, passages) for each in requirements()}


def _look(requirement: Requirement, passages: Sequence[Passage]) -> Looked:
    hits = [_hits(requirement, each.text) for each in passages]
    anywhere = set().union(*(set(each) for each in hits)) if hits else set()
    whole = set(range(len(requirement.terms)))
    near = any(
        set().union(*(set(each) for each in hits[at : at + _TOGETHER])) == whole
        for at in range(len(hits))
    )
    state = FOUND if near else PARTLY if anywhere else NOT_FOUND
    ranked = sorted(
        (at for at, each in enumerate(hits) if each),
        key=lambda at: (-len(hits[at]), passages[at].heading, at),
    )
    quoted = tuple(
        Quoted(passages[at].where, _cut(passages[at].text), tuple(hits[at].values()))
        for at in sorted(ranked[:_MOST_QUOTED])
    )
    missing = tuple(
        " or ".join(requirement.terms[each][:4]).replace("*", "…")
        for each in sorted(whole - anywhere)
    )
    return Looked(state, quoted, missing)


def _hits(requirement: Requirement, text: str) -> dict[int, str]:
    """Group -> the words of it that stand in the text."""
    found: dict[int, str] = {}
    for group, pattern in enumerate(_patterns(requirement.terms)):
        if said := pattern.search(text):
            found[group] = said[0]
    return found


@cache
def _patterns(terms: tuple[tuple[str, ...], ...]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile("|".join(map(_pattern, group)), re.IGNORECASE) for group in terms)


def _pattern(term: str) -> str:
    words = [re.escape(each).replace(r"\*", r"[\w.()]*") for each in term.split()]
    return r"(?<!\w)" + r"\s+".join(words) + r"(?!\w)"


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_QUOTE else f"{text[:_LONGEST_QUOTE].rstrip()}…"
