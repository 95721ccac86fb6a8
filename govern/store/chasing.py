"""Whom the consortium office chases: late steps by organisation and office, never reasons."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from govern.store.rows.documents import DocumentRow, VersionRow
from govern.store.rows.enforcement import ConnectionRow
from govern.store.rows.organisations import OrganisationRow
from govern.store.rows.sign_offs import SignOffRow
from govern.store.turns import LEAD_STAGES, waited_for
from govern.store.wall import OPEN


@dataclass(frozen=True)
class Late:
    """How many steps wait past their date for one office of one organisation, and since when."""

    organisation_id: str
    slug: str
    organisation: str
    roles: tuple[str, ...]
    count: int
    oldest: str


def late(session: Session, now: str) -> list[Late]:
    """Every office with a late step, the longest overdue first; for who oversees everything."""
    leads = case((SignOffRow.stage.in_(LEAD_STAGES), ConnectionRow.lead_force_id), else_=None)
    whose = func.coalesce(leads, SignOffRow.organisation_id)
    query = (
        select(
            OrganisationRow.id,
            OrganisationRow.slug,
            OrganisationRow.name,
            SignOffRow.chain,
            SignOffRow.chain_version,
            SignOffRow.stage,
            func.count(),
            func.min(SignOffRow.due_at),
        )
        .join(DocumentRow, DocumentRow.id == SignOffRow.document_id)
        .join(VersionRow, VersionRow.id == SignOffRow.version_id)
        .join(ConnectionRow, ConnectionRow.version_id == VersionRow.id, isouter=True)
        .join(OrganisationRow, OrganisationRow.id == whose)
        .where(
            OPEN,
            SignOffRow.due_at <= now,
            DocumentRow.state == "live",
            VersionRow.status == "frozen",
        )
        .group_by(
            OrganisationRow.id,
            OrganisationRow.slug,
            OrganisationRow.name,
            SignOffRow.chain,
            SignOffRow.chain_version,
            SignOffRow.stage,
        )
    )
    merged: dict[tuple[str, tuple[str, ...]], Late] = {}
    for body, slug, name, chain, version, stage, count, oldest in session.execute(query):
        if oldest is None:
            continue
        roles = waited_for(chain, version, stage)
        before = merged.get((body, roles))
        merged[body, roles] = Late(
            body,
            slug,
            name,
            roles,
            count + (before.count if before else 0),
            min(oldest, before.oldest) if before else oldest,
        )
    return sorted(merged.values(), key=lambda each: (each.oldest, each.organisation))
