"""Inviting a person again: a new token, with which a new password is set."""

from __future__ import annotations

from govern.commands.authority import ADMINISTRATORS, require
from govern.commands.people import invites
from govern.errors import Forbidden, NotFound
from govern.installation import Installation
from govern.store.rows.people import PersonRow
from workflows.engine import Actor


def invite_person(installation: Installation, *, by: Actor | None, person_id: str) -> str:
    """Issue a new invitation and return its token; earlier unused ones are worthless from now on.

    The one-time code stays: whoever issues an invitation cannot sign in with it alone.
    """
    with installation.writing(by) as writing:
        require(writing, by, ADMINISTRATORS)
        row = writing.session.get(PersonRow, person_id)
        if row is None or row.erased_at is not None:
            raise NotFound(f"person {person_id}")
        if by is not None and by.person == person_id:
            raise Forbidden("Another administrator must invite you.")
        writing.record("person_invited", ("person", person_id))
        return invites.issue(writing, person_id)
