"""Sign out here or elsewhere, and note that a session is still in use."""

from __future__ import annotations

from datetime import timedelta

from govern.clock import instant, text
from govern.commands.sign_in.opening import end_sessions
from govern.errors import NotFound
from govern.installation import Installation
from govern.store.rows.sign_in import SignInSessionRow

NOTED_EVERY = timedelta(seconds=15)


def leave(installation: Installation, *, person_id: str, session_id: str) -> None:
    """End one of a person's sessions; NotFound for another's or one that has ended."""
    at = installation.clock.now()
    with installation.database.writing() as session:
        if not end_sessions(session, person_id, at, only=session_id):
            raise NotFound(f"sign-in {session_id}")


def leave_elsewhere(installation: Installation, *, person_id: str, but: str) -> int:
    """End every session of a person but this one; how many there were."""
    at = installation.clock.now()
    with installation.database.writing() as session:
        return end_sessions(session, person_id, at, but=but)


def leave_everywhere(installation: Installation, *, person_id: str) -> int:
    """End every session of a person, as when they leave or their password changes."""
    at = installation.clock.now()
    with installation.database.writing() as session:
        return end_sessions(session, person_id, at)


def note_use(installation: Installation, *, session_id: str, seen_at: str) -> None:
    """Put off the idle end; written every fifteen seconds at most, for reading stays reading."""
    at = installation.clock.now()
    if at - instant(seen_at) < NOTED_EVERY:
        return
    with installation.database.writing() as session:
        row = session.get(SignInSessionRow, session_id)
        if row is not None and row.ended_at is None:
            row.seen_at = max(row.seen_at, text(at))
