"""In whose name a subcommand acts: a person's own appointment in a role that may do it."""

from __future__ import annotations

from collections.abc import Collection

from govern.errors import Forbidden, NotFound
from govern.installation import Installation
from govern.store.people import by_email
from govern.store.standing import actor_of, held_by
from workflows.engine import Actor


def in_the_name_of(
    installation: Installation, email: str, roles: Collection[str], lacking: str
) -> Actor:
    """The person under the oldest appointment of their own in one of `roles`; a delegation covers
    signing alone. NotFound for an unknown address, Forbidden with `lacking` without such a role.
    """
    with installation.reading() as session:
        person = by_email(session, email)
        if person is None:
            raise NotFound(f"person {email}")
        for row in held_by(session, person.id, installation.clock.now()):
            if row.role in roles and not row.delegation_id:
                return actor_of(session, row)
    raise Forbidden(lacking)
