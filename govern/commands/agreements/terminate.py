"""Terminate an agreement for one's own part: a force's SIRO closes that force's flows, a partner's
signatory its own.
"""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from govern.clock import text
from govern.commands.mail.tell import tell
from govern.errors import Conflict
from govern.installation import Installation
from govern.store import access
from govern.store.identifiers import new_id
from govern.store.rows.documents import BasisRow, FlowRow, PartyRow
from govern.store.rows.organisations import OrganisationRow
from govern.store.standing import standing
from govern.store.writing import Writing
from workflows import roles
from workflows.catalogue import workflow
from workflows.engine import Actor, Facts, Form, move


def terminate_agreement(
    installation: Installation, *, by: Actor, document_id: str, reasons: str
) -> None:
    """End an agreement at once. Refused unless the actor decides for a party; its evidence and
    records stay.
    """
    with installation.writing(by) as w:
        document = access.document(w.session, by, document_id)
        if document.kind != "sharing_agreement" or document.state != "live":
            raise Conflict("only an agreement that still runs can be terminated")
        facts = Facts(
            at=w.at,
            organisation=by.organisation,
            document_kind=document.kind,
            acts=(),
            elsewhere=(),
            drafters=frozenset(),
            form=Form(reasons=reasons),
            **standing(w.session, by, w.at),
        )
        move(workflow("termination"), "running", "terminate", by, facts)
        forces = leaving(w.session, document_id, by.organisation)
        if _others_share(w, document_id, by.organisation):
            raise Conflict(
                "other partners share under this agreement: withdraw your own organisation's "
                "signature instead, which closes your flows alone"
            )
        for force_id in forces:
            w.record(
                "stop_placed",
                ("stop", new_id()),
                {
                    "kind": "termination",
                    "scope_kind": "agreement",
                    "scope_id": document_id,
                    "force_id": force_id,
                    "by_appointment_id": by.appointment,
                },
                {"reasons": reasons},
            )
        if _everyone_left(w, document_id, forces):
            w.record(
                "document_terminated", ("document", document_id), {"terminated_at": text(w.at)}
            )
        _tell_parties(w, document_id, document.reference, document.title)


def leaving(session: Session, document_id: str, organisation_id: str) -> list[str]:
    """The forces whose flows end when this organisation leaves: itself, or those it shares with."""
    own = session.get_one(OrganisationRow, organisation_id)
    if own.kind == "force":
        return [own.id]
    query = (
        select(FlowRow.force_id)
        .join(BasisRow, BasisRow.flow_id == FlowRow.id)
        .where(BasisRow.document_id == document_id, FlowRow.partner_id == organisation_id)
        .distinct()
        .order_by(FlowRow.force_id)
    )
    return list(session.scalars(query))


def _others_share(w: Writing, document_id: str, organisation_id: str) -> bool:
    """Whether ending it for a partner would also close flows of other partners."""
    own = w.session.get_one(OrganisationRow, organisation_id)
    query = (
        select(FlowRow.id)
        .join(BasisRow, BasisRow.flow_id == FlowRow.id)
        .where(BasisRow.document_id == document_id, FlowRow.partner_id != organisation_id)
    )
    return own.kind != "force" and w.session.scalars(query.limit(1)).first() is not None


def _everyone_left(w: Writing, document_id: str, leaving: list[str]) -> bool:
    query = (
        select(FlowRow.force_id)
        .join(BasisRow, BasisRow.flow_id == FlowRow.id)
        .where(BasisRow.document_id == document_id)
    )
    return set(w.session.scalars(query)) <= set(leaving)


def _tell_parties(w: Writing, document_id: str, reference: str, title: str) -> None:
    parties = w.session.scalars(
        select(PartyRow.organisation_id).where(PartyRow.document_id == document_id).distinct()
    )
    for organisation_id in parties:
        tell(
            w,
            organisation_id,
            (roles.SIRO, roles.DPO, roles.ASSET_OWNER, roles.SIGNATORY, roles.OPERATOR),
            "agreement_terminated",
            key=f"{document_id}:terminated:{organisation_id}",
            about={"reference": reference, "title": title},
            path=f"/documents/{document_id}",
        )
