"""`govern serve` and `govern worker`: the pages, and what is done behind them."""

from __future__ import annotations

import argparse
import logging
import os
import signal
import threading
from typing import Any

from gunicorn.app.base import BaseApplication

from govern.api.distribution import MOST_WAITING
from govern.cli import opening
from govern.cli.outcome import Outcome
from govern.commands.backup.restore_backup import held_back
from govern.commands.jobs.lease import counts, retry
from govern.commands.jobs.rounds import Worker
from govern.commands.ledger.integrity import check_integrity
from govern.commands.register.keep import keep_published
from govern.commands.register.publish import Publisher
from govern.errors import Conflict
from govern.installation import Installation
from govern.records.authority import AuthorityError, WeakAuthority
from govern.records.pades.outside import try_authority
from govern.store import migrating

_LOG = logging.getLogger("govern")
THREADS = MOST_WAITING + 40
"""Gates that wait for news take up a thread each, and shall leave enough for everyone else."""


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Describe the subcommands."""
    serving = commands.add_parser("serve", parents=[common], help="serve the pages")
    serving.add_argument("--host", default="127.0.0.1")
    serving.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 8000))
    serving.add_argument("--processes", type=int, default=1, metavar="N")
    serving.add_argument("--threads", type=int, default=THREADS, metavar="N")
    serving.add_argument("--no-worker", action="store_true", help="workers run on their own")
    serving.set_defaults(run=serve)
    working = commands.add_parser("worker", parents=[common], help="do what waits, until stopped")
    working.add_argument("--once", action="store_true", help="do what is due now, then stop")
    working.add_argument("--retry", action="store_true", help="try failed jobs again first")
    working.set_defaults(run=work)


def serve(given: argparse.Namespace) -> Outcome:
    """Serve until stopped. Conflict when the database is not migrated or not whole."""
    _logging()
    _check(opening.installation())
    _Server(given).run()
    return Outcome([], {})


def work(given: argparse.Namespace) -> Outcome:
    """Do jobs and rounds until stopped, or once."""
    _logging()
    installation = opening.installation()
    again = retry(installation) if given.retry else 0
    worker = Worker(installation)
    if given.once:
        ran = worker.turn()
        Publisher(installation).turn()
        data = {"done": ran.done, "failed": ran.failed, "again": again, **_left(installation)}
        said = f"{ran.done} jobs done, {ran.failed} failed; {_words(data['jobs'])} in the queue."
        return Outcome([said], data, not ran.failed)
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    publishing = threading.Thread(target=keep_published, args=(installation, stop), daemon=True)
    publishing.start()
    worker.run(stop)
    publishing.join(timeout=10)
    return Outcome(["Stopped."], _left(installation))


def _check(installation: Installation) -> None:
    """The database is in our shape, and no event was altered: else nothing may be answered."""
    if held := held_back(installation.settings):
        raise Conflict(held)
    found, newest = migrating.revision_of(installation.settings.database), migrating.newest()
    if found != newest:
        raise Conflict(f"The database is at {found}, this program needs {newest}: govern migrate")
    _try_authority(installation)
    checked = check_integrity(installation)
    for fault in checked.broken:
        _LOG.critical("the ledger's evidence is broken: %s", fault.sentence)
    if any(fault.table == "event" for fault in checked.broken):
        raise Conflict("The ledger was altered: see `govern ledger verify`, restore a backup.")
    installation.database.close()


def _try_authority(installation: Installation) -> None:
    """An outside authority that will never do is refused now; one that does not answer now may
    answer when it is needed.
    """
    named = installation.time_authority
    if named is None:
        return
    try:
        try_authority(named, installation.clock.now())
    except WeakAuthority as fault:
        raise Conflict(str(fault)) from None
    except AuthorityError as fault:
        _LOG.warning("%s Records wait until it does.", fault)


class _Server(BaseApplication):  # type: ignore[misc]  # gunicorn ships no types
    """Gunicorn, told by arguments. Each process opens the installation after the fork."""

    def __init__(self, given: argparse.Namespace) -> None:
        self._given = given
        self._stop = threading.Event()
        self._workers: tuple[threading.Thread, ...] = ()
        super().__init__()

    def load_config(self) -> None:
        """Tell gunicorn how to run."""
        given = self._given
        for name, value in {
            "bind": f"{given.host}:{given.port}",
            "workers": given.processes,
            "threads": given.threads,
            "worker_class": "gthread",
            "timeout": 60,
            "graceful_timeout": 20,
            "keepalive": 5,
            "proc_name": "govern",
            "control_socket_disable": True,
            "worker_exit": lambda _server, _worker: self._leave(),
            "on_starting": lambda _: _LOG.info("serving on http://%s:%s", given.host, given.port),
        }.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """The application of this process, with a worker beside it unless there are others."""
        from govern.app import create_app

        installation = opening.installation()
        if not self._given.no_worker:
            self._workers = (
                threading.Thread(target=Worker(installation).run, args=(self._stop,), daemon=True),
                threading.Thread(
                    target=keep_published, args=(installation, self._stop), daemon=True
                ),
            )
            for each in self._workers:
                each.start()
        return create_app(installation)

    def _leave(self) -> None:
        """Let the worker finish its turn; what it cannot finish, another takes over."""
        self._stop.set()
        for each in self._workers:
            each.join(timeout=10)


def _left(installation: Installation) -> dict[str, Any]:
    return {"jobs": counts(installation)}


def _words(jobs: dict[str, int]) -> str:
    return ", ".join(f"{number} {state}" for state, number in jobs.items()) or "nothing"


def _logging() -> None:
    logging.basicConfig(
        level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s"
    )
    for talkative in ("alembic", "pikepdf", "weasyprint", "fontTools"):
        logging.getLogger(talkative).setLevel(logging.WARNING)
