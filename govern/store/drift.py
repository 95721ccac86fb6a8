"""Desired, applied and observed side by side: the register, what gates hold, what really runs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from govern.clock import instant, text
from govern.register.codes import coded
from govern.register.observe import observing
from govern.register.reconcile import Reported, key_of_name, wrongly_on
from govern.register.row import FlowKey, Row
from govern.store.live import LiveSource
from govern.store.rows.gates import GateReportRow, ObservedReportRow
from govern.store.rows.reconciling import DriftRow

SILENT_AFTER = timedelta(seconds=45)
"""Three heartbeats: what was not heard of for so long is unknown, never well."""


@dataclass(frozen=True)
class Difference:
    """A flow that is not as it should be. `flow` is None for one that no register knows; `since`
    is when it was closed, where that is known.
    """

    named: str
    flow: str | None
    desired: str
    observed: str
    severity: str
    since: str | None = None


@dataclass(frozen=True)
class SystemDrift:
    """One system's report for one force. `state` is `in_step`, `catching_up`, `drifted` or
    `unknown`; `age` is in seconds. Differences are listed whatever the state. `alarm_at` is since
    when the alarm has been raised for it, None while there is none; `desired` and `observed` are
    how many flows should run there and do.
    """

    force: str
    system: str
    state: str
    age: float
    epoch: int
    version: int
    differences: tuple[Difference, ...]
    alarm_at: str | None = None
    desired: int = 0
    observed: int = 0

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
    applied_at: str | None
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


def alarms(session: Session, force: str | None) -> list[str]:
    """The systems, by name, in which something runs that should be off, as far as one force (None:
    any) knows.
    """
    query = select(ObservedReportRow.system).where(ObservedReportRow.drift_id.is_not(None))
    if force is not None:
        query = query.where(ObservedReportRow.force == force)
    return list(session.scalars(query.distinct().order_by(ObservedReportRow.system)))


def drift(
    session: Session,
    live: LiveSource,
    number: tuple[int, int],
    forces: Collection[str] | None,
    now: datetime,
) -> list[SystemDrift]:
    """How each system that reported differs from the live register, published under that epoch and
    number. Observed never becomes desired.
    """
    query = select(ObservedReportRow).order_by(ObservedReportRow.force, ObservedReportRow.system)
    found = [row for row in session.scalars(query) if forces is None or row.force in forces]
    wanted = {row.force for row in found}
    by_force: dict[str, list[Row]] = {force: [] for force in wanted}
    for key, row in live.register.rows.items():
        if key.force in wanted:
            by_force[key.force].append(row)
    alarms = {row.id: row.found_at for row in session.scalars(select(DriftRow))} if found else {}
    compared = _Compared(live, coded(live.facts, text(now)), observing(live.facts, text(now)))
    return [
        compared.of(report, by_force[report.force], number, now, alarms.get(report.drift_id or ""))
        for report in found
    ]


@dataclass(frozen=True)
class _Compared:
    """What reports are compared with: the register, the forces' codes and who only observes."""

    live: LiveSource
    codes: Mapping[str, Mapping[str, FlowKey]]
    observes: Collection[str]

    def of(
        self,
        report: ObservedReportRow,
        rows: Sequence[Row],
        number: tuple[int, int],
        now: datetime,
        alarm_at: str | None,
    ) -> SystemDrift:
        """One report against the rows of its force."""
        behind = (report.epoch, report.version) < number
        reported = Reported(report.force, report.on, instant(report.at), current=not behind)
        found = (*self._wrong(reported), *self._missing(reported, rows))
        age = (now - instant(report.at)).total_seconds()
        return SystemDrift(
            force=report.force,
            system=report.system,
            state=_state(found, age, behind=behind, alarm=alarm_at is not None),
            age=age,
            epoch=report.epoch,
            version=report.version,
            differences=found,
            alarm_at=alarm_at,
            desired=sum(row.open for row in rows),
            observed=len(report.on),
        )

    def _wrong(self, reported: Reported) -> Iterator[Difference]:
        codes = self.codes.get(reported.force, {})
        observes = reported.force in self.observes
        rows, facts = self.live.register.rows, self.live.facts
        for each in wrongly_on(reported, rows, facts, codes, observes=observes):
            key = key_of_name(reported.force, each.named, facts, codes)
            named = four(key) if key is not None and each.flow is not None else each.named
            yield Difference(named, each.flow, "off", "on", "critical", each.since)

    def _missing(self, reported: Reported, rows: Iterable[Row]) -> Iterator[Difference]:
        codes = self.codes.get(reported.force, {})
        named = (key_of_name(reported.force, each, self.live.facts, codes) for each in reported.on)
        on = {key for key in named if key is not None}
        for row in rows:
            if row.open and row.key not in on:
                yield Difference(four(row.key), row.flow, "on", "off", "warning")


def _state(found: Sequence[Difference], age: float, *, behind: bool, alarm: bool) -> str:
    if age > SILENT_AFTER.total_seconds():
        return "unknown"
    if alarm:
        return "drifted"
    if behind:
        return "catching_up"
    return "drifted" if found else "in_step"


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
        applied_at=row.applied_at,
        refusal=row.refusal,
        observing=tuple(row.observing),
        lease_until=row.lease_until,
    )
