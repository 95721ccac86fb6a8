"""Stop a flow, agreement, partner, category or force: one person, at once (decision 9)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from govern.commands.mail.tell import tell
from govern.commands.stops.facts import stop_facts
from govern.errors import Forbidden, Invalid, NotFound
from govern.installation import Installation
from govern.store.identifiers import new_id
from govern.store.rows.documents import BasisRow, DocumentRow, FlowRow
from govern.store.rows.organisations import CategoryRow, OrganisationRow
from govern.store.writing import Writing
from workflows import roles
from workflows.catalogue import workflow
from workflows.engine import Actor, Form, move

SCOPES = ("flow", "agreement", "partner", "category", "force", "everything")
PAGED = (
    roles.SIRO, roles.DPO, roles.ASSET_OWNER, roles.SECURITY_OFFICER, roles.DUTY_OFFICER,
    roles.OPERATOR,
)  # fmt: skip


@dataclass(frozen=True)
class Stop:
    """What to stop and why. `kind` is suspension or kill; a kill needs an incident number."""

    kind: str
    scope_kind: str
    scope_id: str
    reasons: str
    incident: str = ""


def place_stop(installation: Installation, *, by: Actor, stop: Stop) -> list[str]:
    """Stop the scope; returns the ids of the stops, one for each force whose limbs it closes.

    A force's officer stops that force's part alone; Gold stops every force's, and each lifts its
    own. Refused with every reason when the role or the scope is not the actor's.
    """
    with installation.writing(by) as w:
        forces = judged(w.session, by, stop, w.at)
        return [_place(w, by, stop, force_id) for force_id in forces]


def judged(session: Session, by: Actor, stop: Stop, at: datetime) -> list[str]:
    """The forces whose limbs the stop would close; Refused with every reason when it may not be."""
    act, table = ("kill", "kill") if stop.kind == "kill" else ("stop", "suspension")
    forces = _forces(session, by, stop)
    form = Form(reasons=stop.reasons, incident=stop.incident)
    facts = stop_facts(session, by, at, by.organisation, form, frozenset(forces))
    move(workflow(table), "running", act, by, facts)
    return forces


def placed(by: Actor, stop: Stop, force_id: str) -> dict[str, Any]:
    """What the event of one force's stop says."""
    everything = stop.scope_kind == "everything"
    return {
        "kind": stop.kind,
        "scope_kind": "force" if everything else stop.scope_kind,
        "scope_id": force_id if everything else stop.scope_id,
        "force_id": force_id,
        "incident": stop.incident or None,
        "by_appointment_id": by.appointment,
    }


def advise_stop(installation: Installation, *, by: Actor, stop: Stop) -> None:
    """The DPO advises a stop in one click, which pages those who can make it."""
    with installation.writing(by) as w:
        forces = _forces(w.session, by, stop)
        form = Form(reasons=stop.reasons, incident=stop.incident)
        facts = stop_facts(w.session, by, w.at, by.organisation, form, frozenset(forces))
        move(workflow("suspension"), "running", "advise_stop", by, facts)
        advice_id = new_id()
        w.record(
            "stop_advised",
            ("stop_advice", advice_id),
            {
                "scope_kind": stop.scope_kind,
                "scope_id": stop.scope_id,
                "organisation_id": by.organisation,
            },
            {"reasons": stop.reasons},
        )
        _page(w, by.organisation, "stop_advised", advice_id, stop)


def _forces(session: Session, by: Actor, stop: Stop) -> list[str]:
    """The forces whose limbs the stop closes: the actor's own, or for Gold every force that the
    scope touches.
    """
    if stop.scope_kind not in SCOPES:
        raise Invalid.field("scope_kind", f"Choose one of {', '.join(SCOPES)}")
    touched = _touched(session, stop)
    own = session.get_one(OrganisationRow, by.organisation)
    if own.kind == "force":
        if own.id not in touched:
            raise NotFound(f"{stop.scope_kind} {stop.scope_id} of {own.slug}")
        return [own.id]
    if by.role != roles.GOLD:
        raise Forbidden("stops are for a force's officers and for Gold")
    return touched


def _touched(session: Session, stop: Stop) -> list[str]:
    if stop.scope_kind == "flow":
        flow = session.get(FlowRow, stop.scope_id)
        if flow is None:
            raise NotFound(f"flow {stop.scope_id}")
        return [flow.force_id]
    if stop.scope_kind == "force":
        return [_there(session, OrganisationRow, stop.scope_id, "force")]
    if stop.scope_kind == "everything":
        query = select(OrganisationRow.id).where(OrganisationRow.kind == "force")
        return list(session.scalars(query.order_by(OrganisationRow.slug)))
    query = select(FlowRow.force_id).distinct().order_by(FlowRow.force_id)
    if stop.scope_kind == "agreement":
        _there(session, DocumentRow, stop.scope_id, "agreement")
        query = query.join(BasisRow, BasisRow.flow_id == FlowRow.id)
        return list(session.scalars(query.where(BasisRow.document_id == stop.scope_id)))
    if stop.scope_kind == "partner":
        _there(session, OrganisationRow, stop.scope_id, "partner")
        return list(session.scalars(query.where(FlowRow.partner_id == stop.scope_id)))
    _there(session, CategoryRow, stop.scope_id, "category")
    return list(session.scalars(query.where(FlowRow.category == stop.scope_id)))


def _there(
    session: Session,
    row: type[OrganisationRow] | type[DocumentRow] | type[CategoryRow],
    key: str,
    noun: str,
) -> str:
    if session.get(row, key) is None:
        raise NotFound(f"{noun} {key}")
    return key


def _place(w: Writing, by: Actor, stop: Stop, force_id: str) -> str:
    stop_id = new_id()
    data = placed(by, stop, force_id)
    w.record("stop_placed", ("stop", stop_id), data, {"reasons": stop.reasons})
    _page(w, force_id, "stop_placed", stop_id, stop)
    return stop_id


def _page(w: Writing, force_id: str, template: str, key: str, stop: Stop) -> None:
    about = {"kind": stop.kind, "scope": stop.scope_kind, "incident": stop.incident}
    tell(w, force_id, PAGED, template, key=f"{key}:{template}", about=about, path="/stops")
