"""Which flows an actor may know of, and the list of them as the register has it now."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from govern.errors import NotFound
from govern.register.row import FOREVER, FlowKey, Row
from govern.store.rows.documents import BasisRow, DocumentRow, FlowRow
from govern.store.rows.organisations import AppointmentRow, CategoryRow, OrganisationRow
from workflows import roles
from workflows.engine import Actor

SEES_ALL = frozenset({roles.COORDINATOR, roles.GOLD, roles.OPERATOR})


@dataclass(frozen=True)
class FlowSight:
    """The flows that exist for an actor: of these organisations (slugs), these flows, or all.

    `people` says whether names of people may stand beside them: the operator sees none.
    """

    all: bool = False
    organisations: frozenset[str] = frozenset()
    flows: frozenset[str] = frozenset()
    people: bool = True

    def sees(self, flow_id: str, force: str, partner: str) -> bool:
        """Whether the flow between these two (slugs) exists for the actor."""
        among = force in self.organisations or partner in self.organisations
        return self.all or among or flow_id in self.flows


@dataclass(frozen=True)
class Wanted:
    """What a list is narrowed to, where not empty: slugs, a reason's code, and a state: `open`,
    `closed` or `critical`, which is closed and safety-critical.
    """

    force: str = ""
    partner: str = ""
    module: str = ""
    state: str = ""
    reason: str = ""
    ends_before: str = ""


@dataclass(frozen=True)
class Listing:
    """The rows an actor may see, those that are wanted among them, and the categories' modules."""

    seen: list[Row]
    wanted: list[Row]
    modules: Mapping[str, str] = field(default_factory=dict)


def sight(session: Session, actor: Actor) -> FlowSight:
    """A force and a partner see their own flows, lawyers those of agreements they draft, the office
    and the operator all, an auditor those of the organisations in scope (decisions 21 and 23).
    """
    if actor.role in SEES_ALL:
        return FlowSight(all=True, people=actor.role != roles.OPERATOR)
    if actor.role == roles.AUDITOR:
        named = _audited(session, actor)
        return FlowSight(all=True) if named == "all" else FlowSight(organisations=frozenset(named))
    own = session.get_one(OrganisationRow, actor.organisation)
    if own.kind in ("force", "partner", "service"):
        return FlowSight(organisations=frozenset({own.slug}))
    if actor.role == roles.LAWYER:
        return FlowSight(flows=_drafted(session, own.id))
    return FlowSight()


def one(session: Session, actor: Actor, flow_id: str) -> FlowRow:
    """A flow the actor may know of; NotFound alike for one that is not there."""
    row = session.get(FlowRow, flow_id)
    if row is None or not sight(session, actor).sees(row.id, *_ends(session, row)):
        raise NotFound(f"flow {flow_id}")
    return row


def listing(session: Session, actor: Actor, rows: Iterable[Row], wanted: Wanted) -> Listing:
    """The flows of a register that the actor may see and asks for: those most in need first."""
    may = sight(session, actor)
    modules = dict(session.execute(select(CategoryRow.id, CategoryRow.module)).all())
    seen = [row for row in rows if may.sees(row.flow, row.key.force, row.key.partner)]
    found = [row for row in seen if _is_wanted(row, wanted, modules)]
    return Listing(seen, sorted(found, key=_urgency), modules)


def agreements(session: Session, rows: Collection[Row]) -> dict[str, tuple[str, str]]:
    """basis id -> (document id, reference) of the agreement that each row is judged by."""
    query = (
        select(BasisRow.id, DocumentRow.id, DocumentRow.reference)
        .join(DocumentRow, DocumentRow.id == BasisRow.document_id)
        .where(BasisRow.id.in_({row.basis for row in rows if row.basis}))
    )
    return {basis: (document, name) for basis, document, name in session.execute(query)}


def basis(session: Session, basis_id: str) -> BasisRow | None:
    """One listing of a flow by its id."""
    return session.get(BasisRow, basis_id)


def key_of(session: Session, row: FlowRow) -> FlowKey:
    """The five slugs of a flow."""
    return FlowKey(*_ends(session, row), row.category, row.purpose, row.direction)


def _ends(session: Session, row: FlowRow) -> tuple[str, str]:
    force = session.get_one(OrganisationRow, row.force_id)
    return force.slug, session.get_one(OrganisationRow, row.partner_id).slug


def _audited(session: Session, actor: Actor) -> Collection[str]:
    appointment = session.get(AppointmentRow, actor.appointment)
    named = (appointment.scope or {}).get("organisations", []) if appointment else []
    return named if isinstance(named, str | list) else []


def _drafted(session: Session, organisation_id: str) -> frozenset[str]:
    query = select(BasisRow.flow_id).join(DocumentRow, DocumentRow.id == BasisRow.document_id)
    return frozenset(session.scalars(query.where(DocumentRow.drafter_id == organisation_id)))


def _is_wanted(row: Row, wanted: Wanted, modules: Mapping[str, str]) -> bool:
    return (
        wanted.force in ("", row.key.force)
        and wanted.partner in ("", row.key.partner)
        and wanted.module in ("", modules.get(row.key.category, ""))
        and _in_state(row, wanted.state)
        and (not wanted.reason or wanted.reason in row.reasons)
        and (not wanted.ends_before or ends_before(row, wanted.ends_before))
    )


def _in_state(row: Row, state: str) -> bool:
    if state == "critical":
        return row.safety_critical and not row.open
    return state in ("", "open" if row.open else "closed")


def ends_before(row: Row, instant: str) -> bool:
    """Whether an open flow closes before that instant, by time alone."""
    return row.open and (row.valid_until or FOREVER) < instant


def _urgency(row: Row) -> tuple[bool, bool, str, FlowKey]:
    """Closed before open, safety-critical first, then by the end that comes soonest."""
    return (row.open, not row.safety_critical, row.valid_until or "", row.key)
