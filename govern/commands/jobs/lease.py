"""Taking one job at a time, so that two workers never do the same; and how each one ended."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import and_, func, or_, select, update

from govern.clock import text
from govern.installation import Installation
from govern.store.rows.working import JobRow

LASTS = timedelta(minutes=5)
"""How long a worker has before another may take its job: longer than anything here takes."""

MOST_ATTEMPTS = 12
_FIRST_WAIT = timedelta(seconds=15)
_LONGEST_WAIT = timedelta(hours=1)


@dataclass(frozen=True)
class Leased:
    """A job that is ours until `until` (text)."""

    id: str
    kind: str
    payload: dict[str, Any]
    attempts: int
    until: str


def lease(installation: Installation, kinds: Collection[str]) -> Leased | None:
    """The job of these kinds that has been due longest, now ours; None when there is none.

    A job whose worker died comes back when its lease has run out.
    """
    now = installation.clock.now()
    until = text(now + LASTS)
    due = and_(JobRow.state == "waiting", JobRow.due_at <= text(now))
    abandoned = and_(JobRow.state == "leased", JobRow.leased_until <= text(now))
    longest_due = (
        select(JobRow.id)
        .where(JobRow.kind.in_(list(kinds)), or_(due, abandoned))
        .order_by(JobRow.due_at, JobRow.id)
        .limit(1)
        .with_for_update(skip_locked=True)
        .scalar_subquery()
    )
    take = (
        update(JobRow)
        .where(JobRow.id == longest_due)
        .values(state="leased", leased_until=until, attempts=JobRow.attempts + 1)
        .returning(JobRow.id, JobRow.kind, JobRow.payload, JobRow.attempts)
        .execution_options(synchronize_session=False)
    )
    with installation.database.writing() as session:
        row = session.execute(take).first()
    return None if row is None else Leased(row.id, row.kind, row.payload, row.attempts, until)


def finished(installation: Installation, job: Leased) -> None:
    """The job was done."""
    now = text(installation.clock.now())
    _settle(installation, job, state="done", done_at=now, leased_until=None, fault=None)


def failed(installation: Installation, job: Leased, fault: str) -> bool:
    """The job failed: it waits longer each time, and after the last attempt for a person.

    Returns whether it will be tried again.
    """
    again = job.attempts < MOST_ATTEMPTS
    due = text(installation.clock.now() + wait(job.attempts))
    state = {"state": "waiting", "due_at": due} if again else {"state": "failed"}
    _settle(installation, job, **state, leased_until=None, fault=fault[:2000])
    return again


def wait(attempts: int) -> timedelta:
    """How long to wait after so many attempts: doubling from 15 seconds to an hour."""
    doublings = max(0, min(attempts - 1, 12))
    return min(_FIRST_WAIT * (1 << doublings), _LONGEST_WAIT)


def retry(installation: Installation) -> int:
    """Put every job that failed for good back into the queue, due now; how many there were."""
    with installation.database.writing() as session:
        again = update(JobRow).where(JobRow.state == "failed")
        now = text(installation.clock.now())
        found: Any = session.execute(again.values(state="waiting", due_at=now, attempts=0))
    return int(found.rowcount)


def counts(installation: Installation, kind: str | None = None) -> dict[str, int]:
    """How many jobs there are in each state: all, or those of one kind."""
    query = select(JobRow.state, func.count()).group_by(JobRow.state)
    if kind is not None:
        query = query.where(JobRow.kind == kind)
    with installation.reading() as session:
        rows = session.execute(query).all()
    return dict(sorted((row[0], row[1]) for row in rows))


def _settle(installation: Installation, job: Leased, **values: Any) -> None:
    """Say how our own lease ended; another worker that took the job meanwhile is left alone."""
    ours = JobRow.id == job.id, JobRow.state == "leased", JobRow.leased_until == job.until
    with installation.database.writing() as session:
        session.execute(update(JobRow).where(*ours).values(**values))
