"""What of readiness checks waits for a person: to hand in, to judge, to pass, to open again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from govern.clock import instant, text
from govern.store import readiness_pages
from govern.store.my_work import Item
from govern.store.readiness import items_of, latest, settled
from govern.store.readiness_pages import Seen
from govern.store.rows.readiness import ReadinessItemRow, ReadinessRow
from workflows import roles
from workflows.catalogue import workflow
from workflows.engine import Actor
from workflows.readiness import OPENERS
from workflows.steps import DECIDERS
from workflows.working_days import schedule

ENDS_SOON = timedelta(days=30)
HAND_IN = frozenset(
    {
        roles.ASSET_OWNER,
        roles.INFORMATION_MANAGER,
        roles.SECURITY_OFFICER,
        roles.AUTHOR,
        roles.SIGNATORY,
    }
)
"""Those who are asked for evidence; a reviewer and a DPO may hand in without being asked."""


def items(session: Session, actor: Actor, now: datetime) -> list[Item]:
    """Everything of readiness checks that waits under this appointment."""
    if actor.role in roles.MACHINE_ROLES or actor.delegation is not None:
        return []
    if actor.role not in roles.FORCE_ROLES | roles.PARTNER_ROLES:
        return []
    found = readiness_pages.listed(session, actor)
    return [item for seen in found for item in _of(session, actor, seen, now)]


def _of(session: Session, actor: Actor, seen: Seen, now: datetime) -> Iterator[Item]:
    if seen.row.state == "passed":
        yield from _ending(session, actor, seen, now)
    if seen.row.state != "in_progress":
        return
    items, ours = items_of(session, seen.row.id), seen.row.organisation_id == actor.organisation
    wanted = [item for item in items if item.state == "open" and item.mandatory]
    if wanted and actor.role in HAND_IN:
        yield _item("readiness_hand_in", seen, seen.row.opened_at, count=len(wanted))
    judged = [item for item in items if ours and _is_theirs(item, actor)]
    if judged:
        yield _judging(seen, judged)
    if ours and actor.role in DECIDERS and not settled(items, text(now)).unsettled:
        since = max((item.decided_at or "" for item in items), default="")
        yield _item("readiness_pass", seen, since)


def _is_theirs(item: ReadinessItemRow, actor: Actor) -> bool:
    """Whether this evidence waits for the actor's office, and somebody else handed it in."""
    office = item.approver == actor.role or (item.approver == roles.SIRO and actor.role in DECIDERS)
    return item.state == "submitted" and office and item.submitted_by != actor.person


def _judging(seen: Seen, judged: list[ReadinessItemRow]) -> Item:
    since = min(item.submitted_at or "" for item in judged)
    due = workflow("readiness_item").stage("submitted").due
    at = text(schedule(due, instant(since)).due_at) if due and since else None
    first = judged[0].id if len(judged) == 1 else ""
    return _item("readiness_judge", seen, since, due=at, count=len(judged), detail=first)


def _ending(session: Session, actor: Actor, seen: Seen, now: datetime) -> Iterator[Item]:
    """A pass that ends soon, or ran out, and that nobody has begun to renew."""
    row = seen.row
    if actor.organisation != row.organisation_id or actor.role not in OPENERS:
        return
    if row.valid_until is None or instant(row.valid_until) - now > ENDS_SOON:
        return
    if _newest(session, row).id == row.id:
        yield _item("readiness_renew", seen, row.passed_at or "", due=row.valid_until)


def _newest(session: Session, row: ReadinessRow) -> ReadinessRow:
    states = ("in_progress", "passed", "revoked")
    return latest(session, row.template, (row.subject_kind, row.subject_id), states) or row


def _item(
    kind: str, seen: Seen, since: str, *, due: str | None = None, count: int = 0, detail: str = ""
) -> Item:
    return Item(
        kind,
        seen.row.id,
        "",
        "readiness",
        seen.checklist.title,
        seen.subject,
        seen.checklist.version,
        since,
        due,
        detail,
        count,
    )
