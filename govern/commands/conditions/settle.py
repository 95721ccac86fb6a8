"""Settle a condition: one person hands it in, another accepts it; a SIRO may keep a safety-critical
flow open.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from govern.clock import london_end_of, text
from govern.commands.mail.tell import tell
from govern.errors import Conflict, NotFound
from govern.installation import Installation
from govern.store.rows.documents import DocumentRow, PartyRow
from govern.store.rows.organisations import AppointmentRow
from govern.store.rows.sign_offs import ConditionRow
from govern.store.standing import standing
from govern.store.writing import Writing
from workflows import roles
from workflows.catalogue import workflow
from workflows.engine import Actor, Facts, Form, move
from workflows.facts import Done

EVENTS = {
    "submit": "condition_submitted",
    "accept": "condition_accepted",
    "reject": "condition_sent_back",
}


def settle_condition(
    installation: Installation, *, by: Actor, condition_id: str, act: str, words: str = ""
) -> None:
    """`act` is submit (words: the evidence), accept or reject (words: why). Refused with every
    reason.
    """
    with installation.writing(by) as w:
        row = condition(w.session, by, condition_id)
        facts = condition_facts(w.session, w.at, by, row, Form(reasons=words))
        move(workflow("condition"), row.state, act, by, facts)
        data = {
            "submit": {"submitted_by": by.person},
            "accept": {"accepted_by": by.person},
            "reject": {},
        }[act]
        w.record(EVENTS[act], ("condition", row.id), data, {"words": words} if words else None)
        if act == "submit":
            _ask_acceptance(w, row)


def continue_flow(
    installation: Installation,
    *,
    by: Actor,
    condition_id: str,
    reasons: str,
    fallback: str,
    until: date,
) -> None:
    """A SIRO keeps a safety-critical flow open past an overdue condition, until the end of a London
    day.
    """
    with installation.writing(by) as w:
        row = condition(w.session, by, condition_id)
        form = Form(reasons=reasons, fallback=fallback, until=until)
        facts = condition_facts(w.session, w.at, by, row, form)
        move(workflow("condition"), row.state, "continue_flow", by, facts)
        w.record(
            "condition_continued",
            ("condition", row.id),
            {"continue_until": text(london_end_of(until))},
            {"reasons": reasons, "fallback": fallback},
        )


def condition(session: Session, by: Actor, condition_id: str) -> ConditionRow:
    """The condition, for its own organisation and those it is shared with; else NotFound."""
    row = session.get(ConditionRow, condition_id)
    if row is None:
        raise NotFound(f"condition {condition_id}")
    drafter = session.get_one(DocumentRow, row.document_id).drafter_id
    if by.organisation not in {row.organisation_id, drafter}:
        raise NotFound(f"condition {condition_id}")
    return row


def condition_facts(
    session: Session, at: datetime, by: Actor, row: ConditionRow, form: Form | None = None
) -> Facts:
    """The facts by which an act on a condition is judged at `at`. Conflict once it is met."""
    if row.state == "met":
        raise Conflict("this condition is met already")
    drafter = session.get_one(DocumentRow, row.document_id).drafter_id
    parties = session.scalars(
        select(PartyRow.organisation_id).where(PartyRow.document_id == row.document_id)
    )
    return Facts(
        at=at,
        organisation=row.organisation_id,
        document_kind="condition",
        parties=frozenset({*parties, drafter}),
        acts=_acts(session, row),
        elsewhere=(),
        drafters=frozenset(),
        form=form,
        **standing(session, by, at),
    )


def _acts(session: Session, row: ConditionRow) -> tuple[Done, ...]:
    if row.submitted_by is None:
        return ()
    held = session.scalars(
        select(AppointmentRow).where(AppointmentRow.person_id == row.submitted_by)
    ).first()
    role = held.role if held else ""
    return (Done("submit", role, row.submitted_by, row.organisation_id),)


def _ask_acceptance(w: Writing, row: ConditionRow) -> None:
    document = w.session.get_one(DocumentRow, row.document_id)
    tell(
        w,
        row.organisation_id,
        (roles.DPO, roles.SIRO),
        "condition_submitted",
        key=f"{row.id}:{w.at:%Y%m%d%H%M%S}",
        about={"reference": document.reference, "title": document.title},
        path=f"/conditions/{row.id}",
    )
