"""A service of any size as `govern serve` runs it, in a process of its own, for measuring gates.

What it is told from then on goes through its ledger as ever; it is asked to record stops over HTTP,
so that a commit wakes its publisher as one from a page does.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import threading
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from time import process_time
from typing import Any
from urllib.request import Request, urlopen

from flask import Flask, request
from werkzeug.middleware.dispatcher import DispatcherMiddleware

from govern.app import create_app
from govern.cli.serving import THREADS, _Server
from govern.clock import SystemClock
from govern.commands.organisations.add_organisation import add_organisation
from govern.commands.register.keep import keep_published
from govern.commands.register.repository import Repository
from govern.installation import Installation, begin, open_installation
from govern.register.derive import derive
from govern.register.facts import Index
from govern.register.row import FlowKey
from govern.settings import settings
from govern.store import schema
from govern.store.database import Database
from govern.store.identifiers import new_id
from govern.store.live import LiveRegister
from tests.bench.register_bench import FORCES, consortium, timed
from tests.gate.running import ROOT, Running, free_port, until

BUILDING = 900
"""Seconds until it must serve: a million flows take minutes."""


class Supposed(LiveRegister):
    """The live register over a consortium of any size that no ledger tells of. What the ledger
    tells from then on, it folds in as ever: read from SQL, checked against the chain, judged anew
    where it changes something.
    """

    def __init__(self, installation: Installation, agreements: int, each: int = 1) -> None:
        super().__init__(installation.database, installation.settings.lease)
        tables = consortium(agreements, unsigned=0.02, each=each)
        now = installation.clock.now()
        self.indexing, self._index = timed(partial(Index, tables))
        del tables
        self.judging, self._register = timed(lambda: derive(self._index.facts, now))


class Service:
    """The service from outside."""

    def __init__(self, home: Path) -> None:
        self.url = f"http://127.0.0.1:{free_port()}"
        self.installation = _begun(home, self.url)
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, agreements: int, each: int) -> None:
        """Run it over so many agreements, of so many flows for each force, until it publishes."""
        told = (self.installation.settings.home, self.url, agreements, each)
        line = [sys.executable, "-m", "tests.bench.served", *map(str, told)]
        self._process = subprocess.Popen(line, cwd=ROOT, start_new_session=True)
        until(lambda: Repository(self.installation.settings).state(), BUILDING)

    def gates(self) -> Running:
        """What installs gates for it."""
        return Running(self.installation, self.url)

    def told(self) -> dict[str, Any]:
        """How many flows it has, what reading and judging them took, and an open flow of one force
        with each of its partners: key and id.
        """
        return self._asked("register")

    def stop(self, kind: str, key: FlowKey, flow: str) -> None:
        """Have a stop recorded of one flow, or a kill of all that its partner gets."""
        scope = ("partner", key.partner) if kind == "kill" else ("flow", flow)
        self._asked("stop", {"kind": kind, "scope_kind": scope[0], "scope_id": scope[1]})

    def used(self) -> float:
        """CPU seconds of the process that serves, until now."""
        return float(self._asked("used")["cpu"])

    def end(self) -> None:
        """Let it stop, with its server's other process."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(60)
        self.installation.database.close()

    def _asked(self, what: str, sent: Any = None) -> dict[str, Any]:
        body = None if sent is None else json.dumps(sent).encode()
        headers = {"Content-Type": "application/json"}
        with urlopen(Request(f"{self.url}/bench/{what}", body, headers), timeout=60) as answer:
            found: dict[str, Any] = json.load(answer)
            return found


@contextmanager
def serving(agreements: int, each: int = 1) -> Iterator[Service]:
    """A service over loopback HTTP, until the end of the `with`."""
    with tempfile.TemporaryDirectory() as folder:
        service = Service(Path(folder) / "home")
        try:
            service.start(agreements, each)
            yield service
        finally:
            service.end()


class _Serving(_Server):
    """`govern serve` with a register that is supposed, and addresses for the bench."""

    def __init__(self, home: Path, url: str, agreements: int, each: int) -> None:
        self._home, self._url, self._size = home, url, (agreements, each)
        host, port = url.removeprefix("http://").split(":")
        super().__init__(Namespace(host=host, port=int(port), processes=1, threads=THREADS))

    def load_config(self) -> None:
        """As the product has it, but it may take long to begin."""
        super().load_config()
        self.cfg.set("timeout", BUILDING)
        self.cfg.set("loglevel", "warning")

    def load(self) -> Any:
        """The site with its publisher."""
        given = settings({}, home=self._home, demonstration=True, url=self._url)
        installation = open_installation(given, clock=SystemClock())
        held = Supposed(installation, *self._size)
        installation.__dict__["register"] = held
        publishing = threading.Thread(
            target=keep_published, args=(installation, self._stop), daemon=True
        )
        publishing.start()
        self._workers = (publishing,)
        return DispatcherMiddleware(create_app(installation), {"/bench": _told(installation, held)})


def _told(installation: Installation, held: Supposed) -> Flask:
    app = Flask("bench")

    @app.get("/register")
    def register() -> dict[str, Any]:
        found = held.at(installation.clock.now()).register
        rows = (row for row in found.open_rows() if row.key.force == "force-0")
        each = {row.key.partner: [list(row.key), row.flow] for row in rows}
        size = {"flows": len(found.rows), "indexing": held.indexing, "judging": held.judging}
        return {**size, "open": list(each.values())}

    @app.post("/stop")
    def stop() -> dict[str, Any]:
        with installation.writing(None) as w:
            w.record("stop_placed", ("stop", new_id()), {**request.get_json(), "force_id": None})
        return {}

    @app.get("/used")
    def used() -> dict[str, Any]:
        return {"cpu": process_time()}

    return app


def _begun(home: Path, url: str) -> Installation:
    home.mkdir(parents=True)
    given = settings({}, home=home, demonstration=True, url=url)
    database = Database(given.database)
    with database.engine.begin() as connection:
        schema.create(connection)
    database.close()
    made = begin(given, name="Bench", clock=SystemClock())
    for number in range(FORCES):
        slug = f"force-{number}"
        add_organisation(made, by=None, slug=slug, kind="force", name=slug)
    return made


if __name__ == "__main__":
    home, url, agreements, each = sys.argv[1:]
    _Serving(Path(home), url, int(agreements), int(each)).run()
