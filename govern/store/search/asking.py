"""Asking the index of words on either database: which entries match, newest first, and how well.

Nothing here depends on a plan that a database may choose badly: each step is one look into one
index, for as many entries as are needed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    any_,
    cast,
    column,
    func,
    literal,
    select,
    table,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, TSQUERY, TSVECTOR
from sqlalchemy.orm import Session

from govern.search.query import Clause, Query
from govern.store.rows.search import SearchEntryRow as Entry
from govern.store.search.marks import Marks
from govern.store.search.words_index import ERA, NAME, era, mark_lexeme

SLICE = 1_001
"""Entries that are looked at together."""

FIRST_ERAS, MOST_ERAS = 2, 64
"""Eras asked for first, and at most at once on PostgreSQL; each time four times as many."""

_FTS5 = "SELECT rowid FROM search_words WHERE search_words MATCH :asked ORDER BY rowid DESC"
_FTS5_AMONG = (
    "SELECT rowid FROM search_words WHERE search_words MATCH :asked "
    "AND +rowid IN (SELECT value FROM json_each(:only)) ORDER BY rowid DESC"
)
# What a word counts for in a title, a text, as it was written, and as a mark. By a range and a
# filter: looked up one by one, each entry would weigh the words anew.
_FTS5_SCORES = (
    "SELECT rowid, -bm25(search_words, 8.0, 1.0, 0.2, 0.0) FROM search_words "
    "WHERE search_words MATCH :asked AND rowid BETWEEN :first AND :last "
    "AND +rowid IN (SELECT value FROM json_each(:numbers))"
)
_WORDS = table(
    NAME, column("rowid", BigInteger), column("stems", TSVECTOR), column("plain", TSVECTOR)
)
_RANKS = {
    "stems": "SELECT rowid, ts_rank(stems, CAST(:asked AS tsquery)) FROM search_words "
    "WHERE rowid = ANY(:numbers)",
    "plain": "SELECT rowid, ts_rank(plain, CAST(:asked AS tsquery)) FROM search_words "
    "WHERE rowid = ANY(:numbers)",
}


@dataclass(frozen=True)
class Asked:
    """A query, the marks an entry must have one of each of, and where known the few entries (ids)
    among which it is asked.
    """

    query: Query
    marks: Sequence[Marks] = ()
    only: Sequence[int] | None = None


def candidates(session: Session, asked: Asked) -> Iterator[Sequence[int]]:
    """The ids of the entries that match, newest first, some at a time; read no further than is
    needed.
    """
    if asked.only is not None and not asked.only:
        return
    found = _in_fts5(session, asked) if _sqlite(session) else _in_tsvectors(session, asked)
    yield from found


def among(session: Session, held: Any, numbers: Sequence[int]) -> ColumnElement[bool]:
    """Whether a column holds one of the numbers: as one value for the database, however many."""
    number: ColumnElement[int] = held
    if _sqlite(session):
        each = func.json_each(json.dumps(list(numbers))).table_valued("value")
        return number.in_(select(each.c.value))
    return number == any_(literal(list(numbers), ARRAY(BigInteger)))


def scores(session: Session, query: Query, numbers: Sequence[int]) -> dict[int, float]:
    """How well each of these entries meets the query: the higher the better."""
    if not numbers:
        return {}
    if _sqlite(session):
        given = {"asked": _fts5_query(query), "numbers": json.dumps(list(numbers))}
        ends = {"first": min(numbers), "last": max(numbers)}
        return dict(session.execute(text(_FTS5_SCORES), {**given, **ends}).all())
    held, written = _tsqueries(query)[0]
    wanted = {"asked": written, "numbers": list(numbers)}
    return dict(session.execute(text(_RANKS[held]), wanted).all())


def _in_fts5(session: Session, asked: Asked) -> Iterator[Sequence[int]]:
    given = {"asked": _fts5_query(asked.query, asked.marks)}
    if asked.only is not None:
        given["only"] = json.dumps(list(asked.only))
    found = session.execute(text(_FTS5_AMONG if "only" in given else _FTS5), given)
    try:
        while some := found.fetchmany(SLICE):
            yield [number for (number,) in some]
    finally:
        found.close()


def _fts5_query(query: Query, marks: Sequence[Marks] = ()) -> str:
    marked = (" OR ".join(f'"{mark}"' for mark in sorted(each)) for each in marks)
    clauses = [_fts5(clause) for clause in query.clauses]
    return " AND ".join([*clauses, *(f"(marks : ({each}))" for each in marked)])


def _fts5(clause: Clause) -> str:
    columns = "{title body}" if clause.by == "stem" else "plain"
    begins = " *" if clause.begins else ""
    phrases = [f'"{" ".join(phrase)}"{begins}' for phrase in clause.phrases]
    return f"({columns} : ({' OR '.join(phrases)}))"


def _in_tsvectors(session: Session, asked: Asked) -> Iterator[Sequence[int]]:
    if asked.only is not None:
        within: list[Sequence[Marks]] = [asked.marks]
    else:
        newest = session.scalar(select(func.max(Entry.id))) or 0
        within = [[*asked.marks, each] for each in _eras(newest // ERA)]
    for marks in within:
        found = sorted(_matching(session, asked, marks), reverse=True)
        for first in range(0, len(found), SLICE):
            yield found[first : first + SLICE]


def _eras(last: int) -> Iterator[Marks]:
    """The marks of eras, the last first, more at a time the further back."""
    many = FIRST_ERAS
    while last >= 0:
        yield frozenset(era(each * ERA) for each in range(max(0, last - many + 1), last + 1))
        last, many = last - many, min(MOST_ERAS, many * 4)


def _matching(session: Session, asked: Asked, marks: Sequence[Marks]) -> Sequence[int]:
    matching = select(_WORDS.c.rowid)
    marked = ["(" + " | ".join(f"'{mark_lexeme(mark)}'" for mark in each) + ")" for each in marks]
    for held, written in _tsqueries(asked.query):
        wanted = cast(" & ".join([written, *marked]), TSQUERY)
        matching = matching.where(_WORDS.c[held].op("@@", is_comparison=True)(wanted))
    if asked.only is not None:
        matching = matching.where(among(session, _WORDS.c.rowid, asked.only))
    return session.scalars(matching).all()


def _tsqueries(query: Query) -> list[tuple[str, str]]:
    """(column, what is asked of it) of each column that is asked."""
    found = []
    for by, held in (("stem", "stems"), ("plain", "plain")):
        clauses = [_tsquery(clause) for clause in query.clauses if clause.by == by]
        if clauses:
            found.append((held, " & ".join(clauses)))
    return found


def _tsquery(clause: Clause) -> str:
    phrases = []
    for phrase in clause.phrases:
        parts = [f"'{word}'" for word in phrase]
        if clause.begins:
            parts[-1] += ":*"
        phrases.append(f"({' <-> '.join(parts)})")
    return f"({' | '.join(phrases)})"


def _sqlite(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"
