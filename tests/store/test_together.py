"""Writes of several threads share a commit, and each learns what became of its own."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from govern.store.database import Database
from govern.store.together import Together


@pytest.fixture
def database(sqlite_url: str) -> Database:
    made = Database(sqlite_url)
    with made.writing() as session:
        session.execute(text("CREATE TABLE word (said TEXT NOT NULL)"))
    return made


def kept(database: Database) -> list[str]:
    with database.reading() as session:
        return sorted(session.scalars(text("SELECT said FROM word")))


def test_who_comes_while_another_commits_shares_the_next_commit(database: Database) -> None:
    begun, go_on, commits = Event(), Event(), database.watch()
    transactions: list[int] = []

    def write(session: Session, said: str) -> None:
        transactions.append(id(session))
        if said == "first":
            begun.set()
            assert go_on.wait(10)
        session.execute(text("INSERT INTO word VALUES (:said)"), {"said": said})

    words = Together(database, write)
    with ThreadPoolExecutor(4) as threads:
        first = threads.submit(words.put, "first")
        assert begun.wait(10)
        others = [threads.submit(words.put, said) for said in ("b", "c", "d")]
        while len(words._waiting) < len(others):
            time.sleep(0.001)
        go_on.set()
        for each in (first, *others):
            each.result(10)

    assert kept(database) == ["b", "c", "d", "first"]
    assert len(set(transactions[1:])) == 1
    assert commits.is_set()


def test_what_cannot_be_written_is_told_and_the_next_is_written(database: Database) -> None:
    def write(session: Session, said: str) -> None:
        if said == "bad":
            raise ValueError("it cannot be written")
        session.execute(text("INSERT INTO word VALUES (:said)"), {"said": said})

    words = Together(database, write)

    with pytest.raises(ValueError, match="cannot be written"):
        words.put("bad")
    words.put("good")

    assert kept(database) == ["good"]
