"""Observe mode as pages show it: who asked, who started it, and until when."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from govern.clock import text
from govern.store.rows.observing import ObservationRow
from govern.store.rows.organisations import OrganisationRow
from govern.store.rows.people import PersonRow


@dataclass(frozen=True)
class Observation:
    """One that is asked for or runs. Instants are text; not started, it only waits."""

    id: str
    force_id: str
    force: str
    until: str
    asked_by: str
    asked_by_person: str
    asked_at: str
    started_by: str | None
    started_at: str | None


def standing(session: Session, forces: Collection[str] | None, now: datetime) -> list[Observation]:
    """What is asked for or runs for these forces (ids; None: all), by name of the force."""
    query = (
        select(ObservationRow, OrganisationRow.name)
        .join(OrganisationRow, OrganisationRow.id == ObservationRow.force_id)
        .where(ObservationRow.ended_at.is_(None), ObservationRow.until > text(now))
        .order_by(OrganisationRow.name)
    )
    return [
        _seen(session, row, name)
        for row, name in session.execute(query)
        if forces is None or row.force_id in forces
    ]


def _seen(session: Session, row: ObservationRow, force: str) -> Observation:
    return Observation(
        id=row.id,
        force_id=row.force_id,
        force=force,
        until=row.until,
        asked_by=_name(session, row.asked_by_person),
        asked_by_person=row.asked_by_person,
        asked_at=row.asked_at,
        started_by=_name(session, row.started_by_person) if row.started_by_person else None,
        started_at=row.started_at,
    )


def _name(session: Session, person_id: str) -> str:
    person = session.get(PersonRow, person_id)
    return (person.name if person else None) or "a person erased since"
