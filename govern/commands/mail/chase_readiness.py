"""Chase evidence of readiness checks that waits to be judged, and warn of passes that end soon."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from documents.checklists import checklist
from govern.clock import instant
from govern.commands.mail.tell import tell
from govern.store.readiness import latest
from govern.store.rows.readiness import ReadinessItemRow, ReadinessRow
from govern.store.writing import Writing
from workflows.catalogue import workflow
from workflows.conditions import WARNING_DAYS
from workflows.readiness import OPENERS
from workflows.steps import DECIDERS
from workflows.working_days import schedule


def chase_readiness(w: Writing) -> int:
    """Queue what is due now; how many mails were queued. Safe to repeat."""
    return _waiting(w) + _ending(w)


def _waiting(w: Writing) -> int:
    due = workflow("readiness_item").stage("submitted").due
    query = select(ReadinessItemRow, ReadinessRow).join(
        ReadinessRow, ReadinessRow.id == ReadinessItemRow.readiness_id
    )
    found = query.where(ReadinessItemRow.state == "submitted", ReadinessRow.state == "in_progress")
    queued = 0
    for item, row in w.session.execute(found).all():
        if due is None or item.submitted_at is None:
            continue
        passed = [
            percent
            for percent, at in schedule(due, instant(item.submitted_at)).chase_at
            if at <= w.at
        ]
        if passed:
            occasion = f"{item.id}:{item.submitted_at}:{passed[-1]}"
            queued += _tell(w, row, (item.approver,), "readiness_waiting", occasion, item.item)
    return queued


def _ending(w: Writing) -> int:
    query = select(ReadinessRow).where(
        ReadinessRow.state == "passed", ReadinessRow.valid_until.is_not(None)
    )
    queued = 0
    for row in w.session.scalars(query).all():
        left = instant(row.valid_until or "") - w.at
        reached = [days for days in WARNING_DAYS if timedelta(0) < left <= timedelta(days=days)]
        if reached and not _renewed(w, row):
            days = min(reached)
            who = tuple(dict.fromkeys((*DECIDERS, *OPENERS)))
            queued += _tell(w, row, who, "readiness_ending", f"{row.id}:ends:{days}", days=days)
    return queued


def _renewed(w: Writing, row: ReadinessRow) -> bool:
    """Whether a later check of the same kind on the same subject was decided since."""
    subject = (row.subject_kind, row.subject_id)
    newest = latest(w.session, row.template, subject, ("passed", "revoked"))
    return newest is not None and newest.id != row.id


def _tell(
    w: Writing,
    row: ReadinessRow,
    who: tuple[str, ...],
    template: str,
    key: str,
    item: str = "",
    days: int = 0,
) -> int:
    title = checklist(row.template, row.template_version).title
    about = {"title": title, "item": item, "days": str(days)}
    path = f"/readiness/{row.id}"
    return tell(w, row.organisation_id, who, template, key=key, about=about, path=path)
