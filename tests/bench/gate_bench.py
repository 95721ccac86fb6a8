"""The gate's figures: a shard made and read, memory, decisions, and a change until it is enforced.

Wall-clock figures are for the machine they were made on; ratios and memory travel.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from math import ceil
from pathlib import Path
from typing import Any

from govern.register.repository.shard import encode
from govern.register.row import FlowKey
from tests.bench.processes import used_by
from tests.bench.register_bench import FORCES, timed
from tests.bench.served import Service, serving
from tests.bench.shaped import real_shaped
from tests.gate.running import RunningGate, until

AGREEMENTS = 5_556
CHANGES = 100
"""Fifty thousand flows of nine forces; so many of them are stopped, one after the other."""


def rows() -> list[tuple[str, str]]:
    """The table."""
    return [*_shards(50_000), *change_to_enforced(AGREEMENTS, CHANGES)]


def _shards(flows: int) -> list[tuple[str, str]]:
    told = measured_alone(flows)
    return [
        (f"{flows:,} flows of nine forces: shards made, CPU ms", f"{told['make'] * 1e3:.0f}"),
        (f"{flows:,} flows: shards, packed, kB", f"{told['bytes'] / 1e3:,.0f}"),
        (f"{flows:,} flows: shards read into the gate, CPU ms", f"{told['read'] * 1e3:.0f}"),
        (f"{flows:,} flows: memory of the gate's process, MB", f"{told['rss'] / 1e3:.0f}"),
        (f"{flows:,} flows: answers with reasons, for a CPU s", f"{told['rate']:,.0f}"),
    ]


def measured_alone(flows: int) -> Any:
    """Shards read and answered from in a process of its own, so that its memory is its own."""
    with tempfile.TemporaryDirectory() as folder:
        made, size = 0.0, 0
        for force in range(FORCES):
            kept = list(real_shaped(force, flows // FORCES))
            seconds, data = timed(partial(encode, f"force-{force}", kept))
            made, size = made + seconds, size + len(data)
            (Path(folder) / f"force-{force}").write_bytes(data)
        line = [sys.executable, "-m", "tests.bench.gate_memory", folder]
        ran = subprocess.run(line, capture_output=True, check=True, text=True)
    return {"make": made, "bytes": size, **json.loads(ran.stdout)}


def change_to_enforced(agreements: int, changes: int, each: int = 1) -> list[tuple[str, str]]:
    """From before the commit of a stop until a gate denies, for suspensions and for kills."""
    with serving(agreements, each) as service, _gate(service) as gate:
        held = service.told()
        flows = f"{held['flows']:,} flows"
        table = [
            (f"{flows}: facts indexed, CPU s", f"{held['indexing']:.1f}"),
            (f"{flows}: judged from the facts, CPU s", f"{held['judging']:.1f}"),
        ]
        for kind, said in (("suspension", "a suspension"), ("kill", "a stop")):
            found = _stops(service, gate, kind, service.told()["open"][:changes])
            table += spread(f"{said} until a gate denies, {flows}, HTTP", found.took)
            table += [
                (f"{said}, {flows}: CPU of the service, ms", f"{found.service * 1e3:.1f}"),
                (f"{said}, {flows}: CPU of the gate, ms", f"{found.gate * 1e3:.1f}"),
            ]
        return table


@contextmanager
def _gate(service: Service) -> Iterator[RunningGate]:
    """A gate's process beside it."""
    with tempfile.TemporaryDirectory() as folder:
        gate = service.gates().gate(Path(folder) / "gate", "force-0")
        gate.start()
        try:
            yield gate
        finally:
            gate.kill()


@dataclass(frozen=True)
class _Stops:
    """Seconds from before each commit until the gate denies; CPU seconds for each of them, with
    what lies between, of the service and of the gate, less its answers to who asks it.
    """

    took: list[float]
    service: float
    gate: float


def spread(title: str, took: Sequence[float]) -> list[tuple[str, str]]:
    """The median, the 99th of a hundred and the slowest, in milliseconds."""
    return [
        (f"{title}, median ms", f"{statistics.median(took) * 1e3:.0f}"),
        (f"{title}, p99 of {len(took)}, ms", f"{percentile(took, 0.99) * 1e3:.0f}"),
        (f"{title}, slowest, ms", f"{max(took) * 1e3:.0f}"),
    ]


def percentile(took: Sequence[float], share: float) -> float:
    """The least of these that at least that share of them do not exceed."""
    return sorted(took)[ceil(share * len(took)) - 1]


def _stops(service: Service, gate: RunningGate, kind: str, flows: Sequence[Any]) -> _Stops:
    """Stop one after the other, asking the gate over HTTP."""
    took = []
    assert gate.process is not None
    served, gated, asked = service.used(), used_by(gate.process.pid), 0
    for number, (key, flow) in enumerate(flows):
        permits = partial(_permits, gate, FlowKey(*key))
        until(permits)
        time.sleep(0.03 * (number % 5))
        began = time.perf_counter()
        service.stop(kind, FlowKey(*key), flow)
        while permits():
            asked += 1
            time.sleep(0.004)
        took.append(time.perf_counter() - began)
    served, gated = service.used() - served, used_by(gate.process.pid) - gated
    began, spent = used_by(gate.process.pid), 500
    for _ in range(spent):
        _permits(gate, FlowKey(*flows[0][0]))
    each = (used_by(gate.process.pid) - began) / spent
    gated -= each * (asked + 2 * len(took))
    return _Stops(took, served / len(took), gated / len(took))


def _permits(gate: RunningGate, key: FlowKey) -> bool:
    return gate.ask(*key)["decision"] is True
