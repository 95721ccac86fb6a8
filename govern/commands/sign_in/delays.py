"""After failures, waiting: never a lock-out, so that nobody can shut a DPO out by guessing.

Each try is counted in three buckets. Account with address: the wait doubles up to fifteen minutes.
Address alone: up to one minute. Account alone: up to three seconds, which its owner, coming from
elsewhere, hardly notices.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from govern.clock import instant, text
from govern.store.rows.sign_in import SignInDelayRow

FORGOTTEN_AFTER = timedelta(hours=24)


@dataclass(frozen=True)
class Bucket:
    """One thing whose failures are counted: how many are free, and the longest wait after them."""

    key: str
    free: int
    longest: timedelta


def buckets(secret: bytes, *, account: str, address: str) -> tuple[Bucket, ...]:
    """The buckets of one try. `secret` keys the hash, so that the rows do not name the account."""
    account = account.strip().casefold()
    return (
        Bucket(_key(secret, "both", account, address), 3, timedelta(minutes=15)),
        Bucket(_key(secret, "address", address), 20, timedelta(minutes=1)),
        Bucket(_key(secret, "account", account), 10, timedelta(seconds=3)),
    )


def wait(session: Session, tried: tuple[Bucket, ...], at: datetime) -> timedelta:
    """How long until the next try is looked at; zero when it is now."""
    keys = [bucket.key for bucket in tried]
    rows = session.scalars(select(SignInDelayRow).where(SignInDelayRow.bucket.in_(keys)))
    return max((instant(row.free_at) - at for row in rows), default=timedelta(0))


def count_failure(session: Session, tried: tuple[Bucket, ...], at: datetime) -> None:
    """Count one more failure in each bucket, inside a writing session."""
    for bucket in tried:
        row = session.get(SignInDelayRow, bucket.key)
        if row is None:
            row = SignInDelayRow(bucket=bucket.key, failures=0)
            session.add(row)
        elif at - instant(row.failed_at) >= FORGOTTEN_AFTER:
            row.failures = 0
        row.failures += 1
        row.failed_at = text(at)
        row.free_at = text(at + _pause(bucket, row.failures))


def forget(session: Session, tried: tuple[Bucket, ...]) -> None:
    """After success: the account starts afresh from this address, not the address for others."""
    session.execute(delete(SignInDelayRow).where(SignInDelayRow.bucket == tried[0].key))


def _pause(bucket: Bucket, failures: int) -> timedelta:
    beyond = failures - bucket.free
    if beyond <= 0:
        return timedelta(0)
    return min(bucket.longest, timedelta(seconds=2 ** min(beyond, 16)))


def _key(secret: bytes, *parts: str) -> str:
    return hmac.new(secret, "\0".join(parts).encode(), hashlib.sha256).hexdigest()
