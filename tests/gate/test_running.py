"""Service and gate as they run: over HTTP, each in its own process or thread, on the real clock."""

from __future__ import annotations

import time
from pathlib import Path

from govern.commands.stops.place import Stop, place_stop
from govern.store.drift import GateStanding, gates
from tests.gate.running import Running, running, until
from tests.sharing import COUNCIL, Sharing

FLOW = ("kent", COUNCIL, "crime-report", "prevention", "send")
WHY = "Staff who were not vetted opened referrals; stopped until that is put right."


def stop(sharing: Sharing, service: Running, flow: str, kind: str) -> None:
    incident = "INC-7" if kind == "kill" else ""
    placed = Stop(kind, "flow", sharing.flows[flow], WHY, incident)
    place_stop(service.installation, by=sharing.people.actor("kent_siro"), stop=placed)


def test_a_change_reaches_a_gate_that_outlives_the_service_and_a_kill(
    sharing: Sharing, tmp_path: Path
) -> None:
    with running(sharing.installation) as service:
        gate = service.gate(tmp_path / "rms-1", "kent")
        gate.start()
        try:
            before = gate.ask(*FLOW)
            begun = time.monotonic()
            stop(sharing, service, f"kent:{COUNCIL}", "kill")
            until(lambda: not gate.ask(*FLOW)["decision"])
            took = time.monotonic() - begun
            until(lambda: gate.ask(*FLOW)["context"]["reasons"] == ["kill_switch"])
            told = until(lambda: _told(service))
        finally:
            gate.kill()

    try:
        gate.start()
        after = gate.ask(*FLOW)
        other = gate.ask("kent", "mill-lane-trust", "crime-report", "prevention", "send")
        status = gate.status()
    finally:
        gate.kill()

    assert before["decision"] is True
    assert took < 5
    assert (told.gate, told.state, told.forces) == ("rms-1", "applied", ("kent",))
    assert (after["decision"], after["context"]["reason"]) == (False, "kill_switch")
    assert other["decision"] is True
    assert status["refusal"]["code"] == "unreachable"


def _told(service: Running) -> GateStanding | None:
    with service.installation.reading() as session:
        found = gates(session, ["kent"], service.installation.clock.now())
    return found[0] if found and found[0].applied else None
