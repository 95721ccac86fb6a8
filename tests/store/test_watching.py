"""Who waits for commits is woken by each one, and by nothing else."""

from __future__ import annotations

import pytest

from govern.store.database import Database


def test_a_commit_wakes_whoever_watches() -> None:
    database = Database("sqlite://")
    first, second = database.watch(), database.watch()

    with database.writing():
        early = first.is_set()

    assert not early
    assert first.is_set() and second.is_set()


def test_what_is_rolled_back_wakes_nobody() -> None:
    database = Database("sqlite://")
    watch = database.watch()

    with pytest.raises(ValueError), database.writing():
        raise ValueError("undone")

    assert not watch.is_set()


def test_reading_wakes_nobody() -> None:
    database = Database("sqlite://")
    watch = database.watch()

    with database.reading():
        pass

    assert not watch.is_set()
