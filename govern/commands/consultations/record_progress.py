"""Record how a consultation of the ICO goes on: nothing here releases anything by itself."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from documents.dates import section_65_reply_due
from govern.clock import london_end_of, text
from govern.commands.authority import require
from govern.errors import Conflict, Invalid, NotFound
from govern.installation import Installation
from govern.store.rows.enforcement import ConsultationRow
from workflows import roles
from workflows.engine import Actor

ORDER = ("needed", "sent", "acknowledged", "accepted", "extended", "advice_received")
"""Domain 1.8; `closed` ends it from any of them, and `not_accepted` from `acknowledged` on."""
KEEPERS = frozenset({roles.DPO, roles.INFORMATION_MANAGER, roles.SIRO})
CLOSERS = frozenset({roles.SIRO, roles.CHIEF_CONSTABLE})


def record_progress(
    installation: Installation, *, by: Actor, consultation_id: str, state: str, on: date
) -> None:
    """Record that the consultation reached `state` on a London day. `sent` sets when a reply is
    due: six weeks beginning with receipt (DPA 2018 s.65(5)), the later reading of the two;
    `extended` adds the month of s.65(6). A due date that passes changes nothing.
    """
    with installation.writing(by) as w:
        row = open_consultation(w.session, by, consultation_id)
        require(w, by, KEEPERS)
        if state not in (*ORDER, "not_accepted"):
            raise Invalid.field("state", f"Choose one of {', '.join((*ORDER, 'not_accepted'))}")
        if state in ORDER and ORDER.index(state) <= _place(row.state):
            raise Conflict(f"this consultation has reached “{row.state}” already")
        data: dict[str, Any] = {"state": state}
        if state == "sent":
            data["sent_at"] = text(w.at)
        if state in ("sent", "extended"):
            _, later = section_65_reply_due(on, extended=state == "extended")
            data["due_at"] = text(london_end_of(later))
        w.record("consultation_moved", ("consultation", row.id), data)


def decide_live_processing(
    installation: Installation, *, by: Actor, consultation_id: str, decision: str, reasons: str
) -> None:
    """The SIRO's recorded decision on processing that is live already: `continue` or `stop`."""
    if decision not in ("continue", "stop"):
        raise Invalid.field("decision", "Choose continue or stop")
    _reasoned(reasons)
    with installation.writing(by) as w:
        row = open_consultation(w.session, by, consultation_id)
        require(w, by, CLOSERS, organisation=row.organisation_id)
        data = {"state": row.state, "continue_decision": decision}
        w.record("consultation_moved", ("consultation", row.id), data, {"reasons": reasons})


def close_consultation(
    installation: Installation, *, by: Actor, consultation_id: str, reasons: str
) -> None:
    """The SIRO closes it, with how the advice was answered, or why no reply is waited for longer
    (decision 10). The sign-off still has to be decided.
    """
    _reasoned(reasons)
    with installation.writing(by) as w:
        row = open_consultation(w.session, by, consultation_id)
        require(w, by, CLOSERS, organisation=row.organisation_id)
        w.record("consultation_closed", ("consultation", row.id), {}, {"reasons": reasons})


def open_consultation(session: Session, by: Actor, consultation_id: str) -> ConsultationRow:
    """The consultation, if it is the actor's organisation's and still open."""
    row = session.get(ConsultationRow, consultation_id)
    if row is None or row.organisation_id != by.organisation:
        raise NotFound(f"consultation {consultation_id}")
    if row.closed_at:
        raise Conflict("this consultation is closed")
    return row


def _place(state: str) -> int:
    return ORDER.index(state) if state in ORDER else len(ORDER)


def _reasoned(reasons: str) -> None:
    if len(reasons.strip()) < 20:
        raise Invalid.field("reasons", "Give reasons of 20 characters or more")
