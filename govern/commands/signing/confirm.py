"""Confirm a signing act: what was shown is what is signed, by whom it was shown to, once (decision
11).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from govern.clock import instant, text
from govern.commands.signing.consequences import consequences, private_texts
from govern.commands.signing.prepared import prepared
from govern.commands.signing.show import nothing_pending, sign_off, subject_of
from govern.errors import Conflict
from govern.installation import Installation
from govern.store.rows.sign_offs import SignOffRow
from govern.store.rows.working import ViewTokenRow
from govern.store.sign_off_facts import sign_off_facts
from govern.store.writing import Writing
from workflows.catalogue import workflow
from workflows.engine import Actor, Form, Move, move
from workflows.facts import Condition

LEFT_TO_THE_REQUEST = timedelta(seconds=30)
"""The request that confirmed seals the record itself; a worker takes over only after this."""


@dataclass(frozen=True)
class Authentication:
    """How and when the signatory proved again who they are; `method` as the record names it."""

    method: str
    at: datetime
    session_id: str
    own_certificate: Mapping[str, str] | None = None
    """The signatory's own certificate as the record names it, when it will sign."""
    own_minutes: int = 0

    def told(self) -> dict[str, Any]:
        """What the ledger and the record say of it."""
        said: dict[str, Any] = {"method": self.method, "at": text(instant(text(self.at)))}
        return said | (
            {"own_certificate": dict(self.own_certificate)} if self.own_certificate else {}
        )


def confirm_act(
    installation: Installation, *, by: Actor, token: str, authentication: Authentication
) -> str:
    """Burn the token and confirm the act; returns the act's id. Its record is sealed next.

    Conflict when the token is not this person's, was used, has expired, or the text or the sign-off
    moved on since. Refused with every reason when the workflow refuses; neither refusal burns the
    token.
    """
    with installation.writing(by) as w:
        shown = checked_token(installation, w, by, token, authentication)
        row = sign_off(w.session, by, shown.sign_off_id or "")
        nothing_pending(w.session, row.id)
        subject = subject_of(w.session, by, row.version_id)
        if subject.frozen_digest != shown.frozen_digest:
            raise Conflict("the text changed since it was shown: read it again before signing")
        if not installation.archive.has(subject.frozen_digest):
            raise Conflict("the frozen text is missing from the archive: nothing can be signed")
        form = form_of(shown.statement["signed"])
        table = workflow(row.chain, row.chain_version)
        facts = sign_off_facts(w.session, by, row, w.at, form)
        moved = move(table, row.stage, shown.act, by, facts)
        shown.used_at = text(w.at)
        return _record(w, by, row, shown, moved, form, authentication)


def checked_token(
    installation: Installation, w: Writing, by: Actor, token: str, authentication: Authentication
) -> ViewTokenRow:
    """The token, if it is this person's, unused and in time, and they have just proved who they
    are; else Conflict.
    """
    shown = _token(w.session, by, token, authentication, w.at)
    _fresh(installation, authentication, w.at)
    return shown


def form_of(signed: Mapping[str, Any]) -> Form:
    """The form that a statement was made from."""
    return Form(
        reasons=signed["reasons"],
        conditions=tuple(
            Condition(
                text=each["text"],
                timing=each["timing"],
                due_on=date.fromisoformat(each["due_on"]) if each["due_on"] else None,
                on_overdue=each["on_overdue"],
            )
            for each in signed["conditions"]
        ),
        ico=signed["ico"],
        ico_reasons=signed["ico_reasons"],
        until=date.fromisoformat(signed["until"]) if signed["until"] else None,
    )


def _token(
    session: Session, by: Actor, token: str, authentication: Authentication, at: datetime
) -> ViewTokenRow:
    row = session.scalars(select(ViewTokenRow).where(ViewTokenRow.id == token)).first()
    same = row is not None and (row.person_id, row.appointment_id, row.session_id) == (
        by.person,
        by.appointment,
        authentication.session_id,
    )
    if row is None or not same:
        raise Conflict("this signing page is not yours: open it again")
    if row.used_at is not None:
        raise Conflict("this has been signed already: each signing page works once")
    if row.expires_at <= text(at):
        raise Conflict("this signing page has expired: open it again")
    return row


def _fresh(installation: Installation, authentication: Authentication, at: datetime) -> None:
    limit = timedelta(minutes=installation.settings.reauthentication_minutes)
    if not timedelta(0) <= at - authentication.at <= limit:
        raise Conflict("confirm again who you are: signing asks for it each time")


def _record(
    w: Writing,
    by: Actor,
    row: SignOffRow,
    shown: ViewTokenRow,
    moved: Move,
    form: Form,
    authentication: Authentication,
) -> str:
    act = prepared(w.session, row, moved, form, w.at)
    w.record(
        "act_confirmed",
        ("act", act.id),
        {
            "sign_off_id": row.id,
            "subject_kind": "sign_off",
            "subject_id": row.id,
            "organisation_id": by.organisation,
            "act": moved.act,
            "appointment_id": by.appointment,
            "person_id": by.person,
            "delegation_id": by.delegation,
            "statement_digest": shown.statement_digest,
            "frozen_digest": shown.frozen_digest,
            "authentication": authentication.told(),
            "then": consequences(act),
        },
        private={**private_texts(act.id, form), "statement": shown.statement["signed"]},
    )
    finish_later(w, act.id, authentication)
    return act.id


def finish_later(w: Writing, act_id: str, authentication: Authentication) -> None:
    """A worker seals the record, or ends the act when its own signature was not handed in."""
    given = {"act_id": act_id}
    if authentication.own_certificate:
        due = w.at + timedelta(minutes=authentication.own_minutes)
        w.enqueue("lapse", f"lapse:{act_id}", given, due=due)
    else:
        w.enqueue("seal", f"seal:{act_id}", given, due=w.at + LEFT_TO_THE_REQUEST)
