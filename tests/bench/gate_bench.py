"""The gate's figures: a shard made and read, memory, decisions, and a change until it is enforced.

Wall-clock figures are for the machine they were made on; ratios and memory travel.
"""

from __future__ import annotations

import hashlib
import json
import logging
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from math import ceil
from pathlib import Path
from typing import Any

from flask import Flask
from werkzeug.serving import make_server

from govern.api.distribution import distribution
from govern.clock import SystemClock
from govern.commands.organisations.add_organisation import add_organisation
from govern.commands.register.keep import keep_published
from govern.commands.register.repository import Repository
from govern.installation import Installation, begin
from govern.register.derive import Register, derive
from govern.register.facts import Index
from govern.register.repository.shard import encode
from govern.register.row import FlowKey, Row
from govern.settings import settings
from govern.store import schema
from govern.store.database import Database
from govern.store.identifiers import new_id
from govern.store.live import LiveRegister
from tests.bench.register_bench import FORCES, consortium, timed
from tests.gate.running import Running, RunningGate, free_port, until

AGREEMENTS = 5_556
CHANGES = 100
"""Fifty thousand flows of nine forces; so many of them are stopped, one after the other."""


def rows() -> list[tuple[str, str]]:
    """The table."""
    return [*_shards(50_000), *change_to_enforced(AGREEMENTS, CHANGES)]


class Supposed(LiveRegister):
    """The live register over a consortium of any size that no ledger tells of. What the ledger
    tells from then on, it folds in as ever: read from SQL, checked against the chain, judged anew
    where it changes something.
    """

    def __init__(self, installation: Installation, agreements: int, each: int = 1) -> None:
        super().__init__(installation.database, installation.settings.lease)
        tables = consortium(agreements, unsigned=0.02, each=each)
        now = installation.clock.now()
        self.indexing, self._index = timed(partial(Index, tables))
        del tables
        self.judging, self._register = timed(lambda: derive(self._index.facts, now))


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


def real_shaped(force: int, flows: int) -> Iterator[Row]:
    """One or two flows for each partner, each on records of its own, as large sets have them."""
    own = [_cited("DPIA-1", force), _cited("CODE-1", force)]
    for number in range(flows):
        partner = number // 2
        key = FlowKey(
            f"force-{force}", f"partner-{partner:05}", f"category-{number % 12:02}",
            f"purpose-{number % 7}", ("send", "receive")[number % 2],
        )  # fmt: skip
        agreement = f"ISA-{partner}"
        evidence = (
            _cited(agreement, force, partner), _cited(agreement, -1, partner), *own,
            _cited(f"CON-{partner}", -1, partner), _cited(f"CON-{partner}", force, partner),
        )  # fmt: skip
        yield Row(
            flow=hashlib.md5(repr(key).encode(), usedforsecurity=False).hexdigest(),
            key=key, reasons=(), reason_user=None, valid_from="2026-04-01T00:00:00.000Z",
            valid_until="2027-03-31T23:00:00.000Z", reason_at_end="expired", next_change=None,
            evidence=evidence, obligations=({"id": "log_disclosure"},),
        )  # fmt: skip


def _cited(document: str, *parts: int) -> dict[str, Any]:
    sha256 = hashlib.sha256(repr((document, parts)).encode()).hexdigest()
    return {"document": document, "version": 1, "record": f"sha256:{sha256}"}


@contextmanager
def serving(agreements: int, each: int = 1) -> Iterator[tuple[Installation, Running, RunningGate]]:
    """A service over loopback HTTP with so many agreements, of so many flows for each force, and a
    gate process beside it.
    """
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory() as folder:
        home, port = Path(folder) / "home", free_port()
        installation = _installation(home, f"http://127.0.0.1:{port}")
        installation.__dict__["register"] = Supposed(installation, agreements, each)
        app = Flask("bench")
        app.register_blueprint(distribution(installation))
        server = make_server("127.0.0.1", port, app, threaded=True)
        stop = threading.Event()
        for target in (lambda: keep_published(installation, stop), server.serve_forever):
            threading.Thread(target=target, daemon=True).start()
        until(lambda: Repository(installation.settings).state(), 600)
        service = Running(installation, installation.settings.url)
        gate = service.gate(Path(folder) / "gate", "force-0")
        gate.start()
        try:
            yield installation, service, gate
        finally:
            gate.kill()
            stop.set()
            server.shutdown()
            server.server_close()


def _installation(home: Path, url: str) -> Installation:
    home.mkdir(parents=True)
    given = settings({}, home=home, demonstration=True, url=url)
    database = Database(given.database)
    with database.engine.begin() as connection:
        schema.create(connection)
    database.close()
    made = begin(given, name="Bench", clock=SystemClock())
    for number in range(FORCES):
        slug = f"force-{number}"
        add_organisation(made, by=None, slug=slug, kind="force", name=slug)
    return made


def change_to_enforced(agreements: int, changes: int, each: int = 1) -> list[tuple[str, str]]:
    """From before the commit of a stop until a gate denies, for suspensions and for kills."""
    with serving(agreements, each) as (installation, _, gate):
        held = installation.register
        assert isinstance(held, Supposed)
        flows = len(held.at(installation.clock.now()).register.rows)
        table = [
            (f"{flows:,} flows: facts indexed, CPU s", f"{held.indexing:.1f}"),
            (f"{flows:,} flows: judged from the facts, CPU s", f"{held.judging:.1f}"),
        ]
        for kind, said in (("suspension", "a suspension"), ("kill", "a stop")):
            took = _stops(installation, gate, kind, changes)
            title = f"{said} until a gate denies, {flows:,} flows, HTTP"
            table += spread(title, took)
        return table


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


def _stops(installation: Installation, gate: RunningGate, kind: str, changes: int) -> list[float]:
    """Seconds from before each commit until the gate denies, asked over HTTP."""
    took = []
    register = installation.register.at(installation.clock.now()).register
    for number, row in enumerate(one_for_each_partner(register)[:changes]):
        permits = partial(_permits, gate, row.key)
        until(permits)
        time.sleep(0.03 * (number % 5))
        began = time.perf_counter()
        stop(installation, kind, row)
        while permits():
            time.sleep(0.004)
        took.append(time.perf_counter() - began)
    return took


def one_for_each_partner(register: Register) -> list[Row]:
    """An open flow of one force with each of its partners."""
    rows = (row for row in register.open_rows() if row.key.force == "force-0")
    return list({row.key.partner: row for row in rows}.values())


def stop(installation: Installation, kind: str, row: Row) -> None:
    """Record a stop of one flow, or a kill of all that its partner gets."""
    scope = ("partner", row.key.partner) if kind == "kill" else ("flow", row.flow)
    data = {"kind": kind, "scope_kind": scope[0], "scope_id": scope[1], "force_id": None}
    with installation.writing(None) as w:
        w.record("stop_placed", ("stop", new_id()), data)


def _permits(gate: RunningGate, key: FlowKey) -> bool:
    return gate.ask(*key)["decision"] is True
