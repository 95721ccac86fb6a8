"""Backups on both databases: what was restored is the same ledger, and serves nothing by itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import make_url

from govern.commands.backup.make_backup import make_backup
from govern.commands.backup.manifest import read
from govern.commands.backup.restore_backup import held_back, release, restore_backup
from govern.commands.ledger.verify import verify
from govern.errors import Conflict
from govern.installation import Installation, begin, open_installation
from govern.settings import settings
from govern.store import copying, migrating
from tests import consortium, postgres


@pytest.fixture
def migrated(tmp_path: Path, database_url: str) -> Iterator[Installation]:
    """A migrated installation with people, on either database."""
    migrating.upgrade(database_url)
    made = begin(settings({}, home=tmp_path / "home", database_url=database_url), name="Test")
    consortium.populate(made)
    yield made
    made.database.close()


@pytest.fixture
def empty_url(request: pytest.FixtureRequest, database_url: str, tmp_path: Path) -> str:
    """A second, empty database of the same kind."""
    if database_url.startswith("sqlite"):
        return f"sqlite:///{tmp_path / 'restored' / 'govern.db'}"
    server: postgres.Server = request.getfixturevalue("postgres_server")
    name = server.create()
    request.addfinalizer(lambda: server.drop(name))
    return server.url(name)


def test_a_backup_is_restored_whole(migrated: Installation, empty_url: str, tmp_path: Path) -> None:
    made = make_backup(migrated, folder=tmp_path / "backup", keys=True)
    chosen = replace(migrated.settings, home=tmp_path / "restored", database_url=empty_url)

    found = restore_backup(chosen, folder=tmp_path / "backup")

    restored = open_installation(chosen)
    report = verify(restored)
    restored.database.close()
    assert found == made == read(tmp_path / "backup")
    assert report.whole
    assert (report.events, report.root) == (made.events, made.root)


def test_what_was_restored_is_held_back_until_somebody_compared(
    migrated: Installation, empty_url: str, tmp_path: Path
) -> None:
    make_backup(migrated, folder=tmp_path / "backup")
    chosen = replace(migrated.settings, home=tmp_path / "restored", database_url=empty_url)
    restore_backup(chosen, folder=tmp_path / "backup")

    assert "stop again what was stopped" in (held_back(chosen) or "")
    assert release(chosen)
    assert held_back(chosen) is None
    assert not release(chosen)


def test_a_backup_taken_while_others_write_is_one_moment(
    migrated: Installation, tmp_path: Path
) -> None:
    with migrated.database.writing():
        made = copying.copy(migrated.settings.database, tmp_path)

    assert made.stat().st_size > 0


def test_a_copy_of_the_other_kind_of_database_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Conflict, match="other kind"):
        copying.put_back(tmp_path / "govern.db", "postgresql://nowhere/x")
    with pytest.raises(Conflict, match="other kind"):
        copying.put_back(tmp_path / "govern.dump", "sqlite:///x.db")


def test_a_missing_tool_is_said_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(Path, "glob", lambda self, pattern: iter(()))
    monkeypatch.setattr("shutil.which", lambda name: None)

    with pytest.raises(Conflict, match="install postgresql-client"):
        copying.copy("postgresql+psycopg://nowhere/x", tmp_path)


def test_a_database_that_does_not_answer_is_said_with_its_words(tmp_path: Path) -> None:
    url = make_url("postgresql+psycopg://nobody@/nothing").update_query_dict(
        {"host": str(tmp_path)}
    )

    with pytest.raises(Conflict, match="pg_dump failed"):
        copying.copy(url.render_as_string(), tmp_path)
