"""Reading sign-ins: which session a cookie opens, and the appointments its person may act under."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from govern.clock import instant, text
from govern.store import people, standing
from govern.store.rows.organisations import AppointmentRow, DelegationRow, OrganisationRow
from govern.store.rows.sign_in import SignInSessionRow
from workflows import roles
from workflows.engine import Actor


@dataclass(frozen=True)
class Limits:
    """How long a sign-in lasts: without a request, and in all."""

    idle: timedelta
    whole: timedelta


@dataclass(frozen=True)
class Post:
    """One appointment in force, with the names that pages show."""

    id: str
    organisation_id: str
    organisation: str
    organisation_slug: str
    organisation_kind: str
    role: str
    role_title: str
    delegation_id: str | None
    delegated_from: str | None
    ends_at: str | None

    @property
    def title(self) -> str:
        """The appointment in words: role, organisation and, if delegated, for whom."""
        named = f"{self.role_title}, {self.organisation}"
        return f"{named} (for {self.delegated_from})" if self.delegated_from else named


def token_hash(token: str) -> str:
    """What is kept of a cookie's token."""
    return hashlib.sha256(token.encode()).hexdigest()


def by_token(session: Session, token: str) -> SignInSessionRow | None:
    """The session a token belongs to, whatever its state."""
    query = select(SignInSessionRow).where(SignInSessionRow.token_sha256 == token_hash(token))
    return session.scalar(query)


def is_live(row: SignInSessionRow, at: datetime, limits: Limits) -> bool:
    """Not ended, not idle for too long, not older than a session may be."""
    idle = at - instant(row.seen_at) >= limits.idle
    old = at - instant(row.begun_at) >= limits.whole
    return row.ended_at is None and not idle and not old


def live_sessions(
    session: Session, person_id: str, at: datetime, limits: Limits
) -> list[SignInSessionRow]:
    """A person's whole sign-ins that still open something, the latest used first."""
    query = (
        select(SignInSessionRow)
        .where(
            SignInSessionRow.person_id == person_id,
            SignInSessionRow.ended_at.is_(None),
            SignInSessionRow.second_factor_at.is_not(None),
            SignInSessionRow.seen_at > text(at - limits.idle),
        )
        .order_by(SignInSessionRow.seen_at.desc())
    )
    return [row for row in session.scalars(query) if is_live(row, at, limits)]


def posts(session: Session, person_id: str, at: datetime) -> list[Post]:
    """The appointments a person may act under; an expired or revoked delegation gives none."""
    return [
        post
        for row in standing.held_by(session, person_id, at)
        if (post := _post(session, row, at)) is not None
    ]


def _post(session: Session, row: AppointmentRow, at: datetime) -> Post | None:
    organisation = session.get_one(OrganisationRow, row.organisation_id)
    giver = None
    if row.delegation_id is not None:
        delegation = session.get_one(DelegationRow, row.delegation_id)
        if not _runs(delegation, at):
            return None
        giver = _giver(session, delegation)
    return Post(
        id=row.id,
        organisation_id=organisation.id,
        organisation=organisation.name,
        organisation_slug=organisation.slug,
        organisation_kind=organisation.kind,
        role=row.role,
        role_title=roles.TITLES.get(row.role, row.role),
        delegation_id=row.delegation_id,
        delegated_from=giver,
        ends_at=row.ends_at,
    )


def _runs(delegation: DelegationRow, at: datetime) -> bool:
    now = text(at)
    ended = delegation.ends_at is not None and delegation.ends_at <= now
    revoked = delegation.revoked_at is not None and delegation.revoked_at <= now
    return delegation.starts_at <= now and not ended and not revoked


def _giver(session: Session, delegation: DelegationRow) -> str:
    giver = session.get_one(AppointmentRow, delegation.from_appointment_id)
    return people.person_name(session, giver.person_id)


def actor(session: Session, post: Post) -> Actor:
    """Who acts under a post, as commands take it."""
    return standing.actor_of(session, session.get_one(AppointmentRow, post.id))
