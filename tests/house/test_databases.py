"""The suite's own databases: both engines answer, and no test sees what another left."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from tests import postgres


@pytest.mark.parametrize("turn", ["first", "second"])
def test_each_test_gets_a_database_of_its_own(database_url: str, turn: str) -> None:
    engine = create_engine(database_url)

    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE mark (turn TEXT)"))
        connection.execute(text("INSERT INTO mark VALUES (:turn)"), {"turn": turn})
        turns = connection.execute(text("SELECT turn FROM mark")).scalars().all()
    engine.dispose()

    assert turns == [turn]


def test_the_two_engines_are_sqlite_and_postgresql(sqlite_url: str, postgres_url: str) -> None:
    names = [create_engine(url).dialect.name for url in (sqlite_url, postgres_url)]

    assert names == ["sqlite", "postgresql"]


def test_the_server_is_not_run_by_root(postgres_server: postgres.Server) -> None:
    owner = Path(f"/proc/{postgres_server.process.pid}").stat().st_uid

    assert owner != 0
    assert os.geteuid() in (0, owner)


def test_a_missing_server_is_said_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "glob", lambda self, pattern: iter(()))
    monkeypatch.setattr("shutil.which", lambda name: None)

    with pytest.raises(postgres.NoPostgres, match="run `make test`, which installs it"):
        postgres.find_binaries()
