"""People as those who appoint them see them: who there is, what each holds and delegates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from govern.errors import NotFound
from govern.store import people
from govern.store.organisation_pages import Held, held
from govern.store.rows.ledger import EventRow
from govern.store.rows.organisations import (
    AppointmentRow,
    ClientRow,
    DelegationRow,
    OrganisationRow,
)
from govern.store.rows.people import PersonRow
from workflows import roles
from workflows.engine import Actor


@dataclass(frozen=True)
class Appointed:
    """One appointment of a person, with its organisation's name."""

    held: Held
    organisation: str
    organisation_id: str


@dataclass(frozen=True)
class ListedPerson:
    """One person in the list, with the appointments that the actor may know of."""

    id: str
    name: str
    email: str
    signs_in: bool
    appointments: list[Appointed]


@dataclass(frozen=True)
class Delegated:
    """One delegation with the names of both people."""

    id: str
    giver: str
    receiver: str
    role: str
    kinds: list[str]
    starts_at: str
    ends_at: str | None
    instrument: str
    revoked_at: str | None


def listed(
    session: Session, actor: Actor, *, organisation: str, words: str, skip: int, take: int
) -> tuple[list[ListedPerson], int]:
    """(one page of the people the actor manages, how many there are), by name.

    An administrator manages everyone; who appoints in one organisation only its own people.
    """
    query = select(PersonRow).where(PersonRow.erased_at.is_(None), _managed(actor))
    if organisation:
        query = query.where(PersonRow.id.in_(_holders_in(organisation)))
    for word in words.split()[:8]:
        query = query.where(PersonRow.name.icontains(word, autoescape=True))
    total = session.scalar(select(func.count()).select_from(query.subquery())) or 0
    order = query.order_by(PersonRow.name, PersonRow.id).offset(skip).limit(take)
    return [_person(session, actor, row) for row in session.scalars(order)], total


def one(session: Session, actor: Actor, person_id: str) -> ListedPerson:
    """A person the actor manages; NotFound alike for anyone else and for nobody."""
    query = select(PersonRow).where(
        PersonRow.id == person_id, PersonRow.erased_at.is_(None), _managed(actor)
    )
    row = session.scalar(query)
    if row is None:
        raise NotFound(f"person {person_id}")
    return _person(session, actor, row)


def places(session: Session, actor: Actor) -> list[OrganisationRow]:
    """The organisations that the actor may appoint in, by kind and name."""
    query = select(OrganisationRow).where(OrganisationRow.ended_at.is_(None))
    if actor.role != roles.ADMINISTRATOR:
        query = query.where(OrganisationRow.id == actor.organisation)
    return list(session.scalars(query.order_by(OrganisationRow.kind, OrganisationRow.name)))


def delegations(session: Session, organisation_id: str) -> list[Delegated]:
    """Every delegation in an organisation, the newest first."""
    query = select(DelegationRow).where(DelegationRow.organisation_id == organisation_id)
    rows = list(session.scalars(query.order_by(DelegationRow.starts_at.desc(), DelegationRow.id)))
    ids = {each for row in rows for each in (row.from_appointment_id, row.to_appointment_id)}
    held_by = _by_id(session, ids)
    names = people.person_names(session, (row.person_id for row in held_by.values()))
    return [
        Delegated(
            id=row.id,
            giver=names.get(held_by[row.from_appointment_id].person_id, ""),
            receiver=names.get(held_by[row.to_appointment_id].person_id, ""),
            role=held_by[row.from_appointment_id].role,
            kinds=list(row.document_kinds),
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            instrument=row.instrument,
            revoked_at=row.revoked_at,
        )
        for row in rows
    ]


def colleagues(session: Session, actor: Actor, now: str) -> list[tuple[str, str]]:
    """(id, name) of the others who hold an appointment in the actor's organisation now."""
    query = select(AppointmentRow.person_id).where(
        AppointmentRow.organisation_id == actor.organisation,
        AppointmentRow.starts_at <= now,
        or_(AppointmentRow.ends_at.is_(None), AppointmentRow.ends_at > now),
        AppointmentRow.person_id != actor.person,
    )
    names = people.person_names(session, session.scalars(query))
    return sorted(names.items(), key=lambda pair: pair[1])


def clients(session: Session) -> list[ClientRow]:
    """Every machine caller, those in force first, by name."""
    order = select(ClientRow).order_by(ClientRow.revoked_at.is_not(None), ClientRow.name)
    return list(session.scalars(order))


def client(session: Session, client_id: str) -> ClientRow:
    """One machine caller; NotFound when there is none."""
    row = session.get(ClientRow, client_id)
    if row is None:
        raise NotFound(f"client {client_id}")
    return row


def _managed(actor: Actor) -> ColumnElement[bool]:
    if actor.role == roles.ADMINISTRATOR:
        return PersonRow.id.is_not(None)
    added = select(EventRow.subject_id).where(
        EventRow.type == "person_added", EventRow.organisation_id == actor.organisation
    )
    appointed = select(AppointmentRow.person_id)
    here = appointed.where(AppointmentRow.organisation_id == actor.organisation)
    # Somebody just added here has no appointment yet; who has one elsewhere is no longer ours.
    return PersonRow.id.in_(here) | (PersonRow.id.in_(added) & ~PersonRow.id.in_(appointed))


def _holders_in(slug: str) -> Select[str]:
    return (
        select(AppointmentRow.person_id)
        .join(OrganisationRow, OrganisationRow.id == AppointmentRow.organisation_id)
        .where(OrganisationRow.slug == slug)
    )


def _person(session: Session, actor: Actor, row: PersonRow) -> ListedPerson:
    query = (
        select(AppointmentRow, OrganisationRow)
        .join(OrganisationRow, OrganisationRow.id == AppointmentRow.organisation_id)
        .where(AppointmentRow.person_id == row.id)
        .order_by(AppointmentRow.starts_at.desc(), AppointmentRow.id)
    )
    if actor.role != roles.ADMINISTRATOR:
        query = query.where(AppointmentRow.organisation_id == actor.organisation)
    return ListedPerson(
        id=row.id,
        name=row.name,
        email=row.email or "",
        signs_in=row.password_hash is not None,
        appointments=[
            Appointed(held(appointment, row.name), body.name, body.id)
            for appointment, body in session.execute(query)
        ],
    )


def _by_id(session: Session, ids: Iterable[str]) -> dict[str, AppointmentRow]:
    query = select(AppointmentRow).where(AppointmentRow.id.in_(list(ids)))
    return {row.id: row for row in session.scalars(query)}
