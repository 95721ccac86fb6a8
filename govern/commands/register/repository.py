"""The published register on disk: written so that whoever reads sees one whole publication."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from time import monotonic, sleep

from tuf.api.exceptions import RepositoryError
from tuf.api.metadata import Metadata, Root, Snapshot, Targets, Timestamp

from govern.clock import instant
from govern.durable import write_whole
from govern.errors import Conflict
from govern.register.repository.metadata import epoch_of, issued_of, size_of
from govern.settings import Settings

PATIENCE = 5.0
MOST_KEPT = 200
"""Publications kept; when there are more, all but the newest quarter are removed."""


@dataclass(frozen=True)
class State:
    """What is published. `raw` are the files of targets, kill and snapshot as they are."""

    root: Metadata[Root]
    timestamp: Metadata[Timestamp]
    snapshot: Metadata[Snapshot]
    targets: Metadata[Targets]
    kill: Metadata[Targets]
    raw: dict[str, bytes]

    @property
    def number(self) -> int:
        """The register's number."""
        return self.snapshot.signed.version

    @property
    def epoch(self) -> int:
        """Which line of numbers it is of: raised by root after a restore or a theft of keys."""
        return epoch_of(self.root.signed)

    @property
    def size(self) -> int:
        """How many events of the ledger it was derived from."""
        return size_of(self.snapshot.signed)

    @property
    def issued(self) -> datetime:
        """When the present lease began."""
        return instant(issued_of(self.timestamp.signed))

    @property
    def by_trusted_keys(self) -> bool:
        """Whether all of it is signed by the keys that root names now."""
        try:
            for role, file in (
                ("timestamp", self.timestamp),
                ("snapshot", self.snapshot),
                ("targets", self.targets),
            ):
                self.root.signed.verify_delegate(role, file.signed_bytes, file.signatures)
            signed = self.kill.signed_bytes, self.kill.signatures
            self.targets.signed.verify_delegate("kill", *signed)
        except (RepositoryError, ValueError):
            return False
        return True


class Repository:
    """The folder below which metadata and targets lie, as they are served."""

    def __init__(self, settings: Settings) -> None:
        self.folder = settings.home / "register"
        self.metadata = self.folder / "metadata"
        self.targets = self.folder / "targets"

    def begin(self) -> None:
        """Make the folders. Conflict when there is a root already."""
        for folder in (self.metadata, self.targets):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self.root_version():
            raise Conflict(
                f"{self.metadata} holds a root already: gates trust it. Change keys by"
                " `govern register rotate`, or raise the epoch by `govern register recover`."
            )

    def root_version(self) -> int:
        """The version of the newest root; 0 when no ceremony was held."""
        found = (path.name.split(".")[0] for path in self.metadata.glob("*.root.json"))
        return max((int(number) for number in found if number.isdigit()), default=0)

    def root(self) -> Metadata[Root]:
        """The newest root. Conflict when no ceremony was held."""
        version = self.root_version()
        if not version:
            raise Conflict("No keys were made for the register yet: govern register ceremony")
        return Metadata[Root].from_bytes((self.metadata / f"{version}.root.json").read_bytes())

    def state(self) -> State | None:
        """What is published; None while nothing is. Conflict when it cannot be read."""
        if not (self.metadata / "timestamp.json").exists():
            return None
        try:
            return self._state()
        except (OSError, RepositoryError, ValueError, KeyError) as fault:
            raise Conflict(f"{self.metadata} cannot be read: {fault}") from fault

    def _state(self) -> State:
        timestamp = Metadata[Timestamp].from_bytes((self.metadata / "timestamp.json").read_bytes())
        number = timestamp.signed.snapshot_meta.version
        raw = {"snapshot": (self.metadata / f"{number}.snapshot.json").read_bytes()}
        snapshot = Metadata[Snapshot].from_bytes(raw["snapshot"])
        for role in ("targets", "kill"):
            version = snapshot.signed.meta[f"{role}.json"].version
            raw[role] = (self.metadata / f"{version}.{role}.json").read_bytes()
        targets = Metadata[Targets].from_bytes(raw["targets"])
        kill = Metadata[Targets].from_bytes(raw["kill"])
        return State(self.root(), timestamp, snapshot, targets, kill, raw)

    def unused(self, role: str, lowest: int) -> int:
        """The first version from `lowest` that no file of the role has."""
        while (self.metadata / f"{lowest}.{role}.json").exists():
            lowest += 1
        return lowest

    def put(self, name: str, content: bytes) -> None:
        """Write one file of metadata."""
        write_whole(self.metadata / name, content, mode=0o644)

    def put_target(self, name: str, digest: str, content: bytes) -> None:
        """Write one target under its digest."""
        write_whole(self.targets / f"{digest}.{name}", content, mode=0o644)

    @contextmanager
    def publishing(self) -> Iterator[bool]:
        """Whether this thread may write now: False when another one does for longer than `PATIENCE`
        seconds.
        """
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(self.folder / ".lock", os.O_RDWR | os.O_CREAT, 0o600)
        ends = monotonic() + PATIENCE
        try:
            while not (ours := _locked(handle)) and monotonic() < ends:
                sleep(0.005)
            yield ours
        finally:
            os.close(handle)

    def lead(self) -> Lead:
        """The turn of the process that publishes for all that run beside it."""
        return Lead(self.folder)

    def copy_to(self, folder: Path) -> None:
        """Copy every root and the present publication; nothing when no ceremony was held."""
        state = self.state()
        names = [path.name for path in self.metadata.glob("*.root.json")]
        if state is not None:
            names += [*self._names_of(state.number), "timestamp.json"]
        for name in names:
            place = "metadata" if (self.metadata / name).exists() else "targets"
            (folder / place).mkdir(parents=True, exist_ok=True)
            shutil.copy2(self.folder / place / name, folder / place / name)

    def prune(self) -> int:
        """Remove publications long replaced, when there are many; returns how many files."""
        numbers = sorted(_number(path) for path in self.metadata.glob("*.snapshot.json"))
        if len(numbers) <= MOST_KEPT:
            return 0
        kept = numbers[-MOST_KEPT // 4 :]
        wanted = {name for number in kept for name in self._names_of(number)}
        unwanted = [
            path
            for path in (*self.metadata.iterdir(), *self.targets.iterdir())
            if path.name not in wanted and not path.name.endswith(("root.json", "timestamp.json"))
        ]
        for path in unwanted:
            path.unlink()
        return len(unwanted)

    def _names_of(self, number: int) -> Iterator[str]:
        """The files that make up the publication of that number."""
        name = f"{number}.snapshot.json"
        yield name
        snapshot = Metadata[Snapshot].from_bytes((self.metadata / name).read_bytes())
        for role in ("targets", "kill"):
            name = f"{snapshot.signed.meta[f'{role}.json'].version}.{role}.json"
            yield name
            held = Metadata[Targets].from_bytes((self.metadata / name).read_bytes())
            for target, file in held.signed.targets.items():
                yield f"{file.hashes['sha256']}.{target}"


class Lead:
    """Held by one of the processes that keep a register published, until it ends, however it ends.
    The others would make the same shards anew at each change.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._handle: int | None = None

    def ours(self) -> bool:
        """Whether it is held here: taken when nobody else holds it."""
        if self._handle is not None:
            return True
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(self._folder / ".lead", os.O_RDWR | os.O_CREAT, 0o600)
        if _locked(handle):
            self._handle = handle
            return True
        os.close(handle)
        return False

    def leave(self) -> None:
        """Let another have it."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


def _number(path: Path) -> int:
    return int(path.name.split(".")[0])


def _locked(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
