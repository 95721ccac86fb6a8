"""The connections an actor may know of: each newest certificate or return, and its end."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from govern.store.reach import visible
from govern.store.rows.documents import DocumentRow, VersionRow
from govern.store.rows.enforcement import AcceptanceRow, ConnectionRow
from govern.store.rows.organisations import OrganisationRow
from govern.store.rows.sign_offs import ExtensionRow
from workflows import roles
from workflows.engine import Actor

STATES = ("certified", "ending", "expired", "waiting", "ended")


@dataclass(frozen=True)
class Connected:
    """One connection. `state` is one of STATES; `mine` says how the actor's force stands to it:
    `leads`, `accepted`, `not_accepted` or "".
    """

    id: str
    partner: str
    slug: str
    document_id: str
    reference: str
    version: int
    profile: str
    lead: str
    state: str
    stage: str
    ends_at: str | None
    mine: str


def listed(session: Session, actor: Actor, now: str, soon: str) -> list[Connected]:
    """Those the actor may know of, the ends that come soonest first, then those without one."""
    lead = aliased(OrganisationRow)
    query = (
        select(ConnectionRow, DocumentRow, VersionRow.number, OrganisationRow, lead.name)
        .join(DocumentRow, DocumentRow.id == ConnectionRow.document_id)
        .join(VersionRow, VersionRow.id == ConnectionRow.version_id)
        .join(OrganisationRow, OrganisationRow.id == ConnectionRow.organisation_id)
        .join(lead, lead.id == ConnectionRow.lead_force_id)
        .order_by(VersionRow.number.desc())
    )
    if actor.role != roles.OPERATOR:
        query = query.where(visible(session, actor))
    accepted, extended = _accepted(session, actor), _extended(session)
    newest: dict[tuple[str, str], Connected] = {}
    for row, document, number, partner, leads in session.execute(query):
        until = max(row.expires_at or "", extended.get((row.lead_force_id, row.id), "")) or None
        found = Connected(
            id=row.id,
            partner=partner.name,
            slug=partner.slug,
            document_id=document.id,
            reference=document.reference,
            version=number,
            profile=row.profile,
            lead=leads,
            state=_state(row, until, now, soon),
            stage=row.state,
            ends_at=until,
            mine=_mine(session, actor, row, accepted),
        )
        # The newest certificate, and a newer return that is on its way to one.
        newest.setdefault((document.id, "certificate" if row.certified_at else "return"), found)
    return sorted(newest.values(), key=lambda each: (each.ends_at or "9", each.partner))


def _state(row: ConnectionRow, until: str | None, now: str, soon: str) -> str:
    if row.state in ("withdrawn", "refused", "suspended"):
        return "ended"
    if row.state != "certified" or until is None:
        return "waiting"
    if until <= now:
        return "expired"
    return "ending" if until <= soon else "certified"


def _accepted(session: Session, actor: Actor) -> set[str]:
    query = select(AcceptanceRow.connection_id).where(
        AcceptanceRow.force_id == actor.organisation, AcceptanceRow.withdrawn_at.is_(None)
    )
    return set(session.scalars(query))


def _extended(session: Session) -> dict[tuple[str, str], str]:
    query = select(ExtensionRow).where(ExtensionRow.subject_kind == "connection")
    return {(row.organisation_id, row.subject_id): row.until for row in session.scalars(query)}


def _mine(session: Session, actor: Actor, row: ConnectionRow, accepted: set[str]) -> str:
    own = session.get_one(OrganisationRow, actor.organisation)
    if own.kind != "force":
        return ""
    if row.lead_force_id == own.id:
        return "leads"
    return "accepted" if row.id in accepted else "not_accepted"
