"""Doing the jobs that are due, one after the other."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from govern.commands.jobs.kinds import KINDS, Kind
from govern.commands.jobs.lease import Leased, failed, finished, lease
from govern.installation import Installation

_LOG = logging.getLogger("govern.jobs")


@dataclass
class Ran:
    """How many jobs were done and how many failed."""

    done: int = 0
    failed: int = 0


def run_due(installation: Installation, *, most: int = 100, kinds: Sequence[Kind] = KINDS) -> Ran:
    """Do at most `most` jobs that are due now. A failure is kept with its job and tried again."""
    ready = {kind.name: kind for kind in kinds if kind.ready(installation)}
    ran = Ran()
    while ran.done + ran.failed < most:
        job = lease(installation, ready)
        if job is None:
            break
        if _do(installation, ready[job.kind], job):
            ran.done += 1
        else:
            ran.failed += 1
    return ran


def _do(installation: Installation, kind: Kind, job: Leased) -> bool:
    try:
        kind.do(installation, job.payload)
    except Exception as fault:  # noqa: BLE001  whatever goes wrong is kept with the job
        again = failed(installation, job, f"{type(fault).__name__}: {fault}")
        later = "it is tried again later" if again else "nobody tries again by itself"
        _LOG.warning("job %s (%s) failed, %s", job.id, job.kind, later, exc_info=fault)
        return False
    finished(installation, job)
    return True
