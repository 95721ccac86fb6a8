"""A throw-away PostgreSQL server for the tests, in a temporary folder and never run by root."""

from __future__ import annotations

import itertools
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypedDict

import psycopg

_USER = "govern"
_SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "max_connections": "60",
    "shared_buffers": "32MB",
    "jit": "off",
    "timezone": "Asia/Tokyo",  # whatever relies on the server's time zone shall show itself
}


class NoPostgres(RuntimeError):
    """There is no server to test against, or it would not start."""


def find_binaries() -> Path:
    """The folder with initdb and postgres, the newest installed; NoPostgres when there is none."""
    versions = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = sorted(versions, key=lambda found: int(found.parts[-3].split(".")[0]), reverse=True)
    on_path = shutil.which("initdb")
    for initdb in [*newest, *([Path(on_path).resolve()] if on_path else [])]:
        if (initdb.parent / "postgres").exists():
            return initdb.parent
    raise NoPostgres(
        "the tests need a PostgreSQL server and found none: "
        "run `make test`, which installs it, or `apt-get install postgresql`"
    )


class Account(TypedDict, total=False):
    """The account a child process changes to; empty when it keeps ours."""

    user: int
    group: int
    extra_groups: list[int]


def unprivileged_account() -> Account:
    """Who runs the server: ourselves when we are not root, else `postgres` or `nobody`."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": found.pw_uid, "group": found.pw_gid, "extra_groups": []}
    raise NoPostgres("PostgreSQL refuses root, and there is no user `postgres` or `nobody`")


@dataclass
class Server:
    """One running server and the databases made in it."""

    home: Path
    process: subprocess.Popen[bytes]
    _numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    def url(self, database: str) -> str:
        """The SQLAlchemy address of `database`, over the server's own socket."""
        return f"postgresql+psycopg://{_USER}@/{database}?host={self.home}"

    def connect(self) -> psycopg.Connection[tuple[object, ...]]:
        """A connection for making and dropping databases."""
        return psycopg.connect(
            host=str(self.home), user=_USER, dbname="postgres", autocommit=True, connect_timeout=10
        )

    def create(self, template: str = "template0") -> str:
        """Make a fresh database from `template` and return its name."""
        name = f"t{next(self._numbers)}"
        with self.connect() as connection:
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"'.encode())
        return name

    def drop(self, name: str) -> None:
        """Remove a database, whoever is still connected to it."""
        with self.connect() as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'.encode())

    def stop(self) -> None:
        """Stop the server and remove its folder."""
        self.process.terminate()
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.home, ignore_errors=True)


def start(**changed: str) -> Server:
    """Start a server nobody else can reach, with these settings instead of ours; NoPostgres says
    why it could not.
    """
    binaries = find_binaries()
    account = unprivileged_account()
    # Not pytest's folder: that one is closed to the unprivileged user, and too long for a socket.
    home = Path(tempfile.mkdtemp(prefix="govern-pg-", dir="/tmp"))
    if account:
        os.chown(home, account["user"], account["group"])
    try:
        _initialise(binaries, home, account)
        server = Server(home, _launch(binaries, home, account, _SETTINGS | changed))
    except BaseException:
        shutil.rmtree(home, ignore_errors=True)
        raise
    try:
        _wait_until_ready(server)
    except BaseException:
        server.stop()
        raise
    return server


def _initialise(binaries: Path, home: Path, account: Account) -> None:
    made = subprocess.run(
        [binaries / "initdb", "--no-sync", "--auth=trust", f"--username={_USER}",
         "--encoding=UTF8", "--locale=C", "-D", home / "data"],
        capture_output=True, text=True, check=False, cwd="/", **account,
    )  # fmt: skip
    if made.returncode != 0:
        raise NoPostgres(f"initdb failed: {made.stderr.strip()}")


def _launch(
    binaries: Path, home: Path, account: Account, given: Mapping[str, str]
) -> subprocess.Popen[bytes]:
    settings = [part for name, value in given.items() for part in ("-c", f"{name}={value}")]
    setpriv = shutil.which("setpriv")
    # The server goes when the tests go, also when they are killed.
    leash = [setpriv, "--pdeathsig", "INT", "--"] if setpriv else []
    with (home / "log").open("wb") as log:
        return subprocess.Popen(
            [*leash, str(binaries / "postgres"), "-D", str(home / "data"), "-k", str(home),
             *settings],
            stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd="/", **account,
        )  # fmt: skip


def _wait_until_ready(server: Server) -> None:
    deadline = time.monotonic() + 30
    while True:
        try:
            server.connect().close()
        except psycopg.OperationalError as fault:
            if server.process.poll() is not None or time.monotonic() > deadline:
                log = (server.home / "log").read_text(errors="replace").strip()
                raise NoPostgres(f"PostgreSQL did not start: {log or fault}") from fault
            time.sleep(0.05)
        else:
            return
