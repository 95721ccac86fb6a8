"""What follows from an act once its record is sealed: the events to come, decided when the act is
confirmed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from govern.clock import london, london_end_of, text
from govern.store.identifiers import new_id
from workflows.engine import Form, Move

RECORD = "$record"
"""Stands for the record's digest until it is known."""
COMMITMENT = "$commitment:"
"""Stands, with a name after it, for the commitment to that private text of the act."""

Then = dict[str, Any]
ADVICE = frozenset({"endorse", "endorse_with_conditions", "not_endorse"})


@dataclass(frozen=True)
class Act:
    """A move about to be confirmed, and what its consequences need to know."""

    id: str
    move: Move
    sign_off_id: str
    document_id: str
    version_id: str
    organisation_id: str
    form: Form
    at: datetime
    due_at: datetime | None
    connection_id: str | None = None
    acceptance_id: str | None = None
    valid_months: int = 12
    conditions_of: str | None = None
    """Whose the conditions are, where not the sign-off's: a lead force's on a certificate."""


def consequences(act: Act) -> list[Then]:
    """The events that sealing the act's record will append, in order."""
    found = [*_sign_off(act), *_conditions(act)]
    special = _SPECIAL.get(act.move.act)
    return found + (list(special(act)) if special else [])


def private_texts(act_id: str, form: Form) -> dict[str, Any]:
    """The free texts of an act, by the name under which its event commits to them."""
    texts: dict[str, Any] = {
        f"condition:{number}": condition.text
        for number, condition in enumerate(form.conditions, start=1)
    }
    if form.reasons:
        texts["reasons"] = form.reasons
    return texts


def _then(type: str, kind: str, subject_id: str, **data: Any) -> Then:
    return {"type": type, "subject": [kind, subject_id], "data": data}


def _sign_off(act: Act) -> Iterator[Then]:
    move, subject = act.move, ("sign_off", act.sign_off_id)
    if move.completes:
        yield _then(
            "sign_off_completed",
            *subject,
            stage=move.new_stage,
            record_sha256=RECORD,
            with_conditions=bool(act.form.conditions),
        )
    elif move.outcome == "referred":
        yield _then("sign_off_referred", *subject, stage=move.new_stage)
        yield _then(
            "consultation_opened",
            "consultation",
            new_id(),
            version_id=act.version_id,
            organisation_id=act.organisation_id,
            state="needed",
            covers="new_processing",
            live_before=text(act.at),
        )
    elif move.outcome in (None, "complete"):
        data: dict[str, Any] = {"stage": move.new_stage, "escalated_at": None}
        data["due_at"] = text(act.due_at) if act.due_at else None
        if move.act in ADVICE:
            data |= {"advice": move.act, "advice_record_sha256": RECORD}
        yield _then("sign_off_moved", *subject, **data)
    else:
        yield _then("sign_off_ended", *subject, stage=move.new_stage, outcome=move.outcome)


def _conditions(act: Act) -> Iterator[Then]:
    for number, condition in enumerate(act.form.conditions, start=1):
        due = text(london_end_of(condition.due_on)) if condition.due_on else None
        yield _then(
            "condition_set",
            "condition",
            new_id(),
            sign_off_id=act.sign_off_id,
            act_id=act.id,
            organisation_id=act.conditions_of or act.organisation_id,
            document_id=act.document_id,
            text_commitment=f"{COMMITMENT}condition:{number}",
            timing=condition.timing,
            due_at=due,
            on_overdue=condition.on_overdue,
        )


def _endorsement_withdrawn(act: Act) -> Iterator[Then]:
    if act.move.new_stage == "reconsider":
        yield _then("endorsement_withdrawn", "sign_off", act.sign_off_id)


def _reaffirmed(act: Act) -> Iterator[Then]:
    yield _then("decision_reaffirmed", "sign_off", act.sign_off_id, record_sha256=RECORD)


def _connection(type: str) -> Callable[[Act], Iterator[Then]]:
    def follow(act: Act) -> Iterator[Then]:
        if act.connection_id:
            yield _then(type, "connection", act.connection_id)

    return follow


def _certified(act: Act) -> Iterator[Then]:
    if act.connection_id:
        expires = certificate_end(act.at, act.valid_months)
        yield _then(
            "connection_certified",
            "connection",
            act.connection_id,
            expires_at=text(expires),
            record_sha256=RECORD,
        )


def _accepted(act: Act) -> Iterator[Then]:
    if act.connection_id:
        yield _then(
            "connection_accepted",
            "acceptance",
            new_id(),
            connection_id=act.connection_id,
            force_id=act.organisation_id,
            record_sha256=RECORD,
        )


def _acceptance_withdrawn(act: Act) -> Iterator[Then]:
    if act.acceptance_id:
        yield _then("acceptance_withdrawn", "acceptance", act.acceptance_id)


def certificate_end(at: datetime, months: int) -> datetime:
    """The exclusive end of a certificate given at `at` for `months`: the end of the London day
    before.
    """
    day = london(at).date()
    year, month = divmod(day.month - 1 + months, 12)
    last = (day.replace(day=1, year=day.year + year, month=month + 1) + timedelta(days=31)).replace(
        day=1
    ) - timedelta(days=1)
    anniversary = min(day.day, last.day)
    return london_end_of(last.replace(day=anniversary) - timedelta(days=1))


_SPECIAL: dict[str, Callable[[Act], Iterator[Then]]] = {
    "withdraw_endorsement": _endorsement_withdrawn,
    "reaffirm": _reaffirmed,
    "declare": _connection("connection_declared"),
    "assess": _connection("connection_assessed"),
    "certify": _certified,
    "certify_with_remediation": _certified,
    "refuse": _connection("connection_refused"),
    "accept": _accepted,
    "withdraw_acceptance": _acceptance_withdrawn,
    "suspend": _connection("connection_suspended"),
    "reinstate": _connection("connection_restored"),
    "withdraw": _connection("connection_withdrawn"),
    "leave": _connection("connection_withdrawn"),
}
