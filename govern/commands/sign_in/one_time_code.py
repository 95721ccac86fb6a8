"""One-time codes by RFC 6238: six digits, steps of thirty seconds, each step good once."""

from __future__ import annotations

import hmac
from datetime import datetime

import pyotp
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from govern.clock import text
from govern.store.rows.sign_in import OneTimeCodeRow

STEP_SECONDS = 30
_NEAR = (0, -1, 1)  # the present step, then one either side for a clock that is a little off


def address(secret: str, *, email: str, service: str = "Govern") -> str:
    """The otpauth address that an authenticator reads from a QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=service)


def step_of(secret: str | None, code: str, at: datetime) -> int | None:
    """The step whose code this is, at most one away from `at`; None for a wrong code."""
    if secret is None:
        return None
    generator = pyotp.TOTP(secret)
    typed = "".join(code.split())
    present = int(at.timestamp()) // STEP_SECONDS
    for step in (present + offset for offset in _NEAR):
        if hmac.compare_digest(generator.generate_otp(step).encode(), typed.encode()):
            return step
    return None


def use(session: Session, person_id: str, step: int, at: datetime) -> bool:
    """Use up a step inside a writing session; False when this or a later one was used before."""
    newest = session.scalar(
        select(OneTimeCodeRow.step)
        .where(OneTimeCodeRow.person_id == person_id, OneTimeCodeRow.step >= step)
        .limit(1)
    )
    if newest is not None:
        return False
    row = {"person_id": person_id, "step": step, "used_at": text(at)}
    session.execute(insert(OneTimeCodeRow).values(**row))
    return True
