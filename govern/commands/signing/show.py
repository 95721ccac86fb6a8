"""Show the final statement and issue the single-use token of what was shown (decision 11)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from govern.clock import instant, text
from govern.commands.signing.added_step import missing_review
from govern.commands.signing.statement import Subject, digest, shown_at, statement
from govern.errors import Conflict, Invalid, NotFound
from govern.installation import Installation
from govern.store import access
from govern.store.identifiers import new_id
from govern.store.people import person_name
from govern.store.rows.documents import DocumentRow, VersionRow
from govern.store.rows.ledger import EventRow
from govern.store.rows.organisations import OrganisationRow
from govern.store.rows.sign_offs import ActRow, SignOffRow
from govern.store.rows.working import ViewTokenRow
from govern.store.sign_off_facts import sign_off_facts
from govern.store.writing import Writing
from workflows.catalogue import workflow
from workflows.engine import Actor, Facts, Form, Refused, refusals
from workflows.facts import advice_given


@dataclass(frozen=True)
class Shown:
    """The statement that was shown, and the token that proves it."""

    token: str
    statement: dict[str, Any]


def show_statement(
    installation: Installation,
    *,
    by: Actor,
    session_id: str,
    sign_off_id: str,
    act: str,
    form: Form,
    dry_run: Sequence[dict[str, Any]] = (),
) -> Shown:
    """Make the final statement of `act` on a sign-off and issue its token. Refused with every
    reason if it cannot be.
    """
    with installation.writing(by) as w:
        row = sign_off(w.session, by, sign_off_id)
        if act not in workflow(row.chain, row.chain_version).acts():
            raise Invalid.field("act", "Choose one of the outcomes that are offered")
        facts = sign_off_facts(w.session, by, row, w.at, form)
        denied = refusals(workflow(row.chain, row.chain_version), row.stage, act, by, facts)
        if denied:
            raise Refused(denied)
        subject = subject_of(w.session, by, row.version_id)
        missing = (_missing_advice(row, facts), missing_review(w.session, row, act))
        advice = " ".join(said for said in missing if said) or None
        person, bodies = person_name(w.session, by.person), installation.settings.bodies
        words = statement(subject, act, by, person, form, bodies=bodies, advice=advice)
        token = new_id()
        w.session.execute(
            insert(ViewTokenRow).values(
                id=token,
                session_id=session_id,
                person_id=by.person,
                appointment_id=by.appointment,
                sign_off_id=row.id,
                subject_id=row.id,
                version_id=row.version_id,
                act=act,
                frozen_digest=subject.frozen_digest,
                statement_digest=digest(words),
                statement={"signed": words, "dry_run": list(dry_run)},
                issued_at=text(w.at),
                expires_at=text(w.at + timedelta(minutes=installation.settings.view_token_minutes)),
            )
        )
        _viewed(w, by, row, subject, digest(words))
    return Shown(token, words)


def _viewed(w: Writing, by: Actor, row: SignOffRow, subject: Subject, shown: str) -> None:
    """Say in the ledger, once for each person and sign-off, that this text was put before them."""
    before = select(EventRow.seq).where(
        EventRow.type == "sign_off_viewed",
        EventRow.subject_id == row.id,
        EventRow.person_id == by.person,
    )
    if w.session.scalar(before.limit(1)) is None:
        digests = {"frozen_digest": subject.frozen_digest, "statement_digest": shown}
        w.record("sign_off_viewed", ("sign_off", row.id), digests)


def _missing_advice(row: SignOffRow, facts: Facts) -> str | None:
    """What the record prints where the controller went on without the DPO (decision 6)."""
    acts = facts.acts or ()
    went_on = any(done.act == "decide_without_advice" for done in acts)
    if not went_on or advice_given(acts) is not None:
        return None
    return f"Advice sought on {shown_at(instant(row.opened_at))}, not received."


def sign_off(session: Session, by: Actor, sign_off_id: str) -> SignOffRow:
    """The sign-off, if the actor's organisation may act on it; else NotFound."""
    row = session.get(SignOffRow, sign_off_id)
    if row is None:
        raise NotFound(f"sign-off {sign_off_id}")
    access.version(session, by, row.version_id)
    if row.organisation_id != by.organisation and not row.chain.startswith("connection"):
        raise NotFound(f"sign-off {sign_off_id}")
    return row


def nothing_pending(session: Session, sign_off_id: str) -> None:
    """Conflict while an earlier act on the sign-off still waits for its record."""
    pending = session.query(ActRow.id).filter_by(
        sign_off_id=sign_off_id, sealed_at=None, lapsed_at=None
    )
    if pending.first():
        raise Conflict("the record of an earlier act is still being sealed: try again in a moment")


def subject_of(session: Session, by: Actor, version_id: str) -> Subject:
    """A frozen text, and the organisation that the actor acts for: a lead force certifies a
    partner's return in its own name.
    """
    version = session.get_one(VersionRow, version_id)
    document = session.get_one(DocumentRow, version.document_id)
    organisation = session.get_one(OrganisationRow, by.organisation)
    if version.pdf_digest is None or version.content_digest is None:
        raise Conflict("this version is not frozen yet")
    return Subject(
        kind=document.kind,
        document_id=document.id,
        reference=document.reference,
        title=document.title,
        version=version.number,
        version_id=version.id,
        frozen_digest=version.pdf_digest,
        content_digest=version.content_digest,
        organisation_id=organisation.id,
        organisation=organisation.name,
    )
