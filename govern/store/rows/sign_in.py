"""Sign-ins: sessions that can be ended, codes already used, and waits after failures."""

from __future__ import annotations

from sqlalchemy import BigInteger, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from govern.store.tables import ID, INSTANT, Row


class SignInSessionRow(Row):
    """One sign-in on one browser; the cookie's token is kept as a hash and changes at each step up.

    Without `second_factor_at` only the password was given, and the session opens nothing.
    """

    __tablename__ = "sign_in_session"
    __table_args__ = (Index(None, "person_id", "ended_at"),)

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    token_sha256: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[str] = mapped_column(ID)
    method: Mapped[str] = mapped_column(String(16))
    begun_at: Mapped[str] = mapped_column(INSTANT)
    second_factor_at: Mapped[str | None] = mapped_column(INSTANT)
    seen_at: Mapped[str] = mapped_column(INSTANT)
    appointment_id: Mapped[str | None] = mapped_column(ID)
    reauthenticated_at: Mapped[str | None] = mapped_column(INSTANT)
    ended_at: Mapped[str | None] = mapped_column(INSTANT)
    browser: Mapped[str] = mapped_column(String(200))


class OneTimeCodeRow(Row):
    """A 30-second step whose code a person used: the key makes a second use fail anywhere."""

    __tablename__ = "one_time_code"

    person_id: Mapped[str] = mapped_column(ID, primary_key=True)
    step: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    used_at: Mapped[str] = mapped_column(INSTANT)


class SignInDelayRow(Row):
    """Failures in a row for one bucket, and from when the next try is looked at.

    A bucket is a keyed hash of an address, of an account, or of both: never the account itself.
    """

    __tablename__ = "sign_in_delay"

    bucket: Mapped[str] = mapped_column(String(64), primary_key=True)
    failures: Mapped[int]
    failed_at: Mapped[str] = mapped_column(INSTANT)
    free_at: Mapped[str] = mapped_column(INSTANT)
