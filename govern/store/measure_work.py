"""What of action plans waits for a person: measures that are due within a month, or late."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from govern.clock import text
from govern.store import measures
from govern.store.measures import Task
from govern.store.my_work import HAND_IN, Item
from workflows import roles
from workflows.engine import Actor

SOON = timedelta(days=30)
LATE_TOO = frozenset({roles.DPO, roles.SIRO})
"""Those who are shown what is late, beside those who see to it."""
SHOWN = 80


def items(session: Session, actor: Actor, now: datetime) -> list[Item]:
    """The measures of the actor's organisation that are late or due within thirty days; officers
    who do not see to them are shown the late ones alone.
    """
    if actor.delegation is not None or actor.role not in HAND_IN | LATE_TOO:
        return []
    within = text(now + SOON) if actor.role in HAND_IN else text(now)
    return [
        _item(each)
        for each in measures.tasks(session, actor.organisation)
        if not each.done and each.due_at is not None and each.due_at <= within
    ]


def _item(task: Task) -> Item:
    document, what = task.document, " ".join(task.measure.what.split())
    shown = what if len(what) <= SHOWN else what[:SHOWN].rsplit(" ", 1)[0] + " …"
    return Item(
        "measure",
        task.measure.row,
        document.id,
        document.kind,
        document.reference,
        document.title,
        task.version.number,
        since="",
        due=task.due_at,
        detail=f"{task.measure.title}: {shown}",
    )
