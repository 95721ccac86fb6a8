"""Readiness checks and their items: who may see which, what is settled, and until when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from govern.errors import NotFound
from govern.store import flows
from govern.store.rows.documents import FlowRow
from govern.store.rows.enforcement import ConnectionRow
from govern.store.rows.organisations import AppointmentRow, OrganisationRow
from govern.store.rows.readiness import ReadinessItemRow, ReadinessRow
from workflows import roles
from workflows.engine import Actor
from workflows.facts import Done

HELD = ("accepted", "waived")


@dataclass(frozen=True)
class Settled:
    """`unsettled` are the mandatory items that are not accepted, waived or in date; `until` is the
    earliest end among those that are (exclusive), None when none of them ends.
    """

    unsettled: tuple[str, ...]
    until: str | None


def settled(items: Iterable[ReadinessItemRow], now: str) -> Settled:
    """How a check stands at `now` (text): only mandatory items hold it."""
    needed = [item for item in items if item.mandatory]
    ends = [item.valid_until for item in needed if in_force(item, now) and item.valid_until]
    unsettled = tuple(item.item for item in needed if not in_force(item, now))
    return Settled(unsettled, min(ends, default=None))


def in_force(item: ReadinessItemRow, now: str) -> bool:
    """Whether an item is accepted or waived, and in date at `now` (text)."""
    return item.state in HELD and (item.valid_until is None or now < item.valid_until)


def items_of(session: Session, check_id: str) -> list[ReadinessItemRow]:
    """The items of a check, in the order of its checklist."""
    query = select(ReadinessItemRow).where(ReadinessItemRow.readiness_id == check_id)
    return list(session.scalars(query.order_by(ReadinessItemRow.place)))


def check_of(session: Session, actor: Actor, check_id: str) -> ReadinessRow:
    """The check, for the force whose it is, its partner and who oversees; else NotFound."""
    row = session.get(ReadinessRow, check_id)
    if row is None or not may_see(session, actor, row):
        raise NotFound(f"readiness check {check_id}")
    return row


def item_of(session: Session, actor: Actor, item_id: str) -> tuple[ReadinessRow, ReadinessItemRow]:
    """An item with its check, where the actor may see it; else NotFound."""
    item = session.get(ReadinessItemRow, item_id)
    if item is None:
        raise NotFound(f"readiness item {item_id}")
    return check_of(session, actor, item.readiness_id), item


def may_see(session: Session, actor: Actor, row: ReadinessRow) -> bool:
    """Whether the actor may know of the check and of the state of each item: as its force or
    partner, as the office, or as an auditor in whose scope either is (decision 23).
    """
    ours = {row.organisation_id, partner_of(session, row)}
    return oversees(session, actor) or not ours.isdisjoint(within(session, actor))


def oversees(session: Session, actor: Actor) -> bool:
    """The office, and an auditor of all, see how far every check is, and no evidence."""
    if actor.role == roles.AUDITOR:
        return flows.sight(session, actor).all
    return session.get_one(OrganisationRow, actor.organisation).kind == "office"


def within(session: Session, actor: Actor) -> frozenset[str]:
    """Whose checks the actor may know of: ids of the organisations an auditor's scope names, or of
    the actor's own.
    """
    if actor.role != roles.AUDITOR:
        return frozenset({actor.organisation})
    named = flows.sight(session, actor).organisations
    return frozenset(
        session.scalars(select(OrganisationRow.id).where(OrganisationRow.slug.in_(named)))
    )


def partner_of(session: Session, row: ReadinessRow) -> str | None:
    """The partner that a check is about, or at the other end of its flow."""
    if row.subject_kind == "partner":
        return row.subject_id
    if row.subject_kind == "flow":
        return session.get_one(FlowRow, row.subject_id).partner_id
    return None


def leads(session: Session, force_id: str, partner_id: str) -> bool:
    """Whether the force leads a connection of that partner."""
    query = select(ConnectionRow.id).where(
        ConnectionRow.organisation_id == partner_id, ConnectionRow.lead_force_id == force_id
    )
    return session.scalars(query).first() is not None


def latest(
    session: Session, template: str, subject: tuple[str, str], states: Sequence[str]
) -> ReadinessRow | None:
    """The newest check of that template on that subject in one of `states`."""
    query = select(ReadinessRow).where(
        ReadinessRow.template == template,
        ReadinessRow.subject_kind == subject[0],
        ReadinessRow.subject_id == subject[1],
        ReadinessRow.state.in_(states),
    )
    return session.scalars(query.order_by(ReadinessRow.opened_at.desc())).first()


def handed_in(
    session: Session, row: ReadinessRow, items: Iterable[ReadinessItemRow]
) -> tuple[Done, ...]:
    """Who handed in the evidence of these items, as the guards read it."""
    return tuple(
        Done("submit", _role(session, item.submitted_by), item.submitted_by, row.organisation_id)
        for item in items
        if item.submitted_by
    )


def _role(session: Session, person_id: str) -> str:
    query = select(AppointmentRow.role).where(AppointmentRow.person_id == person_id)
    held = list(session.scalars(query.order_by(AppointmentRow.starts_at, AppointmentRow.id)))
    return held[0] if held else roles.REVIEWER
