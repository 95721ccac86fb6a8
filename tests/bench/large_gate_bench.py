"""`make bench-large`: a register of a million flows, and a hundred gates that follow one service.

Each table takes some minutes; all of it stays below 8 GB of memory.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from govern.register.row import FlowKey
from tests.bench import publication_bench
from tests.bench.gate_bench import AGREEMENTS, change_to_enforced, spread
from tests.bench.served import Service, serving
from tests.gate.running import ROOT

MILLION, EACH = 11_112, 10
"""So many agreements, of so many flows for each of nine forces."""
GATES, PROCESSES, STOPS, CHANGES = 100, 4, 20, 100
SETTLING, QUIET = 0.5, 5.0
"""Seconds: for the last acknowledgements; and without a change, to know what those cost."""


def main() -> None:
    """Print each table as soon as it is measured."""
    sizes = (publication_bench.SMALL, publication_bench.USUAL, publication_bench.LARGE)
    for title, rows in (
        ("A register built, signed, verified and loaded", partial(publication_bench.rows, sizes)),
        ("A hundred gates", hundred_gates),
        ("A change enforced, a million flows", partial(change_to_enforced, MILLION, CHANGES, EACH)),
    ):
        print(f"\n{title}")
        for what, figure in rows():
            print(f"  {what:<76} {figure:>10}", flush=True)


def hundred_gates(
    agreements: int = AGREEMENTS, gates: int = GATES, stops: int = STOPS
) -> list[tuple[str, str]]:
    """From before a commit until the first, and until the last, of a hundred gates denies.

    The gates are four processes here, on the machine of the service: they share its processors.
    """
    first, last, ours, theirs = [], [], [], []
    with serving(agreements) as service, _gates(service, gates) as processes:
        quiet = _quiet(service)
        for key, flow in service.told()["open"][:stops]:
            for each in processes:
                each.watch(key)
            used, began = service.used(), time.monotonic()
            service.stop("suspension", FlowKey(*key), flow)
            told = [each.told() for each in processes]
            time.sleep(SETTLING)  # the last acknowledgements
            ours.append(service.used() - used - quiet * (time.monotonic() - began))
            theirs.append(sum(one["cpu"] for one in told) / gates)
            at = [moment - began for one in told for moment in one["at"]]
            first.append(min(at))
            last.append(max(at))
    title = f"a suspension until one of {gates} gates denies"
    return [
        *spread(title, first),
        *spread(title.replace("one of", "all"), last),
        (f"the same: CPU of the service for {gates} gates, ms", _mean(ours)),
        (f"{gates} gates and no change: CPU of the service for a second, ms", _mean([quiet])),
        ("the same: CPU of one gate, ms", _mean(theirs)),
    ]


def _quiet(service: Service) -> float:
    """CPU seconds of the service for a second in which nothing happens."""
    time.sleep(SETTLING)
    used, began = service.used(), time.monotonic()
    time.sleep(QUIET)
    return (service.used() - used) / (time.monotonic() - began)


def _mean(seconds: list[float]) -> str:
    return f"{sum(seconds) / len(seconds) * 1e3:.1f}"


class _Followers:
    """A process of `tests.bench.followers`."""

    def __init__(self, folders: list[Path]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.bench.followers", *folders], cwd=ROOT, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip

    def ready(self) -> None:
        """Wait until all its gates hold a register."""
        assert self._line() == "ready"

    def watch(self, key: list[str]) -> None:
        """Let it say when each of its gates denies that flow."""
        assert self._process.stdin is not None
        print(json.dumps(key), file=self._process.stdin, flush=True)
        assert self._line() == "watching"

    def told(self) -> Any:
        """What it said about the flow it was to watch."""
        return json.loads(self._line())

    def end(self) -> None:
        """Stop it."""
        self._process.kill()
        self._process.communicate()

    def _line(self) -> str:
        assert self._process.stdout is not None
        line = self._process.stdout.readline().strip()
        assert line, "a process of gates ended"
        return line


@contextmanager
def _gates(service: Service, gates: int) -> Iterator[list[_Followers]]:
    """Gates that follow the service, each over a folder of its own."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        folders = [Path(folder) / f"gate-{number}" for number in range(gates)]
        for each in folders:
            service.gates().gate(each, "force-0")
        processes = []
        for number in range(PROCESSES):
            processes.append(_Followers(folders[number::PROCESSES]))
            stack.callback(processes[-1].end)
        for process in processes:
            process.ready()
        yield processes


if __name__ == "__main__":
    main()
