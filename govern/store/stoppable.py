"""What there is to be stopped: the flows, agreements, partners and kinds of data of a force."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from govern.store import document_pages, flows
from govern.store.rows.documents import BasisRow, DocumentRow, FlowRow, VersionRow
from govern.store.rows.organisations import CategoryRow, OrganisationRow
from workflows import roles
from workflows.engine import Actor

MOST_CHOICES = 500


@dataclass(frozen=True)
class FlowChoice:
    """A flow that may be stopped, in display names; `whole` is all of it in one line."""

    id: str
    force: str
    partner_id: str
    partner: str
    sends: bool
    category: str
    purpose: str
    whole: str


def flow_choices(session: Session, actor: Actor) -> list[FlowChoice]:
    """The flows that the actor may stop, by what they are called: of their own force, or for Gold
    all.
    """
    mine = [] if actor.role == roles.GOLD else [FlowRow.force_id == actor.organisation]
    names = document_pages.names(session)
    rows = session.scalars(select(FlowRow).where(*mine).limit(MOST_CHOICES))
    return sorted((_choice(session, row, names) for row in rows), key=lambda each: each.whole)


def choices(session: Session, actor: Actor, scope_kind: str) -> list[tuple[str, str]]:
    """(id, label) of what the actor may stop of that kind: of their own force, or for Gold all."""
    own = session.get_one(OrganisationRow, actor.organisation)
    mine = [] if actor.role == roles.GOLD else [FlowRow.force_id == own.id]
    if scope_kind == "force":
        forces = select(OrganisationRow).where(OrganisationRow.kind == "force")
        found = [own] if mine else session.scalars(forces.order_by(OrganisationRow.name))
        return [(each.id, each.name) for each in found]
    if scope_kind == "flow":
        return [(each.id, each.whole) for each in flow_choices(session, actor)]
    if scope_kind in _KEYS:
        keys = session.scalars(_KEYS[scope_kind].where(*mine).distinct())
        return sorted(((key, what(session, scope_kind, key)) for key in keys), key=_label)
    return []


def what(session: Session, scope_kind: str, scope_id: str) -> str:
    """The scope of a stop in words."""
    if scope_kind == "flow" and (flow := session.get(FlowRow, scope_id)):
        return _flow(session, flow, document_pages.names(session))
    if scope_kind == "agreement":
        version = session.get(VersionRow, scope_id)
        document = session.get(DocumentRow, version.document_id if version else scope_id)
        return f"{document.reference}, {document.title}" if document else "An agreement"
    if scope_kind in ("force", "partner"):
        body = session.get(OrganisationRow, scope_id)
        name = body.name if body else scope_id
        return f"All sharing by {name}" if scope_kind == "force" else f"All sharing with {name}"
    if scope_kind == "category" and (category := session.get(CategoryRow, scope_id)):
        return f"All sharing of {category.title}"
    return "All sharing of every force"


_KEYS: Mapping[str, Select[Any]] = {
    "agreement": select(BasisRow.document_id).join(FlowRow, FlowRow.id == BasisRow.flow_id),
    "partner": select(FlowRow.partner_id),
    "category": select(FlowRow.category),
}


def _label(pair: tuple[str, str]) -> str:
    return pair[1]


def _flow(session: Session, flow: FlowRow, names: Mapping[str, str]) -> str:
    return _choice(session, flow, names).whole


def _choice(session: Session, flow: FlowRow, names: Mapping[str, str]) -> FlowChoice:
    key = flows.key_of(session, flow)
    force, partner, sends = names[key.force], names[key.partner], key.direction == "send"
    category, purpose = names.get(key.category, key.category), names.get(key.purpose, key.purpose)
    ends = f"{force} to {partner}" if sends else f"{partner} to {force}"
    whole = f"{ends}: {category}, {purpose}"
    return FlowChoice(flow.id, force, flow.partner_id, partner, sends, category, purpose, whole)
