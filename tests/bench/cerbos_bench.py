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
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import orjson

from govern.clock import SystemClock
from govern.register.row import FlowKey, Row
from tests.bench import cerbos
from tests.bench.gate_alone import opened
from tests.bench.processes import used_by
from tests.bench.publication_bench import installed
from tests.bench.published import published
from tests.bench.shaped import real_shaped
from tests.gate.publishing import Wall
from tests.gate.running import RunningGate, free_port

FORCE, FLOWS = "force-0", 50_000
SINGLE, BATCHED, TOGETHER, WARMED, ROUNDS = 6_000, 100_000, 100, 500, 10
CONNECTIONS = 4
ONE, MANY = "/access/v1/evaluation", "/access/v1/evaluations"


class _Asked:
    """One server and what it is asked: CPU seconds spent so far, and each decision."""

    def __init__(
        self,
        address: str,
        process: int,
        headers: Mapping[str, str],
        questions: Sequence[Mapping[str, Any]],
    ) -> None:
        self._at, self._process, self._headers = address, process, headers
        self._bodies = [orjson.dumps(each) for each in questions]
        self._sets = [
            _together(questions[first : first + TOGETHER])
            for first in range(0, len(questions) - TOGETHER + 1, TOGETHER)
        ]
        self.spent: dict[str, list[float]] = {ONE: [], MANY: []}
        self.decisions: list[bool] = []
        self._send(ONE, self._bodies[:WARMED])
        self._send(MANY, self._sets[: WARMED // TOGETHER])

    def round(self, single: int, batched: int) -> None:
        """So many questions one by one, then so many together."""
        told = self._spent(ONE, self._bodies[:single])
        calls = [self._sets[n % len(self._sets)] for n in range(batched // TOGETHER)]
        more = self._spent(MANY, calls)
        self.decisions += [each["decision"] for each in told]
        self.decisions += [each["decision"] for answer in more for each in answer["evaluations"]]

    def _spent(self, path: str, bodies: Sequence[bytes]) -> list[Any]:
        began = used_by(self._process)
        told = self._send(path, bodies)
        time.sleep(0.05)
        self.spent[path].append(used_by(self._process) - began)
        return told

    def _send(self, path: str, bodies: Sequence[bytes]) -> list[Any]:
        return _send(self._at, path, self._headers, bodies)


def rows(
    flows: int = FLOWS, single: int = SINGLE, batched: int = BATCHED
) -> Iterator[tuple[str, str]]:
    """The table; without Cerbos it says why, and has our figures alone. Both are asked in turn, a
    part of the questions each time, so that whatever else the computer does falls on both alike.
    """
    kept = list(real_shaped(0, flows))
    asked = _asked(kept, max(single, TOGETHER))
    part = single // ROUNDS, batched // ROUNDS
    many = part[1] // TOGETHER * TOGETHER
    with ExitStack() as stack:
        ours = stack.enter_context(_gate(flows, [_question(key) for key, _ in asked]))
        try:
            server = stack.enter_context(cerbos.running())
        except cerbos.CannotRun as fault:
            ours.round(*part)
            yield from _of("the gate over HTTP", ours, part[0], many)
            yield f"Cerbos was not measured: {fault}", "-"
            return
        questions = [_question(key, _with(row)) for key, row in asked]
        theirs = _Asked(server.address, server.process, {}, questions)
        for _ in range(ROUNDS):
            ours.round(*part)
            theirs.round(*part)
    assert ours.decisions == theirs.decisions
    yield from _of("the gate over HTTP", ours, part[0], many)
    yield from _of("Cerbos, attributes in the question", theirs, part[0], many)
    for path, said in ((ONE, "one by one"), (MANY, f"{TOGETHER} a call")):
        pairs = list(zip(theirs.spent[path], ours.spent[path], strict=True))
        ratio = sum(each for each, _ in pairs) / sum(each for _, each in pairs)
        yield f"gate / Cerbos, {said} (ratio; goal 2)", f"{ratio:.2f}"
        found = sorted(each / own for each, own in pairs)
        yield f"the same, least and most of {ROUNDS} rounds", f"{found[0]:.2f}-{found[-1]:.2f}"


def _of(name: str, found: _Asked, single: int, batched: int) -> Iterator[tuple[str, str]]:
    for path, each, said in ((ONE, single, "one by one"), (MANY, batched, f"{TOGETHER} a call")):
        spent = found.spent[path]
        yield f"{name}, {said}, for a CPU s of the server", f"{each * len(spent) / sum(spent):,.0f}"


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


@contextmanager
def _gate(flows: int, questions: Sequence[Mapping[str, Any]]) -> Iterator[_Asked]:
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
            yield _Asked(running.address, running.process.pid, headers, questions)
        finally:
            running.kill()


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


if __name__ == "__main__":
    for what, figure in rows():
        print(f"  {what:<76} {figure:>10}", flush=True)
