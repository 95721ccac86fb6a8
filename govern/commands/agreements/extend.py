"""A SIRO moves an end, a review or a due date once, by at most 90 days, with reasons, as a signing
act (decision 8).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from govern.clock import instant, london, london_end_of, text
from govern.commands.signing.confirm import Authentication, checked_token, finish_later
from govern.commands.signing.consequences import RECORD
from govern.commands.signing.show import Shown, subject_of
from govern.commands.signing.statement import digest, statement
from govern.errors import Conflict, Invalid, NotFound
from govern.installation import Installation
from govern.store import access
from govern.store.identifiers import new_id
from govern.store.people import person_name
from govern.store.rows.documents import BasisRow, VersionRow
from govern.store.rows.enforcement import ConnectionRow
from govern.store.rows.sign_offs import ActRow, ConditionRow, ExtensionRow, SignOffRow
from govern.store.rows.working import ViewTokenRow
from govern.store.sign_off_facts import adopted
from govern.store.standing import standing
from workflows.catalogue import workflow
from workflows.engine import Actor, Facts, Form, Refused, move, refusals


@dataclass(frozen=True)
class Extended:
    """What would be extended: the version that says the date, and the (exclusive) end it now
    has.
    """

    version_id: str
    ends_at: datetime


def show_extension(
    installation: Installation,
    *,
    by: Actor,
    session_id: str,
    subject_kind: str,
    subject_id: str,
    form: Form,
    dry_run: Sequence[dict[str, Any]] = (),
) -> Shown:
    """The statement of an extension and its single-use token. `form.until` is the new last London
    day; `dry_run` is what was foreseen, kept with what was shown.
    """
    with installation.writing(by) as w:
        found = extended(w.session, by, subject_kind, subject_id)
        facts = _facts(w.session, by, w.at, found, subject_kind, subject_id, form)
        denied = refusals(workflow("extension"), "original", "extend", by, facts)
        if denied:
            raise Refused(denied)
        subject = subject_of(w.session, by, found.version_id)
        person, bodies = person_name(w.session, by.person), installation.settings.bodies
        words = statement(subject, "extend", by, person, form, bodies=bodies)
        token = new_id()
        w.session.execute(
            insert(ViewTokenRow).values(
                id=token,
                session_id=session_id,
                person_id=by.person,
                appointment_id=by.appointment,
                subject_id=f"{subject_kind}:{subject_id}",
                version_id=found.version_id,
                act="extend",
                frozen_digest=subject.frozen_digest,
                statement_digest=digest(words),
                statement={"signed": words, "dry_run": list(dry_run)},
                issued_at=text(w.at),
                expires_at=text(w.at + timedelta(minutes=installation.settings.view_token_minutes)),
            )
        )
    return Shown(token, words)


def confirm_extension(
    installation: Installation, *, by: Actor, token: str, authentication: Authentication
) -> str:
    """Burn the token and confirm the extension; returns the act's id. Its record is sealed next."""
    with installation.writing(by) as w:
        shown = checked_token(installation, w, by, token, authentication)
        subject_kind, _, subject_id = shown.subject_id.partition(":")
        signed = shown.statement["signed"]
        until = date.fromisoformat(signed["until"])
        found = extended(w.session, by, subject_kind, subject_id)
        form = Form(reasons=signed["reasons"], until=until)
        _nothing_pending(w.session, by, subject_id)
        facts = _facts(w.session, by, w.at, found, subject_kind, subject_id, form)
        move(workflow("extension"), "original", "extend", by, facts)
        shown.used_at = text(w.at)
        act_id = new_id()
        granted: dict[str, Any] = {
            "organisation_id": by.organisation,
            "subject_kind": subject_kind,
            "subject_id": subject_id,
            "until": text(london_end_of(until)),
            "record_sha256": RECORD,
        }
        w.record(
            "act_confirmed",
            ("act", act_id),
            {
                "sign_off_id": None,
                "subject_kind": "extension",
                "subject_id": subject_id,
                "organisation_id": by.organisation,
                "act": "extend",
                "appointment_id": by.appointment,
                "person_id": by.person,
                "delegation_id": by.delegation,
                "statement_digest": shown.statement_digest,
                "frozen_digest": shown.frozen_digest,
                "authentication": authentication.told(),
                "then": [
                    {
                        "type": "extension_granted",
                        "subject": ["extension", new_id()],
                        "data": granted,
                    }
                ],
            },
            private={"reasons": form.reasons, "statement": signed},
        )
        finish_later(w, act_id, authentication)
    return act_id


