"""How the forces put the measures of their assessments in place over the eighteen months: reported
by those who see to them, accepted by the DPO, a few late, one sent back.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from itertools import pairwise

from govern.commands.measures.settle import settle_measure
from govern.demonstration import cast
from govern.demonstration.stage import Planned, Stage
from govern.demonstration.texts.filling import read
from govern.store import measures
from govern.store.measures import Task
from workflows import roles

ROUNDS = (86, 114, 142, 178, 292, 364, 396, 508, 528, 546)
"""Days on which the forces go through what falls due before the next."""
LAST = 560
LATE = frozenset(
    {
        ("warwickshire", "r17"), ("warwickshire", "r2"), ("norfolk", "r18"),
        ("hertfordshire", "actions-r10"), ("essex", "r19"), ("suffolk", "actions-r9"),
        ("west-mercia", "r13"), ("west-mercia", "actions-r7"),
    }
)  # fmt: skip
"""What nobody has put in place by the last day."""
SENT_BACK = ("kent", "r8")
WAITING = frozenset({("essex", "r18"), ("kent", "r17")})
"""What is reported in the last round alone, and waits to be accepted."""


def scenes() -> Iterator[Planned]:
    """One scene for each round."""
    for day, following in pairwise((*ROUNDS, LAST)):
        yield day, partial(_round, following), f"Measures are put in place, day {day}"


def _round(following: int, stage: Stage) -> None:
    until = stage.on(following)
    due = {force: list(_due(stage, force, until)) for force in cast.FORCES}
    for force, tasks in due.items():
        for task in tasks:
            _report(stage, force, task)
    stage.clock.advance(timedelta(hours=4))
    for force, tasks in due.items():
        for task in tasks:
            _accept(stage, force, task)


def _due(stage: Stage, force: str, until: date) -> Iterator[Task]:
    with stage.installation.reading() as session:
        found = measures.tasks(session, stage.bodies[force])
    for each in found:
        key, due = (force, each.measure.row), each.measure.due_on
        left = LATE if until == stage.on(LAST) else LATE | WAITING
        if not each.done and not each.waits and key not in left and due and due < until:
            yield each


def _report(stage: Stage, force: str, task: Task) -> None:
    said = read("measures")[said_of(task.document.kind, task.measure.row)]
    _act(stage, roles.INFORMATION_MANAGER, force, task, "submit", str(said))


def said_of(kind: str, row: str) -> str:
    """The name of what is said of a row of a plan: each kind of document numbers its rows anew."""
    return row if kind == "dpia" else f"addendum-{row}"


def _accept(stage: Stage, force: str, task: Task) -> None:
    if (force, task.measure.row) in WAITING:
        return
    if (force, task.measure.row) == SENT_BACK and task.said is None:
        _act(stage, roles.DPO, force, task, "reject", str(read("measures")["sent-back"]))
        return
    _act(stage, roles.DPO, force, task, "accept")


def _act(stage: Stage, role: str, force: str, task: Task, act: str, words: str = "") -> None:
    settle_measure(
        stage.installation,
        by=stage.actor(role, force),
        document_id=task.document.id,
        row_id=task.measure.row,
        act=act,
        words=words,
    )
