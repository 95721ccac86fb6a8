"""`make bench-large`: a change until it is enforced at a million flows, and by a hundred gates.

It takes several minutes and about 12 GB of memory.
"""

from __future__ import annotations

import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from govern.gate.gate import Gate
from govern.gate.settings import read
from govern.register.decide import Question
from govern.register.row import FlowKey
from tests.bench.gate_bench import AGREEMENTS, change_to_enforced, serving, spread, stop
from tests.gate.running import Running, until

MILLION = 111_112
"""So many agreements of nine flows each."""
GATES, STOPS, CHANGES = 100, 20, 100


def main() -> None:
    """Print each figure as soon as it is measured."""
    for rows in (_hundred_gates, lambda: change_to_enforced(MILLION, CHANGES)):
        for what, figure in rows():
            print(f"  {what:<72} {figure:>10}", flush=True)


def _hundred_gates() -> list[tuple[str, str]]:
    """From before a commit until the first, and until the last, of a hundred gates denies.

    The gates are threads of one process here, beside the service: they share its two cores.
    """
    first, last = [], []
    with serving(AGREEMENTS) as (installation, service, _), _gates(service) as gates:
        register = installation.register.at(installation.clock.now()).register
        rows = [row for row in register.open_rows() if row.key.force == "force-0"]
        for row in rows[:STOPS]:
            began = time.perf_counter()
            stop(installation, "suspension", row)
            denied = list(_denials(gates, row.key, began))
            first.append(denied[0])
            last.append(denied[-1])
    title = f"a suspension until one of {GATES} gates denies"
    return [*spread(title, first), *spread(title.replace("one of", "all"), last)]


def _denials(gates: list[Gate], key: FlowKey, began: float) -> Iterator[float]:
    """Seconds until each gate denies, in the order in which they do."""
    left = list(gates)
    while left:
        time.sleep(0.004)
        permitting = [gate for gate in left if gate.answer(Question(key), gate.ask()).decision]
        yield from [time.perf_counter() - began] * (len(left) - len(permitting))
        left = permitting


@contextmanager
def _gates(service: Running) -> Iterator[list[Gate]]:
    """A hundred gates that follow the service, each over a folder of its own."""
    ended = threading.Event()
    with tempfile.TemporaryDirectory() as folder:
        gates = [_gate(service, Path(folder) / f"gate-{number}") for number in range(GATES)]
        for gate in gates:
            threading.Thread(target=gate.follow, args=(ended,), daemon=True).start()
        until(lambda: all(gate.memory.held for gate in gates), 300)
        try:
            yield gates
        finally:
            ended.set()
            for gate in gates:
                gate.line.close()


def _gate(service: Running, folder: Path) -> Gate:
    service.gate(folder, "force-0")
    gate = Gate(read(folder))
    gate.open()
    return gate


if __name__ == "__main__":
    main()
