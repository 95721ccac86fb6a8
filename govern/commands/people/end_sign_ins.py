"""Ending every sign-in of somebody else, as when a device was lost."""

from __future__ import annotations

from govern.commands.authority import ADMINISTRATORS, require
from govern.commands.sign_in.opening import end_sessions
from govern.errors import NotFound
from govern.installation import Installation
from govern.store.rows.people import PersonRow
from workflows.engine import Actor


def end_sign_ins(installation: Installation, *, by: Actor | None, person_id: str) -> int:
    """End them all now and return how many there were; the person can sign in again."""
    with installation.writing(by) as writing:
        require(writing, by, ADMINISTRATORS)
        row = writing.session.get(PersonRow, person_id)
        if row is None or row.erased_at is not None:
            raise NotFound(f"person {person_id}")
        ended = end_sessions(writing.session, person_id, writing.at)
        writing.record("sign_ins_ended", ("person", person_id), {"number": ended})
    return ended
