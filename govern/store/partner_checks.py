"""Partners' own agreements that an organisation held against ours."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from govern.errors import NotFound
from govern.store.rows.imports import PartnerCheckRow
from workflows.engine import Actor


def check(session: Session, actor: Actor, version_id: str, check_id: str) -> PartnerCheckRow:
    """One check of the actor's own organisation; else NotFound."""
    row = session.get(PartnerCheckRow, check_id)
    if row is None or (row.version_id, row.organisation_id) != (version_id, actor.organisation):
        raise NotFound(f"check {check_id}")
    return row


def checks(session: Session, actor: Actor, version_id: str) -> list[PartnerCheckRow]:
    """The checks of the actor's own organisation, the newest first."""
    query = select(PartnerCheckRow).where(
        PartnerCheckRow.version_id == version_id,
        PartnerCheckRow.organisation_id == actor.organisation,
    )
    return list(session.scalars(query.order_by(PartnerCheckRow.at.desc(), PartnerCheckRow.id)))
