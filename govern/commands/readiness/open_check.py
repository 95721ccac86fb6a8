"""Open a readiness check from the newest version of its checklist."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from documents.checklists import Checklist, Requirement, checklist
from govern.clock import text
from govern.commands.mail.tell import tell
from govern.errors import Conflict, Invalid, NotFound
from govern.installation import Installation
from govern.store.identifiers import new_id
from govern.store.readiness import items_of, latest, leads
from govern.store.rows.documents import FlowRow
from govern.store.rows.organisations import OrganisationRow
from govern.store.rows.readiness import ReadinessItemRow, ReadinessRow
from govern.store.standing import standing
from govern.store.writing import Writing
from workflows import roles
from workflows.catalogue import workflow
from workflows.engine import Actor, Facts, Form, move

ASKED = (roles.ASSET_OWNER, roles.INFORMATION_MANAGER, roles.SECURITY_OFFICER)
_KEPT = ("submitted_by", "submitted_at", "evidence_on", "evidence_until", "decided_by")


def open_check(installation: Installation, *, by: Actor, template: str, subject_id: str) -> str:
    """Open a check for the actor's force; returns its id.

    The subject is the force itself, one of its flows, or a partner whose connection it leads. One
    check of a kind runs at a time on one subject. What an earlier check accepted and is still in
    date is carried over; waivers are not.
    """
    asked = _template(template)
    with installation.writing(by) as w:
        _subject(w.session, by, asked.subject, subject_id)
        facts = _facts(w.session, w.at, by)
        move(workflow("readiness"), "not_begun", "open", by, facts)
        if latest(w.session, asked.name, (asked.subject, subject_id), ("in_progress",)):
            raise Conflict("this check is in progress already")
        return _open(w, by, asked, subject_id)


def _open(w: Writing, by: Actor, asked: Checklist, subject_id: str) -> str:
    check_id = new_id()
    before = latest(w.session, asked.name, (asked.subject, subject_id), ("passed",))
    data = {
        "template": asked.name,
        "template_version": asked.version,
        "subject_kind": asked.subject,
        "subject_id": subject_id,
        "organisation_id": by.organisation,
        "items": list(_items(w, check_id, asked, before)),
    }
    w.record("readiness_opened", ("readiness", check_id), data)
    tell(
        w,
        by.organisation,
        ASKED,
        "readiness_opened",
        key=f"{check_id}:opened",
        about={"title": asked.title},
        path=f"/readiness/{check_id}",
    )
    return check_id


def _template(name: str) -> Checklist:
    try:
        return checklist(name)
    except LookupError:
        raise Invalid.field("template", "Choose one of the checklists") from None


def _subject(session: Session, by: Actor, kind: str, subject_id: str) -> None:
    own = session.get_one(OrganisationRow, by.organisation)
    if own.kind != "force" or not _is_theirs(session, own, kind, subject_id):
        raise NotFound(f"{kind} {subject_id} of {own.slug}")


def _is_theirs(session: Session, own: OrganisationRow, kind: str, subject_id: str) -> bool:
    if kind == "force":
        return subject_id == own.id
    if kind == "partner":
        return leads(session, own.id, subject_id)
    flow = session.get(FlowRow, subject_id)
    return flow is not None and flow.force_id == own.id


def _facts(session: Session, at: datetime, by: Actor) -> Facts:
    return Facts(
        at=at,
        organisation=by.organisation,
        document_kind="readiness",
        acts=(),
        elsewhere=(),
        drafters=frozenset(),
        form=Form(),
        **standing(session, by, at),
    )


def _items(
    w: Writing, check_id: str, asked: Checklist, before: ReadinessRow | None
) -> Iterator[dict[str, Any]]:
    earlier = {} if before is None else _still_good(w, before, asked)
    for place, one in enumerate(asked.items):
        fresh: dict[str, Any] = {
            "id": new_id(),
            "readiness_id": check_id,
            "item": one.id,
            "place": place,
            "approver": one.approver,
            "mandatory": one.mandatory,
            "valid_days": one.valid_days,
            "state": "open",
        }
        yield fresh | (_carried(earlier[one.id]) if one.id in earlier else {})


def _still_good(w: Writing, before: ReadinessRow, asked: Checklist) -> dict[str, ReadinessItemRow]:
    """Items accepted before, in date now, whose requirement has not been rewritten since."""
    then = {one.id: one for one in checklist(before.template, before.template_version).items}
    now = text(w.at)
    return {
        item.item: item
        for item in items_of(w.session, before.id)
        if item.state == "accepted"
        and (item.valid_until is None or now < item.valid_until)
        and _same(then.get(item.item), asked)
    }


def _same(then: Requirement | None, asked: Checklist) -> bool:
    return then is not None and then in asked.items


def _carried(item: ReadinessItemRow) -> dict[str, Any]:
    kept = {name: getattr(item, name) for name in _KEPT}
    return kept | {
        "state": "accepted",
        "decided_at": item.decided_at,
        "valid_until": item.valid_until,
        "carried_from": item.carried_from or item.id,
    }
