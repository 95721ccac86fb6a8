"""A service without a database, for tests of the gate: real keys, real publications, any rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tuf.api.exceptions import DownloadError, DownloadHTTPError

from govern.clock import text
from govern.commands.register.ceremony import hold_ceremony
from govern.commands.register.repository import Repository, State
from govern.commands.register.signing import Change, Versions, signers, write
from govern.commands.register.since import Has, Since
from govern.errors import Conflict
from govern.gate.gate import Gate
from govern.gate.line import Line
from govern.gate.settings import AllowedCaller, GateSettings
from govern.gate.watch import Watch
from govern.installation import Installation
from govern.register.decide import Answer, Question
from govern.register.repository import kill, shard
from govern.register.repository.kill import Stop
from govern.register.row import FlowKey, Row
from govern.settings import settings
from govern.store.database import Database

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
LEASE = timedelta(hours=8)
FORCES = ("essex", "kent")
ROUTINE = FlowKey("essex", "north-hill-council", "crime-report", "prevention", "send")
CRITICAL = FlowKey("essex", "mill-lane-trust", "custody", "care", "send")
STOPPED = FlowKey("essex", "mill-lane-trust", "crime-report", "care", "receive")
FALLBACK = "Ring the trust's duty desk"


class Wall:
    """A clock that may be set to anything, and the seconds that really passed."""

    def __init__(self, at: datetime = NOW) -> None:
        self.at = at
        self.seconds = 0.0

    def now(self) -> datetime:
        """What the clock shows."""
        return self.at

    def later(self, **by: float) -> datetime:
        """Time passes."""
        span = timedelta(**by)
        self.at += span
        self.seconds += span.total_seconds()
        return self.at


def row(key: FlowKey, **given: Any) -> Row:
    """A row that is open for a hundred days."""
    made = Row(
        flow=format(abs(hash(key)) % 2**64, "032x"),
        key=key,
        reasons=(),
        reason_user=None,
        valid_from=text(NOW - timedelta(days=10)),
        valid_until=text(NOW + timedelta(days=100)),
        reason_at_end="connection_expired",
        next_change=None,
        evidence=({"document": "ISA-44", "version": 3, "record": "sha256:" + "a" * 64},),
        obligations=({"id": "log_disclosure"},),
    )
    return made._replace(**given)


def usual() -> list[Row]:
    """A flow that follows the lease, a safety-critical one that may run 72 hours, a closed one."""
    return [
        row(ROUTINE),
        row(CRITICAL, safety_critical=True, fallback=FALLBACK, allowance_seconds=72 * 3600),
        row(
            STOPPED, reasons=("flow_suspended", "owner_not_signed"), valid_from=None,
            valid_until=None, reason_at_end=None, since=text(NOW), safety_critical=True,
            fallback=FALLBACK, reason_user="Sharing is off: this flow is suspended.",
        ),
    ]  # fmt: skip


class Service:
    """Publishes whatever it is told, as the real publisher would."""

    def __init__(self, home: Path, clock: Wall) -> None:
        given = settings({}, home=home, demonstration=True)
        database = Database("sqlite://")
        self.installation = Installation("i" * 32, "Test", given, database, clock)
        self.clock = clock
        self.repository = Repository(given)
        hold_ceremony(self.installation)
        self.size = 100

    @property
    def root(self) -> bytes:
        """The newest root: what a gate that is installed now is given."""
        return (
            self.repository.metadata / f"{self.repository.root_version()}.root.json"
        ).read_bytes()

    @property
    def state(self) -> State:
        """What is published."""
        state = self.repository.state()
        assert state is not None
        return state

    def publish(
        self,
        rows: Iterable[Row] = (),
        *,
        kills: Iterable[Stop] = (),
        observe: Mapping[str, str] | None = None,
        **more: Any,
    ) -> Versions:
        """Publish these rows and stops as the next register."""
        self.size += 1
        kept = list(rows)
        shards = {
            shard.target_name(force): shard.encode(
                force, [one for one in kept if one.key.force == force], (observe or {}).get(force)
            )
            for force in FORCES
        }
        change = Change(self.size, shards, kill.encode(kills), anew=True)
        return self.write(self.repository.state(), change, **more)

    def heartbeat(self, **more: Any) -> Versions:
        """Renew the lease."""
        return self.write(self.state, Change(self.state.size, {}), **more)

    def write(self, state: State | None, change: Change, **more: Any) -> Versions:
        """Sign and write a change."""
        keys = signers(self.installation, self.repository.root().signed)
        given = {"at": self.clock.now(), "lease": LEASE, **more}
        return write(self.repository, state, change, keys, **given)


class Wire(Line):
    """A line that ends at the service's folder; it can be cut. `together`: one call brings all."""

    def __init__(self, settings: GateSettings, repository: Repository, together: bool) -> None:
        super().__init__(settings)
        self.base = str(repository.folder)
        self.since = Since(repository) if together else None
        self.cut = False
        self.fetched: list[str] = []
        self.told: list[Mapping[str, Any]] = []

    def _fetch(self, url: str) -> Iterator[bytes]:
        if self.cut:
            raise DownloadError("the line is cut")
        path = Path(url)
        self.fetched.append(path.name)
        if not path.exists():
            raise DownloadHTTPError("not there", 404)
        return iter([path.read_bytes()])

    def _since(self, number: int, root: int, forces: Sequence[str]) -> bytes:
        if self.since is None or self.cut:
            return super()._since(number, root, forces)
        try:
            return self.since.answer(Has(number, root, tuple(forces))).content
        except Conflict as fault:
            raise DownloadHTTPError(str(fault), 503) from fault

    def acknowledge(self, told: Mapping[str, Any]) -> None:
        if self.cut:
            raise DownloadError("the line is cut")
        self.told.append(told)


