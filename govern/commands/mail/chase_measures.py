"""Warn of measures that fall due, and once of those that are late: run with the other chases."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime

from govern.clock import instant
from govern.commands.mail.tell import tell
from govern.store import measures
from govern.store.measures import Task
from govern.store.writing import Writing
from workflows import roles
from workflows.conditions import WARNING_DAYS

Nearest = Callable[[datetime, datetime, tuple[int, ...]], int | None]
WHO = (roles.ASSET_OWNER, roles.SECURITY_OFFICER, roles.INFORMATION_MANAGER)
WHO_LATE = (*WHO, roles.DPO, roles.SIRO)


def chase_measures(w: Writing, nearest: Nearest) -> int:
    """How many mails were queued; each measure is told of once for each number of days."""
    queued = 0
    for organisation_id in measures.organisations_with_plans(w.session):
        for task in measures.tasks(w.session, organisation_id):
            queued += _chased(w, task, nearest)
    return queued


def _chased(w: Writing, task: Task, nearest: Nearest) -> int:
    if task.done or task.waits or task.due_at is None:
        return 0
    late = task.late(w.at)
    days = nearest(w.at, instant(task.due_at), WARNING_DAYS)
    if not late and days is None:
        return 0
    document = task.document
    told = "late" if late else str(days)
    occasion = f"{document.id}:{task.organisation_id}:{task.measure.row}:{task.due_at}:{told}"
    return tell(
        w,
        task.organisation_id,
        WHO_LATE if late else WHO,
        "measure_late" if late else "measure_due",
        key=f"measure:{hashlib.sha256(occasion.encode()).hexdigest()[:40]}",
        about={"reference": document.reference, "title": document.title, "days": str(days)},
        path=f"/documents/{document.id}/versions/{task.version.number}/action-plan",
    )
