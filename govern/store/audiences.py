"""The four audiences of a comment, stored apart (decision 22), and which of them an actor belongs
to.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from govern.store.rows.documents import DocumentRow, PartyRow
from govern.store.rows.organisations import OrganisationRow
from govern.store.rows.working import CommentRow
from workflows.engine import Actor

LAWYER_AND_FORCE = "lawyer_and_force"
LAWYER_AND_FORCES = "lawyer_and_forces"
INTERNAL = "internal"
NEGOTIATION = "negotiation"


@dataclass(frozen=True)
class Audience:
    """One audience of one document: its name and its key, which no other audience shares."""

    name: str
    key: str
    label: str


def audiences(session: Session, actor: Actor, document: DocumentRow) -> list[Audience]:
    """The audiences in which the actor reads and writes on this document, the narrowest first.

    The office, auditors and machine roles belong to none: they chase and report, they do not listen
    in.
    """
    organisations = {
        row.id: row
        for row in session.scalars(
            select(OrganisationRow)
            .join(PartyRow, PartyRow.organisation_id == OrganisationRow.id)
            .where(PartyRow.document_id == document.id)
        )
    }
    own = session.get_one(OrganisationRow, actor.organisation)
    if own.kind in ("office", "scrutiny"):
        return []
    found = [_audience(INTERNAL, document, own.id, f"Only {own.name}")]
    forces = [row for row in organisations.values() if row.kind == "force"]
    partners = [row for row in organisations.values() if row.kind != "force"]
    if own.kind == "legal" and own.id == document.drafter_id:
        found += [_one_force(document, row) for row in sorted(forces, key=lambda row: row.slug)]
        found += [_all_forces(document)]
        found += [_negotiation(document, row) for row in sorted(partners, key=lambda row: row.slug)]
    elif own.kind == "force" and own.id in organisations:
        found += [_one_force(document, own), _all_forces(document)]
        found += [_negotiation(document, row) for row in sorted(partners, key=lambda row: row.slug)]
    elif own.id in organisations:
        found += [_negotiation(document, own)]
    return found


def comments(
    session: Session, actor: Actor, document: DocumentRow, version_id: str
) -> list[CommentRow]:
    """The comments on a version that the actor's audiences hold, in order; no other is ever
    loaded.
    """
    keys = [audience.key for audience in audiences(session, actor, document)]
    query = select(CommentRow).where(
        CommentRow.version_id == version_id, CommentRow.audience_key.in_(keys)
    )
    return list(session.scalars(query.order_by(CommentRow.at, CommentRow.id)))


def _one_force(document: DocumentRow, force: OrganisationRow) -> Audience:
    return _audience(LAWYER_AND_FORCE, document, force.id, f"The lawyers and {force.name}")


def _all_forces(document: DocumentRow) -> Audience:
    return _audience(LAWYER_AND_FORCES, document, "", "The lawyers and all forces")


def _negotiation(document: DocumentRow, partner: OrganisationRow) -> Audience:
    label = f"Negotiation with {partner.name}: the lawyers, the forces and {partner.name}"
    return _audience(NEGOTIATION, document, partner.id, label)


def _audience(name: str, document: DocumentRow, whose: str, label: str) -> Audience:
    return Audience(name, f"{document.id}:{name}:{whose}", label)
