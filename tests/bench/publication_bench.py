"""A register from its rows to a gate that answers: built, signed, verified and loaded, by size.

CPU times are of the machine; memory and ratios travel.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from govern.gate.installing import install
from tests.bench.published import Made, published
from tests.bench.register_bench import FORCES
from tests.gate.publishing import NOW, Wall

SMALL, USUAL, LARGE = 1_000, 50_000, 1_000_000


@dataclass(frozen=True)
class _Measured:
    flows: int
    made: Made
    gate: dict[str, Any]


def rows(sizes: Sequence[int] = (SMALL, USUAL)) -> Iterator[tuple[str, str]]:
    """The table: each size, then how the time for one flow grew between the last two."""
    before: _Measured | None = None
    for flows in sizes:
        measured = _measured(flows)
        yield from _of(measured)
        if before is not None:
            yield from _grown(before, measured)
        before = measured


def _measured(flows: int) -> _Measured:
    with tempfile.TemporaryDirectory() as folder:
        made = published(Path(folder) / "home", flows, FORCES, Wall())
        gate = Path(folder) / "gate"
        installed(gate, made, [f"force-{number}" for number in range(FORCES)])
        there = made.service.repository.folder
        line = [
            sys.executable,
            "-m",
            "tests.bench.gate_alone",
            str(gate),
            str(there),
            NOW.isoformat(),
        ]
        ran = subprocess.run(line, stdout=subprocess.PIPE, check=True, text=True)
        return _Measured(flows, made, json.loads(ran.stdout))


def installed(folder: Path, made: Made, forces: Sequence[str], listen: str = "127.0.0.1:1") -> str:
    """Install a gate for what is published; returns the token of the system beside it. Nothing
    listens at its service's address.
    """
    repository = made.service.repository
    root = repository.metadata / f"{repository.root_version()}.root.json"
    return install(
        folder, name=folder.name, url="http://127.0.0.1:1", forces=forces, root=root,
        token="none", listen=listen,
    ).caller_token  # fmt: skip


def _of(found: _Measured) -> Iterator[tuple[str, str]]:
    made, gate, size = found.made, found.gate, f"{found.flows:,} flows"
    yield f"{size}: shards of nine forces built, CPU ms", f"{made.build * 1e3:,.1f}"
    yield f"{size}: hashed, signed and written, CPU ms", f"{made.sign * 1e3:,.1f}"
    yield f"{size}: the lease renewed, CPU ms", f"{made.renew * 1e3:,.1f}"
    yield f"{size}: published, kB", f"{made.size / 1e3:,.0f}"
    yield f"{size}: a gate fetches, verifies, keeps and loads, CPU ms", f"{gate['load'] * 1e3:,.1f}"
    yield f"{size}: verified alone, from the disk, CPU ms", f"{gate['verify'] * 1e3:,.1f}"
    ratio = gate["load"] / (made.build + made.sign)
    yield f"{size}: that, of building and signing (ratio)", f"{ratio:.2f}"
    goal = "; goal 300" if found.flows == LARGE else ""
    yield f"{size}: memory of the gate's process, MB{goal}", f"{gate['now'] / 1e3:,.0f}"
    yield f"{size}: the same at most, while it loads, MB", f"{gate['most'] / 1e3:,.0f}"
    yield f"{size}: before it had any flow, MB", f"{gate['before'] / 1e3:,.0f}"
    yield f"{size}: answers with reasons, for a CPU s", f"{gate['rate']:,.0f}"


def _grown(less: _Measured, more: _Measured) -> Iterator[tuple[str, str]]:
    of = f"{more.flows:,} flows: time for a flow, of that at {less.flows:,}"
    times = more.flows / less.flows
    built = more.made.build / less.made.build / times
    yield f"{of}, to build (1 is linear)", f"{built:.2f}"
    loaded = more.gate["load"] / less.gate["load"] / times
    yield f"{of}, to load (1 is linear)", f"{loaded:.2f}"


if __name__ == "__main__":
    for what, figure in rows([int(each) for each in sys.argv[1:]] or (SMALL, USUAL)):
        print(f"  {what:<76} {figure:>10}", flush=True)
