"""The index of words on either database: SQLite's FTS5, PostgreSQL's tsvector.

Both are given the same words, folded and stemmed by `govern.search`, and so find the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from govern.search.words import Word, words
from govern.store.search.marks import Marks

NAME = "search_words"
MOST_WORDS = 16_000
"""Words of one text that are indexed: PostgreSQL tells no places beyond 16,383."""

_GAP = 4
"""Places between a title and its text, so that no phrase reaches across."""

ERA = 4_096
"""Entries made one after the other that share a mark on PostgreSQL, whose index keeps no order: by
it the newest are asked for first.
"""


@dataclass(frozen=True)
class Words:
    """The words of one entry, and its marks."""

    title: Sequence[Word]
    body: Sequence[Word]
    marks: Marks


def read(title: str, body: str, marks: Marks) -> Words:
    """The words of a title and a text, as far as they are indexed, with the marks of both."""
    return Words(list(words(title)), list(words(body))[:MOST_WORDS], marks)


def makes(dialect: str) -> list[str]:
    """Statements that make the index."""
    if dialect == "sqlite":
        columns = "title, body, plain, marks, tokenize = 'unicode61 remove_diacritics 0'"
        return [f"CREATE VIRTUAL TABLE {NAME} USING fts5({columns}, prefix = '2 3')"]
    return [
        f"CREATE TABLE {NAME} (rowid BIGINT PRIMARY KEY, stems TSVECTOR, plain TSVECTOR)",
        # Not updated late: a search would read all that is not yet in the index, word by word.
        *(
            f"CREATE INDEX ix_{NAME}_{held} ON {NAME} USING GIN ({held}) WITH (fastupdate = off)"
            for held in ("stems", "plain")
        ),
    ]


def unmakes() -> list[str]:
    """Statements that take it away again."""
    return [f"DROP TABLE {NAME}"]


def put(session: Session, rows: Iterable[tuple[int, Words]]) -> None:
    """Index entries anew by their ids."""
    given = [_row(session, number, each) for number, each in rows]
    if not given:
        return
    session.execute(text(_DELETE), _ids(given))
    session.execute(text(_INSERTS[_dialect(session)]), given)


def drop(session: Session, numbers: Sequence[int]) -> None:
    """Take entries out of the index."""
    if numbers:
        found = [{"rowid": number} for number in numbers]
        session.execute(text(_DELETE), found)


_DELETE = "DELETE FROM search_words WHERE rowid = :rowid"
_INSERTS = {
    "sqlite": "INSERT INTO search_words (rowid, title, body, plain, marks) "
    "VALUES (:rowid, :title, :body, :plain, :marks)",
    "postgresql": "INSERT INTO search_words (rowid, stems, plain) "
    "VALUES (:rowid, CAST(:stems AS tsvector), CAST(:plain AS tsvector))",
}


def era(number: int) -> str:
    """The mark of the entries that were made about when this one was."""
    return f"era{number // ERA}"


def mark_lexeme(mark: str) -> str:
    """A mark in a tsvector, where it stands among words of letters and digits."""
    return f"@{mark}"


def _dialect(session: Session) -> str:
    return session.get_bind().dialect.name


def _ids(given: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{"rowid": each["rowid"]} for each in given]


def _row(session: Session, number: int, each: Words) -> dict[str, Any]:
    if _dialect(session) == "sqlite":
        plain = [word.plain for word in each.title] + ["0x"] * _GAP
        return {
            "rowid": number,
            "title": " ".join(word.stem for word in each.title),
            "body": " ".join(word.stem for word in each.body),
            "plain": " ".join([*plain, *(word.plain for word in each.body)]),
            "marks": " ".join(sorted(each.marks)),
        }
    marked = "".join(f" '{mark_lexeme(mark)}'" for mark in (*each.marks, era(number)))
    places = [(word, place, "A") for place, word in enumerate(each.title, start=1)]
    first = len(places) + _GAP
    places += [(word, place, "") for place, word in enumerate(each.body, start=first)]
    return {
        "rowid": number,
        "stems": _tsvector((word.stem, place, weight) for word, place, weight in places) + marked,
        "plain": _tsvector((word.plain, place, "") for word, place, _ in places) + marked,
    }


def _tsvector(places: Iterable[tuple[str, int, str]]) -> str:
    """The literal of a tsvector; words hold letters and digits alone, so nothing is escaped."""
    found: dict[str, list[str]] = {}
    for word, place, weight in places:
        found.setdefault(word, []).append(f"{place}{weight}")
    return " ".join(f"'{word}':{','.join(at[:250])}" for word, at in found.items())
