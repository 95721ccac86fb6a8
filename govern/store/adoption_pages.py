"""Who adopted which version of a definition, and when (decision 33)."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from govern.ledger.leaf import Event
from govern.store import events
from govern.store.authors import doers
from govern.store.people import person_names
from govern.store.rows.organisations import AdoptionRow


@dataclass(frozen=True)
class Adopted:
    """One adoption: the lawyer's name, the organisation they acted for, and the instant."""

    person: str
    organisation: str
    at: str


def adoptions(session: Session) -> dict[tuple[str, int], Adopted]:
    """(definition, version) -> its adoption; versions that nobody adopted are left out."""
    rows = list(session.scalars(select(AdoptionRow)))
    names = person_names(session, (row.person_id for row in rows))
    made: list[Event] = events.about(session, [row.id for row in rows])
    by = doers(session, made)
    bodies = {each.subject_id: by[each.seq].organisation for each in made if each.seq in by}
    return {
        (row.definition, row.version): Adopted(
            names.get(row.person_id, ""), bodies.get(row.id, ""), row.at
        )
        for row in rows
    }
