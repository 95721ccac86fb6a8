"""One-click sign-in as an invented person: only in demonstration mode."""

from __future__ import annotations

from govern.commands.sign_in.opening import Opened, only_post, open_session
from govern.errors import NotFound
from govern.installation import Installation
from govern.store import people


def enter_demonstration(
    installation: Installation,
    *,
    person_id: str,
    browser: str,
    appointment_id: str | None = None,
) -> Opened:
    """A whole session as that person; NotFound outside demonstration mode or for nobody."""
    if not installation.demonstration:
        raise NotFound("there is no one-click sign-in here")
    at = installation.clock.now()
    with installation.database.writing() as session:
        person = people.by_id(session, person_id)
        if person.erased_at is not None:
            raise NotFound(f"person {person_id}")
        return open_session(
            session,
            person_id=person.id,
            method="demonstration",
            browser=browser,
            at=at,
            appointment_id=appointment_id or only_post(session, person.id, at),
            whole=True,
        )
