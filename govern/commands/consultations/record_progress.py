"""Record how a consultation of the ICO goes on: nothing here releases anything by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final

from sqlalchemy.orm import Session

from govern.clock import london, text
from govern.commands.authority import require
from govern.commands.consultations.due import due_at, reply_clock
from govern.errors import Conflict, Invalid, NotFound
from govern.installation import Installation
from govern.store.consultation_pages import ReplyClock
from govern.store.rows.enforcement import ConsultationRow
from workflows import roles
from workflows.engine import Actor

NEXT: Final[Mapping[str, tuple[str, ...]]] = {
    "needed": ("sent",),
    "sent": ("acknowledged", "accepted", "not_accepted", "extended", "advice_received"),
    "acknowledged": ("accepted", "not_accepted", "extended", "advice_received"),
    "accepted": ("extended", "advice_received"),
    "not_accepted": ("sent",),
    "extended": ("advice_received",),
    "advice_received": (),
}
"""What may follow each state (domain 1.8). A submission that was not accepted can be sent again;
`closed` ends it from any of them and is the SIRO's.
"""
ENDS_A_STOP: Final = ("sent", "advice_received", "not_accepted")
"""What makes it idle to ask whether the regulator's clock still stands."""
KEEPERS = frozenset({roles.DPO, roles.INFORMATION_MANAGER, roles.SIRO})
DECIDERS = frozenset({roles.SIRO, roles.CHIEF_CONSTABLE})


def record_progress(
    installation: Installation, *, by: Actor, consultation_id: str, state: str, on: date
) -> None:
    """Record that the consultation reached `state` on a London day, today at the latest.

    For `sent` that is the day the Commissioner received it: it sets when a reply is due, by the law
    under which it is consulted (`due_at`), and `extended` adds to the same receipt. A due date that
    passes changes nothing.
    """
    with installation.writing(by) as w:
        row = open_consultation(w.session, by, consultation_id)
        require(w, by, KEEPERS)
        if state not in {each for following in NEXT.values() for each in following}:
            raise Invalid.field("state", f"Choose one of {', '.join(NEXT[row.state])}")
        if state not in NEXT[row.state]:
            raise Conflict(f"“{state}” does not follow “{row.state}”")
        if on > london(w.at).date():
            raise Invalid.field("on", "Enter a day that is not in the future")
        data: dict[str, Any] = {"state": state, "on": on.isoformat()}
        if state == "sent":
            data |= {"sent_at": text(w.at), "due_at": due_at(w.session, row, ReplyClock(on))}
        if state == "extended":
            clock = replace(reply_clock(w.session, row), extended=True)
            data["due_at"] = due_at(w.session, row, clock)
        if row.clock_stopped_on and state in ENDS_A_STOP:
            data["clock_stopped_on"] = None
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
        require(w, by, DECIDERS, organisation=row.organisation_id)
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
        require(w, by, DECIDERS, organisation=row.organisation_id)
        w.record("consultation_closed", ("consultation", row.id), {}, {"reasons": reasons})


def open_consultation(session: Session, by: Actor, consultation_id: str) -> ConsultationRow:
    """The consultation, if it is the actor's organisation's and still open."""
    row = session.get(ConsultationRow, consultation_id)
    if row is None or row.organisation_id != by.organisation:
        raise NotFound(f"consultation {consultation_id}")
    if row.closed_at:
        raise Conflict("this consultation is closed")
    return row


def _reasoned(reasons: str) -> None:
    if len(reasons.strip()) < 20:
        raise Invalid.field("reasons", "Give reasons of 20 characters or more")
