"""What of action plans waits for a person: measures to put in place, and those to accept."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from govern.clock import text
from govern.store import measures
from govern.store.measures import Task
from govern.store.my_work import Item
from workflows import roles
from workflows.conditions import ACCEPTORS
from workflows.engine import Actor
from workflows.measures import REPORTERS

SOON = timedelta(days=30)
LATE_TOO = frozenset({roles.DPO, roles.SIRO})
"""Those who are shown what is late, beside those who see to it: nothing of it is asked of them."""
SHOWN = 80


def items(session: Session, actor: Actor, now: datetime) -> list[Item]:
    """What is asked of the actor: to put in place the measures of their organisation that are late
    or due within thirty days, and to accept what somebody else reported.
    """
    if actor.delegation is not None:
        return []
    found = [_item(each, "measure") for each in _to_do(session, actor, now)]
    return found + [_item(each, "measure_accept") for each in _to_accept(session, actor)]


def late(session: Session, actor: Actor, now: datetime) -> list[Task]:
    """The late measures of the actor's organisation, for officers who see to none themselves."""
    if actor.delegation is not None or actor.role not in LATE_TOO:
        return []
    return [each for each in measures.tasks(session, actor.organisation) if each.late(now)]


def _to_do(session: Session, actor: Actor, now: datetime) -> list[Task]:
    if actor.role not in REPORTERS:
        return []
    within = text(now + SOON)
    return [
        each
        for each in measures.tasks(session, actor.organisation)
        if not each.done and not each.waits and each.due_at is not None and each.due_at <= within
    ]


def _to_accept(session: Session, actor: Actor) -> list[Task]:
    if actor.role not in ACCEPTORS or not measures.reported(session, actor.organisation):
        return []
    return [
        each
        for each in measures.tasks(session, actor.organisation)
        if each.waits and each.said is not None and each.said.reported_by != actor.person
    ]


def _item(task: Task, kind: str) -> Item:
    document = task.document
    waited = task.said.reported_at if task.waits and task.said else None
    return Item(
        kind,
        task.measure.row,
        document.id,
        document.kind,
        document.reference,
        document.title,
        task.version.number,
        since=waited or "",
        due=task.due_at,
        detail=f"{task.measure.title}: {in_short(task)}",
    )


def in_short(task: Task) -> str:
    """What the measure is, cut where a list needs it."""
    what = " ".join(task.measure.what.split())
    return what if len(what) <= SHOWN else what[:SHOWN].rsplit(" ", 1)[0] + " …"
