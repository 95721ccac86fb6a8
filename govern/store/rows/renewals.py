"""Rows of the record renewals: which newer bytes stand for a record."""

from __future__ import annotations

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from govern.store.tables import INSTANT, Projected


class RenewalRow(Projected):
    """The newest bytes of a record whose `id` is the digest it was sealed with: the same bytes and
    archive timestamps after them, good until `kept_until`.
    """

    __tablename__ = "renewal"

    renewed_sha256: Mapped[str] = mapped_column(String(64), unique=True)
    renewed_at: Mapped[str] = mapped_column(INSTANT)
    kept_until: Mapped[str] = mapped_column(INSTANT)
