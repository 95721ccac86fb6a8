"""Choose the appointment that a session acts under; the session gets a new token with it."""

from __future__ import annotations

from govern.commands.sign_in.opening import Opened, renew_token
from govern.errors import NotFound
from govern.installation import Installation
from govern.store import sign_ins
from govern.store.rows.sign_in import SignInSessionRow


def act_under(
    installation: Installation, *, session_id: str, person_id: str, appointment_id: str
) -> Opened:
    """Act under one's own appointment that is in force now; NotFound for any other."""
    at = installation.clock.now()
    with installation.database.writing() as session:
        row = session.get(SignInSessionRow, session_id)
        held = {post.id for post in sign_ins.posts(session, person_id, at)}
        if row is None or row.person_id != person_id or row.ended_at is not None:
            raise NotFound(f"sign-in {session_id}")
        if appointment_id not in held:
            raise NotFound(f"appointment {appointment_id}")
        row.appointment_id = appointment_id
        return renew_token(row)
