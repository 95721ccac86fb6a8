"""The gate against Cerbos over HTTP: the same questions from the same client, AuthZEN both.

What each is asked differs, and the ratios must be read with it. The gate looks the flow up among
those it holds and answers with reasons, evidence and obligations, after it checked the caller's
token. Cerbos holds no flows: start and end come with each question, one policy compares them with
the time, the answer is yes or no, and nobody checks who asks.
"""

from __future__ import annotations

import http.client
import random
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import orjson

from govern.clock import SystemClock
from govern.register.row import FlowKey, Row
from tests.bench import cerbos
from tests.bench.gate_alone import opened
from tests.bench.gate_bench import real_shaped
from tests.bench.processes import used_by
from tests.bench.publication_bench import installed
from tests.bench.published import published
from tests.gate.publishing import Wall
from tests.gate.running import RunningGate, free_port

FORCE, FLOWS = "force-0", 50_000
SINGLE, BATCHED, TOGETHER, WARMED = 6_000, 100_000, 100, 500
CONNECTIONS = 4
ONE, MANY = "/access/v1/evaluation", "/access/v1/evaluations"


@dataclass(frozen=True)
class _Found:
    """What one server did for a CPU second, one by one and together, and each decision."""

    one: float
    many: float
    decisions: list[bool]


def rows(
    flows: int = FLOWS, single: int = SINGLE, batched: int = BATCHED
) -> Iterator[tuple[str, str]]:
    """The table; without Cerbos it says why, and has our figures alone."""
    kept = list(real_shaped(0, flows))
    asked = _asked(kept, max(single, TOGETHER))
    ours = _gate(flows, [_question(key) for key, _ in asked], single, batched)
    yield "the gate over HTTP, one by one, for a CPU s of the server", f"{ours.one:,.0f}"
    yield f"the gate over HTTP, {TOGETHER} a call, for a CPU s", f"{ours.many:,.0f}"
    try:
        with cerbos.running() as server:
            questions = [_question(key, _with(row)) for key, row in asked]
            theirs = _measured(server.address, server.process, {}, questions, single, batched)
    except cerbos.CannotRun as fault:
        yield f"Cerbos was not measured: {fault}", "-"
        return
    assert ours.decisions == theirs.decisions
    yield "Cerbos, attributes in the question, one by one, for a CPU s", f"{theirs.one:,.0f}"
    yield (
        f"Cerbos, attributes in the question, {TOGETHER} a call, for a CPU s",
        f"{theirs.many:,.0f}",
    )
    yield "gate / Cerbos, one by one (ratio; goal 2)", f"{ours.one / theirs.one:.2f}"
    yield f"gate / Cerbos, {TOGETHER} a call (ratio; goal 2)", f"{ours.many / theirs.many:.2f}"


def _asked(kept: Sequence[Row], count: int) -> list[tuple[FlowKey, Row | None]]:
    """Nine in ten are flows that there are."""
    chance = random.Random(3)
    absent = FlowKey(FORCE, "nobody", "category-00", "purpose-0", "send")
    drawn = (chance.choice(kept) if chance.random() < 0.9 else None for _ in range(count))
    return [(row.key if row else absent, row) for row in drawn]


def _question(key: FlowKey, more: Mapping[str, Any] | None = None) -> dict[str, Any]:
    resource = {"type": "flow", "id": "/".join(key[1:4]), **(more or {})}
    return {
        "subject": {"type": "force", "id": key.force},
        "action": {"name": key.direction},
        "resource": resource,
    }


def _with(row: Row | None) -> dict[str, Any]:
    """What Cerbos must be told of a flow: nothing of one that there is not, which it denies."""
    if row is None:
        return {}
    return {"properties": {"valid_from": row.valid_from, "valid_until": row.valid_until}}


def _gate(flows: int, questions: list[dict[str, Any]], single: int, batched: int) -> _Found:
    """A gate as it runs beside a records system, one process, over a register it holds."""
    now = SystemClock().now()
    with tempfile.TemporaryDirectory() as folder:
        made = published(Path(folder) / "home", flows, 1, Wall(now))
        place = Path(folder) / "gate"
        token = installed(place, made, [FORCE], f"127.0.0.1:{free_port()}")
        opened(place, made.service.repository.folder, now)
        running = RunningGate(place, token)
        running.start()
        try:
            assert running.process is not None
            headers = {"Authorization": f"Bearer {token}"}
            process = running.process.pid
            return _measured(running.address, process, headers, questions, single, batched)
        finally:
            running.kill()


def _measured(
    address: str,
    process: int,
    headers: Mapping[str, str],
    questions: list[dict[str, Any]],
    single: int,
    batched: int,
) -> _Found:
    bodies = [orjson.dumps(each) for each in questions]
    sets = [
        _together(questions[first : first + TOGETHER])
        for first in range(0, len(questions) - TOGETHER + 1, TOGETHER)
    ]
    calls = [sets[number % len(sets)] for number in range(batched // TOGETHER)]
    _send(address, ONE, headers, bodies[:WARMED])
    spent, told = _spent(process, lambda: _send(address, ONE, headers, bodies[:single]))
    one = len(told) / spent
    _send(address, MANY, headers, calls[: WARMED // TOGETHER])
    spent, more = _spent(process, lambda: _send(address, MANY, headers, calls))
    decisions = [each["decision"] for each in told]
    decisions += [each["decision"] for answer in more for each in answer["evaluations"]]
    return _Found(one, len(calls) * TOGETHER / spent, decisions)


def _together(questions: Sequence[Mapping[str, Any]]) -> bytes:
    """One call with all of them; Cerbos wants defaults as well, though none is used."""
    return orjson.dumps(
        {**questions[0], "context": {"asked_by": "bench"}, "evaluations": questions}
    )


def _send(
    address: str, path: str, headers: Mapping[str, str], bodies: Sequence[bytes]
) -> list[Any]:
    """The answers, in the order of the questions, over a few lasting connections."""
    given = {**headers, "Content-Type": "application/json"}
    parts = [bodies[number::CONNECTIONS] for number in range(CONNECTIONS)]

    def through(part: Sequence[bytes]) -> list[Any]:
        line = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)
        told = []
        for body in part:
            line.request("POST", path, body, given)
            answer = line.getresponse()
            content = answer.read()
            assert answer.status == 200, (answer.status, content[:200])
            told.append(orjson.loads(content))
        line.close()
        return told

    with ThreadPoolExecutor(CONNECTIONS) as threads:
        found = list(threads.map(through, parts))
    return [found[n % CONNECTIONS][n // CONNECTIONS] for n in range(len(bodies))]


def _spent(process: int, run: Callable[[], list[Any]]) -> tuple[float, list[Any]]:
    """CPU seconds of a process and of all of its session meanwhile, with what `run` returned."""
    began = used_by(process)
    told = run()
    time.sleep(0.05)
    return used_by(process) - began, told


if __name__ == "__main__":
    for what, figure in rows():
        print(f"  {what:<76} {figure:>10}", flush=True)
