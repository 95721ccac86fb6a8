"""Which gates have acknowledged a register that holds a stop, and which have not yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from govern.clock import instant
from govern.store import organisations
from govern.store.drift import GateStanding, gates
from govern.store.rows.enforcement import StopRow
from govern.store.rows.gates import GateReportRow


@dataclass(frozen=True)
class Heard:
    """The gates of the force whose flows are stopped: those that answer from a register with the
    stop, and those of which nobody knows that yet. `age` is seconds since the stop.
    """

    age: float
    have: Sequence[GateStanding]
    have_not: Sequence[GateStanding]


def holds(gate: GateStanding | GateReportRow, number: tuple[int, int]) -> bool:
    """Whether a gate said that it answers from the register of that epoch and number, or a newer
    one.
    """
    return gate.applied > 0 and (gate.epoch, gate.applied) >= number


def stop_end(session: Session, stop_id: str) -> int:
    """How many events the ledger had with the newest about this stop."""
    return session.get_one(StopRow, stop_id).seq + 1


def heard(session: Session, stop_id: str, number: tuple[int, int], now: datetime) -> Heard:
    """Who has acknowledged the register of that epoch and number, the first known to hold the stop.

    A gate that acknowledged nothing newer counts as one that has not, also when it is silent.
    """
    stop = session.get_one(StopRow, stop_id)
    force = None if stop.force_id is None else organisations.by_id(session, stop.force_id).slug
    found = gates(session, None if force is None else [force], now)
    have = [each for each in found if holds(each, number)]
    age = (now - instant(stop.at)).total_seconds()
    return Heard(age, have, [each for each in found if each not in have])
