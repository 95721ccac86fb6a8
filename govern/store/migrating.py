"""Moving the database from one shape to the next: what `govern migrate` runs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, event

from govern.store import rows
from govern.store.search import words_index
from govern.store.tables import Row

SCRIPTS = Path(__file__).resolve().parents[2] / "migrations"
_KNOWN = rows.__all__


def upgrade(url: str, revision: str = "head") -> tuple[str | None, str | None]:
    """Bring the database at `url` to `revision`; returns the revisions before and after."""
    return _move(url, command.upgrade, revision)


def downgrade(url: str, revision: str = "base") -> tuple[str | None, str | None]:
    """Take the database back to `revision`; returns the revisions before and after."""
    return _move(url, command.downgrade, revision)


def newest() -> str | None:
    """The newest revision that this program knows."""
    return ScriptDirectory.from_config(config()).get_current_head()


def revision_of(url: str) -> str | None:
    """The revision the database is at; None when it holds nothing of ours."""
    with _connected(url) as connection:
        return MigrationContext.configure(connection).get_current_revision()


def differences(url: str) -> list[Any]:
    """How the database differs from the tables in the code; empty when they agree."""
    with _connected(url) as connection:
        options = {
            "compare_type": True,
            "compare_server_default": True,
            "include_name": described,
        }
        context = MigrationContext.configure(connection, opts=options)
        return list(compare_metadata(context, Row.metadata))


def described(name: str | None, kind: str, _parents: Any) -> bool:
    """Whether a thing in the database is one that the tables in the code describe."""
    return not (kind == "table" and (name or "").startswith(words_index.NAME))


def config() -> Config:
    """Alembic's settings: the scripts beside this package, and no file of its own."""
    settings = Config()
    settings.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    return settings


def _move(url: str, to: Any, revision: str) -> tuple[str | None, str | None]:
    with _connected(url) as connection:
        before = MigrationContext.configure(connection).get_current_revision()
        settings = config()
        settings.attributes["connection"] = connection
        to(settings, revision)
        after = MigrationContext.configure(connection).get_current_revision()
    return before, after


@contextmanager
def _connected(url: str) -> Iterator[Connection]:
    """One transaction that commits at the end: a migration happens whole or not at all."""
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":
        # The driver must not commit before a change of tables, as it does by default.
        event.listen(engine, "connect", lambda dbapi, _: setattr(dbapi, "isolation_level", None))
        event.listen(engine, "begin", lambda opened: opened.exec_driver_sql("BEGIN IMMEDIATE"))
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()
