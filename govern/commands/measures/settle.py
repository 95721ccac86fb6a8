"""Settle a measure of the action plan: one person reports it in place, another accepts it; either
kind of officer may say that it is open again.
"""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any, Final

from sqlalchemy.orm import Session

from govern.commands.authority import present
from govern.commands.mail.tell import tell
from govern.commands.reading import Reading
from govern.errors import Conflict, NotFound
from govern.installation import Installation
from govern.store import measures
from govern.store.identifiers import new_id
from govern.store.measures import Task
from govern.store.standing import colleagues, standing
from govern.store.writing import Writing
from workflows import roles
from workflows.catalogue import workflow
from workflows.engine import Actor, Facts, Form, move
from workflows.facts import Done

EVENTS: Final = {
    "submit": "measure_changed",
    "accept": "measure_accepted",
    "reject": "measure_sent_back",
    "reopen": "measure_reopened",
}


def settle_measure(
    installation: Installation,
    *,
    by: Actor,
    document_id: str,
    row_id: str,
    act: str,
    words: str = "",
) -> None:
    """`act` is submit (words: where the evidence is), accept, reject or reopen (words: why). The
    organisation alone reads the words.

    Refused with every reason by the table `measure`; NotFound for a measure that the actor's
    organisation did not take on.
    """
    with installation.writing(by) as w:
        present(w, by)
        task = own_task(w.session, by, document_id, row_id)
        if act not in EVENTS:
            raise NotFound(f"act {act}")
        said = _said(act, words)
        facts = measure_facts(w.session, w.at, by, task, Form(reasons=said))
        moved = move(workflow("measure"), task.stage, act, by, facts)
        _record(w, by, task, act, moved.new_stage, said)
        if act == "submit":
            _ask_acceptance(w, task)
        if act == "reject":
            _tell_reporter(w, task)


def own_task(session: Session, by: Actor, document_id: str, row_id: str) -> Task:
    """The measure, if the actor's organisation took it on by signing; else NotFound."""
    for each in measures.tasks(session, by.organisation, document_id):
        if each.measure.row == row_id:
            return each
    raise NotFound(f"measure {row_id}")


def measure_facts(
    session: Session, at: datetime, by: Actor, task: Task, form: Form | None = None
) -> Facts:
    """The facts by which an act on a measure is judged at `at`. Conflict where the text itself says
    that it is done or dropped.
    """
    if task.measure.settled:
        raise Conflict("the text says that this is done or dropped")
    reporter = task.said.reported_by if task.said else None
    reported = (Done("submit", "", reporter, task.organisation_id),) if reporter else ()
    return Facts(
        at=at,
        organisation=task.organisation_id,
        document_kind="measure",
        acts=reported,
        elsewhere=(),
        drafters=frozenset(),
        form=form,
        **standing(session, by, at),
    )


def _said(act: str, words: str) -> str:
    typed = Reading()
    shortest = 0 if act == "accept" else 10
    said = typed.words(
        "words", words, "Say it in 10 to 4,000 characters", shortest=shortest, longest=4000
    )
    typed.done()
    return said


def _record(w: Writing, by: Actor, task: Task, act: str, state: str, said: str) -> None:
    private = {"words": said} if said else None
    data: dict[str, Any] = {"version_id": task.version.id, "state": state}
    if act == "submit":
        data["reported_by"] = by.person
    if act == "accept":
        data["accepted_by"] = by.person
    if task.said is not None:
        w.record(EVENTS[act], ("measure", task.said.id), data, private)
        return
    whole = {
        **data,
        "document_id": task.document.id,
        "row_id": task.measure.row,
        "organisation_id": task.organisation_id,
    }
    w.record("measure_reported", ("measure", new_id()), whole, private)


def _ask_acceptance(w: Writing, task: Task) -> None:
    document = task.document
    tell(
        w,
        task.organisation_id,
        (roles.DPO, roles.SIRO),
        "measure_submitted",
        key=_occasion(w, task),
        about={"reference": document.reference, "title": document.title},
        path=_path(task),
    )


def _tell_reporter(w: Writing, task: Task) -> None:
    """Whoever reported it in place hears that it was sent back, while they belong to us still."""
    reporter = task.said.reported_by if task.said else None
    if reporter is None or reporter not in colleagues(w.session, task.organisation_id, w.at):
        return
    about = {"reference": task.document.reference, "title": task.document.title}
    given = {
        "person_id": reporter,
        "template": "measure_returned",
        "about": about,
        "path": _path(task),
    }
    w.enqueue("mail", f"mail:{_occasion(w, task)}:returned:{reporter}", given)


def _occasion(w: Writing, task: Task) -> str:
    said = f"{task.document.id}:{task.organisation_id}:{task.measure.row}:{w.at:%Y%m%d%H%M%S}"
    return f"measure:{hashlib.sha256(said.encode()).hexdigest()[:40]}"


def _path(task: Task) -> str:
    plan = f"/documents/{task.document.id}/versions/{task.version.number}/action-plan"
    return f"{plan}#measure-{task.measure.row}"
