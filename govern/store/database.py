"""The database: SQLite by default, PostgreSQL by one setting; one writer at a time, readers beside
it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.orm import Session as Session  # pages name it as what they read through

from govern.store.queueing import Queue

_WRITER = 0x676F7665726E
_SQLITE_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "busy_timeout=30000",
    "trusted_schema=OFF",
    "cache_size=-16384",  # KiB for each connection: SQLite's own 2 MB holds no page's tables
)


class Database:
    """Opens sessions. `writing()` holds the installation's only write turn until it commits."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.engine = _engine(url)
        self._watches: list[Event] = []
        self._writers = Queue()

    @property
    def sqlite(self) -> bool:
        """Whether this is the embedded database."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one consistent state and must not write."""
        engine = self.engine
        if not self.sqlite:  # SQLite's readers see one state as they are
            engine = engine.execution_options(isolation_level="REPEATABLE READ")
        with Session(engine, expire_on_commit=False, autoflush=False) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session whose transaction is alone in writing; commits at the end, rolls back on any
        error.

        One writer at a time keeps the ledger's order and its tree simple on both databases. Those
        of one process queue here, in order and without a connection, so that many who save leave
        the connections to those who read.
        """
        engine = self.engine.execution_options(writer=True)
        with (
            self._writers.turn(),
            Session(engine, expire_on_commit=False) as session,
            session.begin(),
        ):
            if not self.sqlite:
                session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _WRITER})
            yield session
        for each in self._watches:
            each.set()

    def watch(self) -> Event:
        """An event that is set after each commit of this process; another's must be looked for."""
        made = Event()
        self._watches.append(made)
        return made

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()


def _engine(url: str) -> Engine:
    if not url.startswith("sqlite"):
        return create_engine(url, pool_pre_ping=True)
    engine = create_engine(url, connect_args={"timeout": 30, "check_same_thread": False})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    for pragma in _SQLITE_PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    writer = connection.get_execution_options().get("writer", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writer else "BEGIN")
