"""What a sign-off's guards ask for: who has acted, what the version is, what it rests on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from govern.clock import instant, text
from govern.store import drafts
from govern.store.checking import core_frozen
from govern.store.rows.documents import DocumentRow, PartyRow, VersionRow
from govern.store.rows.enforcement import ConnectionRow, ConsultationRow
from govern.store.rows.organisations import AppointmentRow, OrganisationRow
from govern.store.rows.sign_offs import ActRow, SignOffRow
from govern.store.standing import standing
from workflows.added_steps import standard
from workflows.engine import Actor, Facts, Form
from workflows.facts import Done


def sign_off_facts(
    session: Session, actor: Actor, row: SignOffRow, at: datetime, form: Form | None = None
) -> Facts:
    """The facts by which an act on this sign-off is judged at `at`."""
    version = session.get_one(VersionRow, row.version_id)
    document = session.get_one(DocumentRow, row.document_id)
    own, others = _acts(session, row)
    return Facts(
        at=at,
        organisation=row.organisation_id,
        document_kind=document.kind,
        drafters=drafts.drafters(session, version.id),
        acts=own,
        elsewhere=others,
        version_status=version.status,
        advice_sought_at=instant(row.stage_since if row.stage == "advice" else row.opened_at),
        escalated_at=instant(row.escalated_at) if row.escalated_at else None,
        high_risk=high_risk(version),
        consultation=_consultation(session, version.id, at),
        form=form,
        core_frozen=core_frozen(session, document),
        **rests_on(session, row, version),
        **_connection(session, row, text(at)),
        **standing(session, actor, at),
    )


def high_risk(version: VersionRow) -> bool | None:
    """Whether a DPIA's inherent or residual risk is high (rule 5); None when the version does not
    say.
    """
    facts = version.facts or {}
    if "highest_inherent" not in facts:
        return None
    levels = {facts.get("highest_inherent"), facts.get("highest_residual")}
    return bool(levels & {"high", "very_high", "critical"})


def adopted(
    session: Session, organisation_id: str, kind: str, minimum: int, document_id: str | None = None
) -> SignOffRow | None:
    """The organisation's sign-off in force on version `minimum` or later of a document of
    `kind`.
    """
    query = (
        select(SignOffRow)
        .join(VersionRow, VersionRow.id == SignOffRow.version_id)
        .join(DocumentRow, DocumentRow.id == SignOffRow.document_id)
        .where(
            SignOffRow.organisation_id == organisation_id,
            SignOffRow.outcome.in_(("complete", "carried")),
            DocumentRow.kind == kind,
            DocumentRow.state == "live",
            VersionRow.number >= minimum,
            VersionRow.status == "frozen",
        )
        .order_by(VersionRow.number.desc())
    )
    if document_id:
        query = query.where(DocumentRow.id == document_id)
    return session.scalars(query.limit(1)).first()


def _acts(session: Session, row: SignOffRow) -> tuple[tuple[Done, ...], tuple[Done, ...]]:
    query = (
        select(ActRow, AppointmentRow.role)
        .join(AppointmentRow, AppointmentRow.id == ActRow.appointment_id)
        .join(SignOffRow, SignOffRow.id == ActRow.sign_off_id)
        .where(SignOffRow.version_id == row.version_id, ActRow.lapsed_at.is_(None))
        .order_by(ActRow.confirmed_seq)
    )
    found = session.execute(query).all()
    own = _done((act, role) for act, role in found if act.sign_off_id == row.id)
    return own, _done((act, role) for act, role in found if act.sign_off_id != row.id)


def _done(found: Iterable[tuple[ActRow, str]]) -> tuple[Done, ...]:
    return tuple(Done(act.act, role, act.person_id, act.organisation_id) for act, role in found)


def rests_on(session: Session, row: SignOffRow, version: VersionRow) -> dict[str, Any]:
    """What a sign-off of an agreement rests on: the organisation's own sign-offs of the DPIA and
    the code, and who signs before it. Nothing for other documents.
    """
    if not row.chain.startswith("agreement"):
        return {}
    facts = version.facts or {}
    dpia = adopted(session, row.organisation_id, "dpia", facts.get("dpia_min_version") or 1)
    code = adopted(
        session, row.organisation_id, "code_of_connection", facts.get("code_min_version") or 1
    )
    return {
        "dpia_in_force": dpia is not None,
        "dpia_reference": f"the DPIA, version {facts.get('dpia_min_version') or 1} or later",
        "code_in_force": code is not None,
        "code_reference": (
            f"the code of connection, version {facts.get('code_min_version') or 1} or later"
        ),
        "sign_first": _before(session, row, facts),
    }


def _before(session: Session, row: SignOffRow, facts: dict[str, Any]) -> tuple[str, ...]:
    """The names of the partners that this agreement says sign before a force, and have not."""
    if facts.get("signing_order") != "partners_first" or standard(row.chain) != "agreement_force":
        return ()
    signed = select(SignOffRow.organisation_id).where(
        SignOffRow.version_id == row.version_id, SignOffRow.outcome.in_(("complete", "carried"))
    )
    waiting = (
        select(OrganisationRow.name)
        .join(PartyRow, PartyRow.organisation_id == OrganisationRow.id)
        .where(
            PartyRow.version_id == row.version_id,
            PartyRow.chain.startswith("agreement_partner"),
            OrganisationRow.id.not_in(signed),
        )
        .order_by(OrganisationRow.name)
    )
    return tuple(session.scalars(waiting))


def _connection(session: Session, row: SignOffRow, now: str) -> dict[str, Any]:
    if not row.chain.startswith("connection"):
        return {}
    version = session.get_one(VersionRow, row.version_id)
    found = session.scalars(
        select(ConnectionRow).where(ConnectionRow.version_id == row.version_id)
    ).first()
    facts = version.facts or {}
    parties = select(PartyRow.organisation_id).where(PartyRow.version_id == row.version_id)
    return {
        "lead_force": found.lead_force_id if found else None,
        "certified": bool(
            found and found.state == "certified" and found.expires_at and now < found.expires_at
        ),
        "blocking_controls": tuple(facts.get("blocking", ())),
        "partial_controls": tuple(facts.get("partial", ())),
        "parties": frozenset(session.scalars(parties)),
    }


def _consultation(session: Session, version_id: str, at: datetime) -> str | None:
    query = select(ConsultationRow).where(ConsultationRow.version_id == version_id)
    rows = list(session.scalars(query))
    if not rows:
        return None
    still = [row for row in rows if row.closed_at is None]
    if not still:
        return "closed"
    overdue = all(row.due_at and row.due_at <= text(at) for row in still)
    return "overdue" if overdue else "open"
