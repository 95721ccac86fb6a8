"""The facts that an act's record carries as record.json, gathered from the ledger and the store."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from govern.clock import instant, text
from govern.commands.signing.record_head import head as record_head
from govern.installation import Installation
from govern.ledger.leaf import Event, canonical
from govern.store import events
from govern.store.people import person_name
from govern.store.rows.documents import BasisRow, DocumentRow, FlowRow, VersionRow
from govern.store.rows.organisations import AppointmentRow, DelegationRow, OrganisationRow
from govern.store.rows.sign_offs import ActRow, SignOffRow
from workflows import roles
from workflows.acts import act_words
from workflows.added_steps import standard, steps_of


@dataclass(frozen=True)
class Gathered:
    """An act about to be sealed: its row, its confirmed event, the words signed, and the version it
    is about.
    """

    act: ActRow
    event: Event
    statement: dict[str, Any]
    version: VersionRow
    document: DocumentRow
    sign_off: SignOffRow | None


def gather(session: Session, act_id: str) -> Gathered:
    """Everything about a confirmed act. LookupError when its words were erased before it was
    sealed.
    """
    act = session.get_one(ActRow, act_id)
    event = next(each for each in events.about(session, [act_id]) if each.type == "act_confirmed")
    texts = events.private_texts(session, event.commitments.values())
    statement = texts.get(event.commitments["statement"])
    if statement is None:
        raise LookupError(f"the statement of act {act_id} was erased")
    sign_off = session.get(SignOffRow, act.sign_off_id) if act.sign_off_id else None
    query = select(VersionRow).where(VersionRow.pdf_digest == act.frozen_digest)
    version = session.scalars(query).one()
    document = session.get_one(DocumentRow, version.document_id)
    return Gathered(act, event, statement, version, document, sign_off)


def record_facts(
    installation: Installation, session: Session, found: Gathered, frozen_size: int
) -> dict[str, Any]:
    """record.json of kind act (govern/records/record.schema.json)."""
    act, event, statement = found.act, found.event, found.statement
    organisation = session.get_one(OrganisationRow, act.organisation_id)
    words = canonical(statement).decode()
    return {
        **record_head(installation, "act", found.document, found.version, frozen_size),
        "organisation": {
            "id": organisation.id,
            "slug": organisation.slug,
            "name": organisation.name,
        },
        "sign_off": _sign_off(found),
        "act": {
            "id": act.id,
            "name": act.act,
            "title": installation.settings.bodies.named(act_words(act.act).record),
            "at": act.confirmed_at,
            "reasons": statement["reasons"] or None,
            "advice": statement["advice"],
        },
        "statement": {"text": words, "digest": f"sha256:{act.statement_digest}"},
        "signatory": _signatory(session, act),
        "authentication": event.data["authentication"],
        "conditions": _conditions(found),
        "validity": _validity(session, found),
        "flows": _flows(session, found),
        "ledger": ledger_position(installation, session, event),
        "earlier_records": _earlier(installation, session, found),
    }


def _sign_off(found: Gathered) -> dict[str, Any]:
    row = found.sign_off
    if row is None:
        return {
            "id": found.act.subject_id,
            "chain": found.act.subject_kind,
            "chain_version": 1,
            "stage_before": "original",
            "stage_after": "extended",
            "outcome": None,
        }
    after: dict[str, Any] = next(
        (
            then["data"] | {"type": then["type"]}
            for then in found.event.data["then"]
            if then["subject"] == ["sign_off", row.id] and "stage" in then["data"]
        ),
        {"stage": row.stage, "type": ""},
    )
    outcome = after.get("outcome") or (
        "complete" if after["type"] == "sign_off_completed" else None
    )
    return {
        "id": row.id,
        "chain": standard(row.chain),
        "chain_version": row.chain_version,
        **_added(row.chain),
        "stage_before": row.stage,
        "stage_after": after["stage"],
        "outcome": outcome,
    }


def _added(chain: str) -> dict[str, Any]:
    """The steps that the organisation had added to its chain; nothing where it added none."""
    steps = steps_of(chain)
    return {"added_steps": [asdict(step) for step in steps]} if steps else {}


def _signatory(session: Session, act: ActRow) -> dict[str, Any]:
    appointment = session.get_one(AppointmentRow, act.appointment_id)
    return {
        "person_id": act.person_id,
        "name": person_name(session, act.person_id),
        "role": appointment.role,
        "role_title": office_title(appointment),
        "appointment_id": appointment.id,
        "appointed_from": appointment.starts_at,
        "appointed_until": appointment.ends_at,
        "delegation": _delegation(session, act.delegation_id),
    }


def _delegation(session: Session, delegation_id: str | None) -> dict[str, Any] | None:
    if delegation_id is None:
        return None
    row = session.get_one(DelegationRow, delegation_id)
    giver = session.get_one(AppointmentRow, row.from_appointment_id)
    return {
        "id": row.id,
        "from_name": person_name(session, giver.person_id),
        "instrument": row.instrument,
    }


def _conditions(found: Gathered) -> list[dict[str, Any]]:
    ids = [
        then["subject"][1] for then in found.event.data["then"] if then["type"] == "condition_set"
    ]
    return [
        {"id": condition_id, **condition}
        for condition_id, condition in zip(ids, found.statement["conditions"], strict=True)
    ]


def _validity(session: Session, found: Gathered) -> dict[str, Any]:
    basis = session.scalars(select(BasisRow).where(BasisRow.version_id == found.version.id)).first()
    certified = (
        then["data"]["expires_at"]
        for then in found.event.data["then"]
        if then["type"] == "connection_certified"
    )
    return {
        "from": basis.starts_at if basis else None,
        "until": basis.ends_at if basis else next(certified, None),
        "review_due_on": (found.version.facts or {}).get("review_due_on"),
    }


def _flows(session: Session, found: Gathered) -> list[dict[str, Any]]:
    query = (
        select(FlowRow)
        .join(BasisRow, BasisRow.flow_id == FlowRow.id)
        .where(BasisRow.version_id == found.version.id)
        .order_by(FlowRow.id)
    )
    own = found.act.organisation_id
    slugs = dict(session.execute(select(OrganisationRow.id, OrganisationRow.slug)).all())
    return [
        {
            "id": row.id,
            "force": slugs[row.force_id],
            "partner": slugs[row.partner_id],
            "category": row.category,
            "purpose": row.purpose,
            "direction": row.direction,
        }
        for row in session.scalars(query)
        if own in (row.force_id, row.partner_id)
    ]


def ledger_position(installation: Installation, session: Session, event: Event) -> dict[str, Any]:
    """Where an event stands in the ledger, with the proof that the tree then held it."""
    size = event.seq + 1
    _, root = events.tree_head(session, size)
    return {
        "origin": installation.id,
        "position": event.seq,
        "leaf_hash": event.hash(),
        "tree_size": size,
        "tree_root": root.hex(),
        "proof": [step.hex() for step in events.inclusion(session, event.seq, size)],
    }


def _earlier(installation: Installation, session: Session, found: Gathered) -> list[dict[str, Any]]:
    if found.sign_off is None:
        return []
    query = (
        select(ActRow)
        .where(ActRow.sign_off_id == found.sign_off.id, ActRow.sealed_at.is_not(None))
        .order_by(ActRow.confirmed_seq)
    )
    return [
        {
            "digest": f"sha256:{row.record_sha256}",
            "act": installation.settings.bodies.named(act_words(row.act).record),
            "signatory": person_name(session, row.person_id),
            "at": text(instant(row.confirmed_at)),
            "attached": None,
        }
        for row in session.scalars(query)
    ]


def office_title(appointment: AppointmentRow) -> str:
    """The office as the signature shows it; a delegate's says for whom (rule 15)."""
    title = roles.TITLES[appointment.role]
    return f"For and on behalf of the {title}" if appointment.delegation_id else title