@dataclass
class Beside:
    """A gate on a wire, over a state folder that outlives it."""

    service: Service
    folder: Path
    clock: Wall
    forces: tuple[str, ...] = ("essex",)
    honours: frozenset[str] | None = None
    together: bool = True
    gate: Gate = field(init=False)
    wire: Wire = field(init=False)

    def __post_init__(self) -> None:
        self.pinned = self.service.root
        self.start(cut=True)

    def start(self, *, cut: bool = False) -> Beside:
        """A new process over the same folder; its first look comes to nothing when `cut`."""
        given = GateSettings(
            name="rms-1", url="https://govern.example", token="t", root=self.pinned,
            forces=self.forces, state=self.folder, kill_file=self.folder.parent / "kill",
            listen="127.0.0.1:0", address=None, certificate_authority=None, honours=self.honours,
            callers=(AllowedCaller("rms", "0" * 64, frozenset(self.forces)),),
        )  # fmt: skip
        passed = Gate(given).shelf.passed()
        self.gate = Gate(given, watch=Watch(self.clock, passed, lambda: self.clock.seconds))
        self.wire = Wire(given, self.service.repository, self.together)
        self.wire.cut = cut
        self.gate.line = self.gate._follower.line = self.wire
        self.gate.open()
        self.wire.cut = False
        return self

    def ask(self, key: FlowKey = ROUTINE, at_least: tuple[int, int] | None = None) -> Answer:
        """One question."""
        return self.gate.answer(Question(key, at_least), self.gate.ask())

    def permits(self, key: FlowKey = ROUTINE) -> bool:
        """Whether the answer is yes."""
        return self.ask(key).decision

    def reason(self, key: FlowKey = ROUTINE) -> str:
        """The first reason."""
        found: str = self.ask(key).context["reason"]
        return found

    @property
    def refusal(self) -> str | None:
        """The code with which it last refused a register."""
        found = self.gate.status()["refusal"]
        return found and str(found["code"])
