"""What takes a second person as pages list it, and what was done at the machine without one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from govern.errors import NotFound
from govern.store import people
from govern.store.rows.organisations import AppointmentRow, OrganisationRow
from govern.store.rows.second_person import SecondPersonRow

MOST = 100


@dataclass(frozen=True)
class Asked:
    """One request. Names are those of now; `organisation` is whom it is about, if anybody."""

    id: str
    act: str
    given: dict[str, Any]
    organisation_id: str | None
    organisation: str
    person_id: str | None
    person: str
    asked_by: str
    asked_by_person: str
    asked_role: str
    asked_at: str
    expires_at: str
    decided_by: str
    confirmed_at: str | None
    refused_at: str | None


def waits(row: SecondPersonRow | Asked, now: str) -> bool:
    """Whether nobody has decided on it and its time is not over."""
    return row.confirmed_at is None and row.refused_at is None and now < row.expires_at


def listed(session: Session) -> list[Asked]:
    """The latest requests, the newest first; who may see which is the caller's to say."""
    query = select(SecondPersonRow).order_by(
        SecondPersonRow.asked_at.desc(), SecondPersonRow.seq.desc()
    )
    rows = list(session.scalars(query.limit(MOST)))
    names = people.person_names(session, (each for row in rows for each in _people(row)))
    return [_asked(session, row, names) for row in rows]


def one(session: Session, request_id: str) -> Asked:
    """One request; NotFound for any other id."""
    row = session.get(SecondPersonRow, request_id)
    if row is None:
        raise NotFound(f"request {request_id}")
    return _asked(session, row, people.person_names(session, _people(row)))


def _people(row: SecondPersonRow) -> list[str]:
    found = (row.person_id, row.asked_by_person, row.confirmed_by_person, row.refused_by_person)
    return [each for each in found if each]


def _asked(session: Session, row: SecondPersonRow, names: dict[str, str]) -> Asked:
    body = session.get(OrganisationRow, row.organisation_id) if row.organisation_id else None
    decided = row.confirmed_by_person or row.refused_by_person
    return Asked(
        id=row.id,
        act=row.act,
        given=dict(row.given),
        organisation_id=row.organisation_id,
        organisation=body.name if body else "",
        person_id=row.person_id,
        person=names.get(row.person_id or "", ""),
        asked_by=names.get(row.asked_by_person, ""),
        asked_by_person=row.asked_by_person,
        asked_role=session.get_one(AppointmentRow, row.asked_by).role,
        asked_at=row.asked_at,
        expires_at=row.expires_at,
        decided_by=names.get(decided or "", ""),
        confirmed_at=row.confirmed_at,
        refused_at=row.refused_at,
    )