def _nothing_pending(session: Session, by: Actor, subject_id: str) -> None:
    """Conflict while this organisation's earlier extension of the same still waits for its record:
    signed twice, it would be granted twice.
    """
    pending = session.query(ActRow.id).filter_by(
        organisation_id=by.organisation,
        act="extend",
        subject_id=subject_id,
        sealed_at=None,
        lapsed_at=None,
    )
    if pending.first():
        raise Conflict("an extension of this still waits for its record: try again when it has it")


def extended(session: Session, by: Actor, subject_kind: str, subject_id: str) -> Extended:
    """What is to be extended, if it is there for the actor; else NotFound, or Invalid for an
    unknown kind.
    """
    find = _KINDS.get(subject_kind)
    if find is None:
        raise Invalid.field("subject_kind", f"Choose one of {', '.join(_KINDS)}")
    found = find(session, by, subject_id)
    if found is None:
        raise NotFound(f"{subject_kind} {subject_id}")
    access.version(session, by, found.version_id)
    return found


def _agreement(session: Session, by: Actor, document_id: str) -> Extended | None:
    """The newest version that this organisation has signed, and the end of its listing."""
    query = (
        select(BasisRow.version_id, BasisRow.ends_at)
        .join(SignOffRow, SignOffRow.version_id == BasisRow.version_id)
        .join(VersionRow, VersionRow.id == BasisRow.version_id)
        .where(
            BasisRow.document_id == document_id,
            SignOffRow.organisation_id == by.organisation,
            SignOffRow.outcome.in_(("complete", "carried")),
        )
        .order_by(VersionRow.number.desc())
    )
    row = session.execute(query.limit(1)).first()
    return Extended(row.version_id, instant(row.ends_at)) if row else None


def _review(session: Session, by: Actor, document_id: str) -> Extended | None:
    """The review date of the newest version of the agreement that this organisation has signed."""
    found = _agreement(session, by, document_id)
    query = select(BasisRow.review_due_at).where(
        BasisRow.version_id == (found.version_id if found else None)
    )
    due = session.scalars(query).first()
    return Extended(found.version_id, instant(due)) if found and due else None


def _dpia(session: Session, by: Actor, document_id: str) -> Extended | None:
    """The review date of the DPIA version that this organisation stands on."""
    row = adopted(session, by.organisation, "dpia", 1, document_id)
    due = row and (session.get_one(VersionRow, row.version_id).facts or {}).get("review_due_on")
    return Extended(row.version_id, london_end_of(date.fromisoformat(due))) if row and due else None


def _connection(session: Session, by: Actor, connection_id: str) -> Extended | None:
    row = session.get(ConnectionRow, connection_id)
    if row is None or row.expires_at is None or row.lead_force_id != by.organisation:
        return None
    return Extended(row.version_id, instant(row.expires_at))


def _condition(session: Session, by: Actor, condition_id: str) -> Extended | None:
    row = session.get(ConditionRow, condition_id)
    if row is None or row.due_at is None or row.organisation_id != by.organisation:
        return None
    sign_off = session.get_one(SignOffRow, row.sign_off_id)
    return Extended(sign_off.version_id, instant(row.due_at))


_KINDS: Mapping[str, Callable[[Session, Actor, str], Extended | None]] = {
    "agreement": _agreement,
    "agreement_review": _review,
    "dpia": _dpia,
    "connection": _connection,
    "condition": _condition,
}


def _facts(
    session: Session,
    by: Actor,
    at: datetime,
    found: Extended,
    subject_kind: str,
    subject_id: str,
    form: Form,
) -> Facts:
    made = select(func.count()).where(
        ExtensionRow.organisation_id == by.organisation,
        ExtensionRow.subject_kind == subject_kind,
        ExtensionRow.subject_id == subject_id,
    )
    return Facts(
        at=at,
        organisation=by.organisation,
        document_kind="extension",
        acts=(),
        elsewhere=(),
        drafters=frozenset(),
        extensions_made=session.scalar(made) or 0,
        ends_on=london(found.ends_at - timedelta(milliseconds=1)).date(),
        form=form,
        **standing(session, by, at),
    )
