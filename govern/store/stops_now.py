"""The stops in force, named for people, as far as they touch an organisation."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from govern.store import access
from govern.store.rows.documents import DocumentRow, FlowRow
from govern.store.rows.enforcement import StopRow
from govern.store.rows.organisations import CategoryRow, OrganisationRow
from workflows import roles
from workflows.engine import Actor

WATCHERS = frozenset(
    {
        roles.ASSET_OWNER,
        roles.CHIEF_CONSTABLE,
        roles.COORDINATOR,
        roles.DPO,
        roles.DUTY_OFFICER,
        roles.GOLD,
        roles.SECURITY_OFFICER,
        roles.SIRO,
    }
)


@dataclass(frozen=True)
class Stopped:
    """One stop in force: what it is called, what kind of thing that is, and since when."""

    id: str
    what: str
    scope: str
    kind: str
    at: str


def standing(session: Session, actor: Actor) -> list[Stopped]:
    """The stops in force on the actor's own flows; every one for the office. Newest first."""
    query = select(StopRow).where(StopRow.lifted_at.is_(None), StopRow.kind != "termination")
    if actor.role not in access.SEES_ALL:
        own = or_(StopRow.force_id == actor.organisation, StopRow.force_id.is_(None))
        query = query.where(own)
    found = list(session.scalars(query.order_by(StopRow.at.desc())))
    return [
        Stopped(row.id, _named(session, row), _SCOPES[row.scope_kind], row.kind, row.at)
        for row in found
    ]


_SCOPES = {
    "flow": "One flow",
    "agreement": "One agreement",
    "force": "Every flow of a force",
    "partner": "Every flow with a partner",
    "category": "Every flow of a category",
    "everything": "Everything",
}


def _named(session: Session, row: StopRow) -> str:
    if row.scope_kind == "agreement":
        document = session.get(DocumentRow, row.scope_id)
        return f"{document.reference}, {document.title}" if document else row.scope_id
    if row.scope_kind in ("force", "partner"):
        body = session.get(OrganisationRow, row.scope_id)
        return body.name if body else row.scope_id
    if row.scope_kind == "category":
        category = session.get(CategoryRow, row.scope_id)
        return category.title if category else row.scope_id
    flow = session.get(FlowRow, row.scope_id) if row.scope_kind == "flow" else None
    if flow is None:
        return "Everything" if row.scope_kind == "everything" else row.scope_id
    ends = [session.get(OrganisationRow, each) for each in (flow.force_id, flow.partner_id)]
    category = session.get(CategoryRow, flow.category)
    names = " and ".join(each.name for each in ends if each)
    return f"{category.title if category else flow.category}: {names}"
