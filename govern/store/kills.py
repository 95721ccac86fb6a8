"""The emergency stops that stand, in the words of the register: for the target that gates read
first.
"""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from govern.store.rows.documents import FlowRow
from govern.store.rows.enforcement import StopRow
from govern.store.rows.organisations import OrganisationRow


def standing_kills(session: Session) -> list[dict[str, str]]:
    """Each kill not lifted as the parts of a flow's key it touches, and `since`.

    A kill of one agreement names no part: the flows' own rows carry it. A scope nobody knows stops
    everything of its force.
    """
    query = select(StopRow).where(StopRow.kind == "kill", StopRow.lifted_at.is_(None))
    found = session.scalars(query.order_by(StopRow.at, StopRow.id))
    return [
        {**_parts(session, row), "since": row.at} for row in found if row.scope_kind != "agreement"
    ]


def _parts(session: Session, row: StopRow) -> dict[str, str]:
    limb = {} if row.force_id is None else {"force": _slug(session, row.force_id)}
    if row.scope_kind == "force":
        return {"force": _slug(session, row.scope_id)}
    if row.scope_kind == "partner":
        return {**limb, "partner": _slug(session, row.scope_id)}
    if row.scope_kind == "category":
        return {**limb, "category": row.scope_id}
    flow = session.get(FlowRow, row.scope_id) if row.scope_kind == "flow" else None
    if flow is None:
        return limb
    return {
        "force": _slug(session, flow.force_id),
        "partner": _slug(session, flow.partner_id),
        "category": flow.category,
        "purpose": flow.purpose,
        "direction": flow.direction,
    }


def _slug(session: Session, organisation_id: str) -> str:
    row = session.get(OrganisationRow, organisation_id)
    return organisation_id if row is None else row.slug
