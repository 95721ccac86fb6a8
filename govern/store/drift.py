"""Desired, applied and observed side by side: the register, what gates hold, what really runs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from govern.clock import instant
from govern.register.derive import Register
from govern.register.row import FlowKey, Row
from govern.store.rows.gates import GateReportRow, ObservedReportRow

SILENT_AFTER = timedelta(seconds=45)
"""Three heartbeats: what was not heard of for so long is unknown, never well."""


@dataclass(frozen=True)
class Difference:
    """A flow that is not as it should be. `flow` is None for one that no register knows."""

    named: str
    flow: str | None
    desired: str
    observed: str
    severity: str


@dataclass(frozen=True)
class SystemDrift:
    """One system's report for one force. `state` is `in_step`, `catching_up`, `drifted` or
    `unknown`; `age` is in seconds. Differences are listed whatever the state.
    """

    force: str
    system: str
    state: str
    age: float
    epoch: int
    version: int
    differences: tuple[Difference, ...]

    @property
    def critical(self) -> int:
        """How many flows are on and should be off."""
        return sum(each.severity == "critical" for each in self.differences)


@dataclass(frozen=True)
class GateStanding:
    """What one gate holds. `state` is `applied`, `refused` or `unknown`; `age` is in seconds."""

    gate: str
    forces: tuple[str, ...]
    state: str
    age: float
    epoch: int
    received: int
    applied: int
    refusal: Mapping[str, object] | None
    observing: tuple[str, ...]
    lease_until: str | None


def gates(session: Session, forces: Collection[str] | None, now: datetime) -> list[GateStanding]:
    """The gates of some forces (None: all), by name."""
    rows = session.scalars(select(GateReportRow).order_by(GateReportRow.gate))
    return [
        _standing(row, now)
        for row in rows
        if forces is None or any(force in forces for force in row.forces)
    ]


def drift(
    session: Session,
    register: Register,
    number: tuple[int, int],
    forces: Collection[str] | None,
    now: datetime,
) -> list[SystemDrift]:
    """How each system that reported differs from the register of that epoch and number.

    Observed never becomes desired.
    """
    query = select(ObservedReportRow).order_by(ObservedReportRow.force, ObservedReportRow.system)
    found = [row for row in session.scalars(query) if forces is None or row.force in forces]
    wanted = {row.force for row in found}
    by_force: dict[str, list[Row]] = {force: [] for force in wanted}
    for key, row in register.rows.items():
        if key.force in wanted:
            by_force[key.force].append(row)
    return [_of(report, by_force[report.force], number, now) for report in found]


def _of(
    report: ObservedReportRow, rows: Iterable[Row], number: tuple[int, int], now: datetime
) -> SystemDrift:
    found = tuple(_differences(set(report.on), rows))
    age = (now - instant(report.at)).total_seconds()
    return SystemDrift(
        force=report.force,
        system=report.system,
        state=_state(found, age, behind=(report.epoch, report.version) < number),
        age=age,
        epoch=report.epoch,
        version=report.version,
        differences=found,
    )


def _state(found: tuple[Difference, ...], age: float, *, behind: bool) -> str:
    if age > SILENT_AFTER.total_seconds():
        return "unknown"
    if behind:
        return "catching_up"
    return "drifted" if found else "in_step"


def _differences(on: set[str], rows: Iterable[Row]) -> Iterable[Difference]:
    for row in rows:
        named = four(row.key)
        runs = row.flow in on or named in on
        on -= {row.flow, named}
        if runs and not row.open:
            yield Difference(named, row.flow, "off", "on", "critical")
        elif row.open and not runs:
            yield Difference(named, row.flow, "on", "off", "warning")
    for unknown in sorted(on):
        yield Difference(unknown, None, "off", "on", "critical")


def four(key: FlowKey) -> str:
    """A flow of a known force as systems may name it."""
    return "/".join(key[1:])


def _standing(row: GateReportRow, now: datetime) -> GateStanding:
    age = (now - instant(row.at)).total_seconds()
    heard = "refused" if row.refusal else "applied"
    return GateStanding(
        gate=row.gate,
        forces=tuple(row.forces),
        state="unknown" if age > SILENT_AFTER.total_seconds() else heard,
        age=age,
        epoch=row.epoch,
        received=row.received,
        applied=row.applied,
        refusal=row.refusal,
        observing=tuple(row.observing),
        lease_until=row.lease_until,
    )
