"""What pages show of organisations: which of them an actor may know, and what they share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from govern.errors import NotFound
from govern.store import flows, people
from govern.store.reach import documents, reach, visible
from govern.store.rows.documents import DocumentRow, PartyRow, VersionRow
from govern.store.rows.organisations import AppointmentRow, OrganisationRow, PolicyDocumentRow
from workflows import roles
from workflows.engine import Actor

KNOWN_TO_ALL = ("force", "office", "legal")
MOST = 100


@dataclass(frozen=True)
class Listed:
    """One organisation in the list, with how many appointments run and texts bind it."""

    slug: str
    name: str
    kind: str
    sector: str
    people: int
    documents: int
    ended: bool


@dataclass(frozen=True)
class Held:
    """An appointment as the list of an organisation's people shows it."""

    id: str
    person_id: str
    person: str
    role: str
    starts_at: str
    ends_at: str | None
    delegated: bool
    instrument: str


def one(session: Session, actor: Actor, slug: str) -> OrganisationRow:
    """The organisation, if the actor may know of it; NotFound alike when it is not there."""
    query = select(OrganisationRow).where(OrganisationRow.slug == slug, known(session, actor))
    row = session.scalar(query)
    if row is None:
        raise NotFound(f"organisation {slug}")
    return row


def known(session: Session, actor: Actor) -> ColumnElement[bool]:
    """The condition under which an organisation exists for the actor.

    The office and those who run the service know all. Others know themselves, those bound by a
    text they may see, and, but for partners, the forces, the office and the lawyers.
    """
    own = session.get_one(OrganisationRow, actor.organisation)
    if own.kind == "office" or actor.role in roles.MACHINE_ROLES:
        return OrganisationRow.id.is_not(None)
    bound = (
        select(PartyRow.organisation_id)
        .join(DocumentRow, DocumentRow.id == PartyRow.document_id)
        .join(VersionRow, VersionRow.id == PartyRow.version_id)
        .where((VersionRow.status != "draft") | (DocumentRow.drafter_id == own.id))
    )
    of = reach(session, actor)
    if of.everything or own.kind == "legal":  # who see so much meet each body's first text at once
        bound = bound.where(
            PartyRow.organisation_id == OrganisationRow.id, visible(session, actor)
        ).correlate(OrganisationRow)
        found = [OrganisationRow.id == own.id, bound.exists()]
    else:
        mine = PartyRow.document_id.in_(documents(of))
        found = [OrganisationRow.id == own.id, OrganisationRow.id.in_(bound.where(mine))]
    if own.kind in ("force", "legal"):
        found.append(OrganisationRow.kind.in_(KNOWN_TO_ALL))
    if actor.role == roles.AUDITOR:
        scope = flows.sight(session, actor)
        found.append(OrganisationRow.slug.in_(scope.organisations))
    return or_(*found)


def known_names(session: Session, actor: Actor, most: int) -> list[tuple[str, str]]:
    """(id, name) of the organisations the actor may know, by name, the first `most`."""
    query = select(OrganisationRow.id, OrganisationRow.name).where(known(session, actor))
    found = session.execute(query.order_by(OrganisationRow.name, OrganisationRow.slug).limit(most))
    return [(each, name) for each, name in found]


def listed(
    session: Session, actor: Actor, *, kind: str, words: str, skip: int, take: int
) -> tuple[list[Listed], int]:
    """(one page of the organisations the actor may know, how many there are), by name."""
    query = select(OrganisationRow).where(known(session, actor))
    if kind:
        query = query.where(OrganisationRow.kind == kind)
    for word in words.split()[:8]:
        query = query.where(OrganisationRow.name.icontains(word, autoescape=True))
    total = session.scalar(select(func.count()).select_from(query.subquery())) or 0
    order = query.order_by(OrganisationRow.kind, OrganisationRow.name, OrganisationRow.slug)
    rows = list(session.scalars(order.offset(skip).limit(take)))
    ids = [row.id for row in rows]
    held = _counted(session, AppointmentRow.organisation_id, ids, AppointmentRow.ends_at.is_(None))
    bound = _counted(session, PartyRow.organisation_id, ids, PartyRow.id.is_not(None))
    return [
        Listed(
            slug=row.slug,
            name=row.name,
            kind=row.kind,
            sector=row.sector or "",
            people=held.get(row.id, 0),
            documents=bound.get(row.id, 0),
            ended=row.ended_at is not None,
        )
        for row in rows
    ], total


def shared(
    session: Session, actor: Actor, organisation_id: str
) -> list[tuple[DocumentRow, VersionRow]]:
    """The newest frozen text of each document that binds it and that the actor may see."""
    bound = select(PartyRow.document_id).where(PartyRow.organisation_id == organisation_id)
    newest = (
        select(VersionRow.document_id, func.max(VersionRow.number).label("number"))
        .where(VersionRow.status == "frozen")
        .group_by(VersionRow.document_id)
        .subquery()
    )
    query = (
        select(DocumentRow, VersionRow)
        .join(newest, newest.c.document_id == DocumentRow.id)
        .join(
            VersionRow,
            (VersionRow.document_id == DocumentRow.id) & (VersionRow.number == newest.c.number),
        )
        .where(DocumentRow.id.in_(bound), visible(session, actor))
        .order_by(DocumentRow.kind, DocumentRow.number)
        .limit(MOST)
    )
    return [(document, version) for document, version in session.execute(query)]


def holders(session: Session, organisation_id: str, now: str) -> list[Held]:
    """Who holds which role in an organisation now or from a later day, by role."""
    query = select(AppointmentRow).where(
        AppointmentRow.organisation_id == organisation_id,
        or_(AppointmentRow.ends_at.is_(None), AppointmentRow.ends_at > now),
    )
    order = query.order_by(AppointmentRow.role, AppointmentRow.starts_at, AppointmentRow.id)
    rows = list(session.scalars(order))
    names = people.person_names(session, (row.person_id for row in rows))
    return [held(row, names.get(row.person_id, "")) for row in rows]


def held(row: AppointmentRow, person: str) -> Held:
    """One appointment with its person's name."""
    return Held(
        id=row.id,
        person_id=row.person_id,
        person=person,
        role=row.role,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        delegated=row.delegation_id is not None,
        instrument=row.instrument or "",
    )


def policy_document(session: Session, organisation_id: str) -> PolicyDocumentRow | None:
    """The appropriate policy document that was recorded last."""
    query = select(PolicyDocumentRow).where(PolicyDocumentRow.organisation_id == organisation_id)
    return session.scalars(query.order_by(PolicyDocumentRow.reviewed_on.desc())).first()


def _counted(
    session: Session, column: Any, ids: Sequence[str], condition: ColumnElement[bool]
) -> dict[str, int]:
    query = select(column, func.count()).where(column.in_(ids), condition).group_by(column)
    return dict(session.execute(query).all())
