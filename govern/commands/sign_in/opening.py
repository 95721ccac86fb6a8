"""The rows of sessions: opened, given a new token at every step up, and ended."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, update
from sqlalchemy.orm import Session

from govern.clock import text
from govern.installation import Installation
from govern.store import sign_ins
from govern.store.identifiers import new_id
from govern.store.rows.sign_in import SignInSessionRow

LONGEST_BROWSER = 200
DEMONSTRATION_IDLE = timedelta(hours=1)


@dataclass(frozen=True)
class Opened:
    """A session's id and the token its cookie carries: told once, kept only as a hash."""

    session_id: str
    token: str


def limits(installation: Installation) -> sign_ins.Limits:
    """How long sign-ins last here; a demonstration waits an hour at least."""
    settings = installation.settings
    idle = timedelta(minutes=settings.idle_minutes)
    if installation.demonstration:
        idle = max(idle, DEMONSTRATION_IDLE)
    return sign_ins.Limits(idle=idle, whole=timedelta(hours=settings.session_hours))


def open_session(
    session: Session,
    *,
    person_id: str,
    method: str,
    browser: str,
    at: datetime,
    appointment_id: str | None = None,
    whole: bool,
) -> Opened:
    """A new session; `whole` when nothing more is asked of the person."""
    opened = Opened(new_id(), secrets.token_urlsafe(32))
    now = text(at)
    session.add(
        SignInSessionRow(
            id=opened.session_id,
            token_sha256=sign_ins.token_hash(opened.token),
            person_id=person_id,
            method=method,
            begun_at=now,
            second_factor_at=now if whole else None,
            seen_at=now,
            appointment_id=appointment_id,
            browser=browser[:LONGEST_BROWSER],
        )
    )
    return opened


def renew_token(row: SignInSessionRow) -> Opened:
    """Give a session a new token; from now on the old one opens nothing."""
    opened = Opened(row.id, secrets.token_urlsafe(32))
    row.token_sha256 = sign_ins.token_hash(opened.token)
    return opened


def only_post(session: Session, person_id: str, at: datetime) -> str | None:
    """The appointment to act under when there is no choice."""
    held = sign_ins.posts(session, person_id, at)
    return held[0].id if len(held) == 1 else None


def end_sessions(
    session: Session,
    person_id: str,
    at: datetime,
    *,
    only: str | None = None,
    but: str | None = None,
) -> int:
    """End one, all, or all but one of a person's sessions; how many there were."""
    query = update(SignInSessionRow).where(
        SignInSessionRow.person_id == person_id, SignInSessionRow.ended_at.is_(None)
    )
    if only is not None:
        query = query.where(SignInSessionRow.id == only)
    if but is not None:
        query = query.where(SignInSessionRow.id != but)
    ended = session.execute(query.values(ended_at=text(at)))
    return cast("CursorResult[Any]", ended).rowcount
