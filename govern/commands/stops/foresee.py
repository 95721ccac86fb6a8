"""What a stop would close, and what its lifting would open, before anyone does it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from govern.clock import text
from govern.commands.signing.dry_run import Switch, tried
from govern.commands.stops.place import Stop, judged, placed
from govern.errors import NotFound
from govern.installation import Installation
from govern.ledger.events import catalogue
from govern.ledger.leaf import Event
from govern.ledger.projection import Change
from govern.store.identifiers import new_id
from govern.store.rows.enforcement import StopRow
from workflows.engine import Actor


def foresee_stop(installation: Installation, *, by: Actor, stop: Stop) -> list[Switch]:
    """What the stop would switch now, safety-critical flows first; Refused as the stop is."""
    at = installation.clock.now()
    with installation.reading() as session:
        forces = judged(session, by, stop, at)
    return tried(installation, _changes(by, stop, forces, at), at)


def foresee_lift(installation: Installation, *, by: Actor, stop_id: str) -> list[Switch]:
    """What would switch if this stop of the actor's own force were lifted now."""
    at = installation.clock.now()
    with installation.reading() as session:
        row = session.get(StopRow, stop_id)
        if row is None or row.force_id != by.organisation:
            raise NotFound(f"stop {stop_id}")
    lifted = Change("stop", stop_id, {"lifted_at": text(at)}, new=False)
    return tried(installation, [lifted], at)


def _changes(by: Actor, stop: Stop, forces: list[str], at: datetime) -> Iterator[Change]:
    for force_id in forces:
        data = placed(by, stop, force_id)
        event = Event("", 0, at, "stop_placed", 1, None, "stop", new_id(), data)
        yield from catalogue.changes(event)
