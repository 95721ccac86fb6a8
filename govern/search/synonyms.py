"""Terms that mean the same, from the reference table, as stems for queries and words for people."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from documents import catalogue
from govern.search.query import Phrase, Query, Synonyms
from govern.search.words import words


@cache
def synonyms() -> Synonyms:
    """The stems of each term of the table -> the stems of every term of its rows."""
    found: dict[Phrase, list[Phrase]] = {}
    for row in catalogue.reference("synonyms"):
        terms = [stems(term) for term in row["terms"]]
        for term in terms:
            known = found.setdefault(term, [term])
            known.extend(each for each in terms if each not in known)
    return found


def stems(term: str) -> Phrase:
    """The stems of a term."""
    return tuple(word.stem for word in words(term))


@cache
def _written() -> Mapping[Phrase, str]:
    return {stems(term): term for row in catalogue.reference("synonyms") for term in row["terms"]}


def told(query: Query) -> list[tuple[str, list[str]]]:
    """(what was typed, the other terms that are looked for too), for the page to say so."""
    written = _written()
    found = []
    for clause in query.clauses:
        typed = stems(clause.typed)
        others = [written[each] for each in clause.phrases if each in written and each != typed]
        if others:
            found.append((clause.typed, others))
    return found
