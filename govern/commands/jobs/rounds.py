"""The worker: it does the jobs that are due, and the rounds that come round by the clock."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Event

from govern.commands.imports.dispose import dispose_due
from govern.commands.jobs.run import Ran, run_due
from govern.commands.ledger.checkpoints import make_checkpoint
from govern.commands.ledger.integrity import IntegrityWatch
from govern.commands.mail.chase import chase
from govern.commands.records.copy_to_second import Copier
from govern.commands.register.late_gates import LateGates
from govern.commands.register.reconcile import reconcile
from govern.commands.signing.archive import Keeper
from govern.installation import Installation

_LOG = logging.getLogger("govern.worker")
_PAUSE = 1.0
"""Seconds between looks at the queue when there was nothing in it."""


@dataclass
class Round:
    """Something done again and again: `every` so often, and safe when several workers do it."""

    name: str
    every: timedelta
    do: Callable[[], object]
    last: datetime | None = field(default=None)

    def due(self, now: datetime) -> bool:
        """Whether it is time."""
        return self.last is None or now - self.last >= self.every


class Worker:
    """One worker of one installation; any number of them may run beside each other."""

    def __init__(self, installation: Installation) -> None:
        self._installation = installation
        watch = IntegrityWatch(installation)
        often = timedelta(seconds=installation.settings.integrity_seconds)
        self.rounds = (
            Round("integrity", often, lambda: _watch(watch)),
            Round("checkpoint", timedelta(minutes=1), lambda: make_checkpoint(installation)),
            Round("reconcile", timedelta(seconds=15), lambda: reconcile(installation)),
            Round("late gates", timedelta(seconds=15), LateGates(installation).look),
            Round("chase", timedelta(minutes=5), lambda: chase(installation)),
            Round("second store", timedelta(seconds=10), Copier(installation).copy_new),
            Round("sweep", timedelta(hours=1), installation.archive.sweep),
            Round("disposal", timedelta(hours=6), lambda: dispose_due(installation)),
            Round("archive", timedelta(minutes=1), Keeper(installation).renew_some),
        )

    def turn(self) -> Ran:
        """Do what is due now: jobs first, then rounds. A round that fails comes again."""
        ran = run_due(self._installation)
        now = self._installation.clock.now()
        for each in self.rounds:
            if each.due(now):
                each.last = now
                self._go(each)
        return ran

    def run(self, stop: Event) -> None:
        """Take turns until `stop` is set."""
        while not stop.is_set():
            try:
                ran = self.turn()
            except Exception:  # noqa: BLE001  a worker outlives whatever goes wrong
                _LOG.exception("the worker could not look at its queue")
                ran = Ran()
            if not ran.done:
                stop.wait(_PAUSE)

    def _go(self, each: Round) -> None:
        try:
            each.do()
        except Exception:  # noqa: BLE001  one round must not keep others from running
            _LOG.exception("the round %s failed", each.name)


def _watch(watch: IntegrityWatch) -> None:
    checked = watch.check()
    for fault in checked.broken:
        _LOG.critical("the ledger's evidence is broken: %s", fault.sentence)
