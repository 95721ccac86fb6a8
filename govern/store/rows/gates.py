"""What gates and records management systems tell us: what they hold, and what really runs there.

Working tables: nothing here ever becomes what is desired.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from govern.store.tables import ID, INSTANT, Row


class GateReportRow(Row):
    """The last word of one gate: the register it was offered, the one it applied, and why not; the
    episode in which it is late, and for which stops that was told.
    """

    __tablename__ = "gate_report"

    client_id: Mapped[str] = mapped_column(ID, primary_key=True)
    gate: Mapped[str] = mapped_column(String(100), primary_key=True)
    forces: Mapped[list[str]]
    epoch: Mapped[int]
    received: Mapped[int] = mapped_column(BigInteger)
    applied: Mapped[int] = mapped_column(BigInteger)
    refusal: Mapped[dict[str, Any] | None]
    observing: Mapped[list[str]]
    lease_until: Mapped[str | None] = mapped_column(INSTANT)
    clock: Mapped[str] = mapped_column(INSTANT)
    at: Mapped[str] = mapped_column(INSTANT)
    applied_at: Mapped[str | None] = mapped_column(INSTANT)
    late_id: Mapped[str | None] = mapped_column(ID)
    late_for: Mapped[list[str] | None]


class ObservedReportRow(Row):
    """The flows that one system said were really on for a force, and the register it knew then;
    the episode of drift that is going on there, and by what names its flows were told of.
    """

    __tablename__ = "observed_report"

    force: Mapped[str] = mapped_column(String(63), primary_key=True)
    system: Mapped[str] = mapped_column(String(100), primary_key=True)
    client_id: Mapped[str] = mapped_column(ID)
    epoch: Mapped[int]
    version: Mapped[int] = mapped_column(BigInteger)
    on: Mapped[list[str]] = mapped_column("switched_on")
    observed_at: Mapped[str] = mapped_column(INSTANT)
    at: Mapped[str] = mapped_column(INSTANT)
    drift_id: Mapped[str | None] = mapped_column(ID)
    told: Mapped[list[str] | None]
