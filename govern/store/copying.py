"""Copies of the whole database while it is in use: a file on SQLite, a dump on PostgreSQL."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
from pathlib import Path

from sqlalchemy import make_url

from govern.errors import Conflict

SQLITE_NAME = "govern.db"
DUMP_NAME = "govern.dump"


def copy(url: str, folder: Path) -> Path:
    """Copy the database into `folder` as of one moment, and return the file."""
    if url.startswith("sqlite"):
        return _copy_sqlite(url, folder / SQLITE_NAME)
    to = folder / DUMP_NAME
    _tool("pg_dump", "--format=custom", "--no-owner", f"--file={to}", _libpq(url))
    return to


def put_back(source: Path, url: str) -> None:
    """Put a copy into an empty database. Conflict when it is not empty, or of the other kind."""
    if (source.name == SQLITE_NAME) != url.startswith("sqlite"):
        raise Conflict("The backup is of the other kind of database than GOVERN_DATABASE_URL.")
    if source.name == SQLITE_NAME:
        target = _path(url)
        if target.exists():
            raise Conflict(f"{target} is there already; a restore overwrites nothing.")
        shutil.copyfile(source, target)
        return
    _tool(
        "pg_restore", "--exit-on-error", "--no-owner", "--single-transaction",
        f"--dbname={_libpq(url)}", str(source),
    )  # fmt: skip


def _copy_sqlite(url: str, to: Path) -> Path:
    """In one step: a copy in several would start anew whenever somebody writes."""
    source, target = sqlite3.connect(_path(url)), sqlite3.connect(to)
    try:
        source.backup(target)
        (said,) = target.execute("PRAGMA integrity_check").fetchone()
    finally:
        source.close()
        target.close()
    if said != "ok":
        raise Conflict(f"The copy of the database is damaged: {said}")
    return to


def _path(url: str) -> Path:
    return Path(make_url(url).database or "")


def _libpq(url: str) -> str:
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


def _tool(name: str, *arguments: str) -> None:
    installed = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    program = shutil.which(name) or (str(installed[-1]) if installed else None)
    if program is None:
        raise Conflict(f"{name} is needed for this and is not here: install postgresql-client.")
    line = [program, *arguments]
    ran = subprocess.run(line, capture_output=True, text=True, check=False)  # noqa: S603  no shell, and our own words
    if ran.returncode:
        raise Conflict(f"{name} failed: {ran.stderr.strip()[:500]}")
