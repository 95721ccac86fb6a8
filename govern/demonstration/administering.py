"""On the last day an administrator asks for what takes two people: it waits for the second."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select

from govern.commands.second_person.ask import do_or_ask
from govern.demonstration.stage import Planned, Stage, at_hour
from govern.store.rows.people import PersonRow
from govern.store.standing import actor_of, held_by

DAY, HOUR = 546, 16
ASKS, WHO = "Sam Archer", "Peter Langdon"
"""An administrator, and a reviewer of Essex who lost the telephone with the authenticator."""


def scenes() -> Iterator[Planned]:
    """A request has 72 hours: it is asked for as late as the story allows."""
    yield DAY, _ask, "An authenticator is lost: a second person is asked"


def _ask(stage: Stage) -> None:
    """In the afternoon before the last day, whatever day of the week that is."""
    stage.clock.set(max(at_hour(stage.on(DAY + 1), HOUR), stage.clock.now()))
    query = select(PersonRow.name, PersonRow.id).where(PersonRow.name.in_([ASKS, WHO]))
    with stage.installation.reading() as session:
        found = {row.name: row.id for row in session.execute(query)}
        (held,) = held_by(session, found[ASKS], stage.clock.now())
        by = actor_of(session, held)
    given = {"person_id": found[WHO]}
    do_or_ask(stage.installation, by=by, act="reset_second_factor", given=given)
