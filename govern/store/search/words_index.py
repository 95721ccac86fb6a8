"""The index of words on either database: SQLite's FTS5, PostgreSQL's tsvector.

Both are given the same words, folded and stemmed by `govern.search`, and so find the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    and_,
    cast,
    column,
    func,
    literal_column,
    select,
    table,
    text,
)
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR
from sqlalchemy.orm import Session

from govern.search.query import Clause, Query
from govern.search.words import Word, words
from govern.store.rows.search import SearchEntryRow as Entry

NAME = "search_words"
MOST_WORDS = 16_000
"""Words of one text that are indexed: PostgreSQL tells no places beyond 16,383."""

_GAP = 4
"""Places between a title and its text, so that no phrase reaches across."""

_TITLE_COUNTS = 8.0


@dataclass(frozen=True)
class Words:
    """The words of one entry."""

    title: Sequence[Word]
    body: Sequence[Word]


def read(title: str, body: str) -> Words:
    """The words of a title and a text, as far as they are indexed."""
    return Words(list(words(title)), list(words(body))[:MOST_WORDS])


def makes(dialect: str) -> list[str]:
    """Statements that make the index."""
    if dialect == "sqlite":
        columns = "title, body, plain, tokenize = 'unicode61 remove_diacritics 0'"
        return [f"CREATE VIRTUAL TABLE {NAME} USING fts5({columns})"]
    return [
        f"CREATE TABLE {NAME} (rowid BIGINT PRIMARY KEY, stems TSVECTOR, plain TSVECTOR)",
        f"CREATE INDEX ix_{NAME}_stems ON {NAME} USING GIN (stems)",
        f"CREATE INDEX ix_{NAME}_plain ON {NAME} USING GIN (plain)",
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


@dataclass(frozen=True)
class Matching:
    """How a query is put to the index: the index as a table, the condition, the score (the higher
    the better), and the order in which entries were made.
    """

    index: Any
    condition: ColumnElement[bool]
    score: ColumnElement[float]
    order: ColumnElement[int]


def matching(session: Session, query: Query) -> Matching:
    """The query in the words of this session's database."""
    return _in_fts5(query) if _dialect(session) == "sqlite" else _in_tsvectors(query)


def newest(asked: Matching, conditions: Sequence[ColumnElement[bool]], most: int) -> Select[Any]:
    """The last entries that match and meet the conditions, as (id, code, score)."""
    wanted: list[Any] = [Entry.id, Entry.code, asked.score.label("score")]
    return (
        select(*wanted)
        .select_from(asked.index)
        .join(Entry, Entry.id == asked.index.c.rowid)
        .where(asked.condition, *conditions)
        .order_by(asked.order.desc())
        .limit(most)
    )


def _in_fts5(query: Query) -> Matching:
    asked = " AND ".join(_fts5(clause) for clause in query.clauses)
    condition = literal_column(NAME).op("MATCH", is_comparison=True)(asked)
    score: ColumnElement[float] = literal_column(f"-bm25({NAME}, {_TITLE_COUNTS}, 1.0, 0.2)")
    return Matching(_INDEX, condition, score, _INDEX.c.rowid)


def _in_tsvectors(query: Query) -> Matching:
    found = []
    for by, held in _COLUMNS.items():
        clauses = [_tsquery(clause) for clause in query.clauses if clause.by == by]
        if clauses:
            found.append((held, cast(" & ".join(clauses), TSQUERY)))
    condition = and_(*(held.op("@@", is_comparison=True)(asked) for held, asked in found))
    score: ColumnElement[float] = func.ts_rank(*found[0])
    # Told apart from the key, or PostgreSQL walks all entries backwards for those that match.
    return Matching(_INDEX, condition, score, _INDEX.c.rowid + 0)


_INDEX = table(
    NAME, column("rowid", BigInteger), column("stems", TSVECTOR), column("plain", TSVECTOR)
)
_COLUMNS = {"stem": _INDEX.c.stems, "plain": _INDEX.c.plain}
_DELETE = "DELETE FROM search_words WHERE rowid = :rowid"
_INSERTS = {
    "sqlite": "INSERT INTO search_words (rowid, title, body, plain) "
    "VALUES (:rowid, :title, :body, :plain)",
    "postgresql": "INSERT INTO search_words (rowid, stems, plain) "
    "VALUES (:rowid, CAST(:stems AS tsvector), CAST(:plain AS tsvector))",
}


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
        }
    places = [(word, place, "A") for place, word in enumerate(each.title, start=1)]
    first = len(places) + _GAP
    places += [(word, place, "") for place, word in enumerate(each.body, start=first)]
    return {
        "rowid": number,
        "stems": _tsvector((word.stem, place, weight) for word, place, weight in places),
        "plain": _tsvector((word.plain, place, "") for word, place, _ in places),
    }


def _tsvector(places: Iterable[tuple[str, int, str]]) -> str:
    """The literal of a tsvector; words hold letters and digits alone, so nothing is escaped."""
    found: dict[str, list[str]] = {}
    for word, place, weight in places:
        found.setdefault(word, []).append(f"{place}{weight}")
    return " ".join(f"'{word}':{','.join(at[:250])}" for word, at in found.items())


def _fts5(clause: Clause) -> str:
    columns = "{title body}" if clause.by == "stem" else "plain"
    begins = " *" if clause.begins else ""
    phrases = [f'"{" ".join(phrase)}"{begins}' for phrase in clause.phrases]
    return f"({columns} : ({' OR '.join(phrases)}))"


def _tsquery(clause: Clause) -> str:
    phrases = []
    for phrase in clause.phrases:
        parts = [f"'{word}'" for word in phrase]
        if clause.begins:
            parts[-1] += ":*"
        phrases.append(f"({' <-> '.join(parts)})")
    return f"({' | '.join(phrases)})"
