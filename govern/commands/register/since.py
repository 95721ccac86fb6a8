"""Everything that a gate lacks of what is published, in one answer: the files as they lie on the
disk, each under its own address. Whoever receives them verifies them as if fetched one by one.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Lock
from typing import NamedTuple

import orjson
from tuf.api.exceptions import RepositoryError
from tuf.api.metadata import Metadata, Snapshot, TargetFile, Targets

from govern.commands.register.repository import Repository, State
from govern.errors import Conflict
from govern.register.repository import kill
from govern.register.repository.code_table import codes_name
from govern.register.repository.metadata import KILL
from govern.register.repository.shard import changes_name, target_name

MOST = 1 << 20
"""Bytes of targets in one answer; what does not fit is fetched at its own address."""
MOST_ANSWERS = 32
"""Different answers that are held ready: gates that follow ask for one or two."""
ROOTS = 32
"""Newer roots in one answer."""


class Has(NamedTuple):
    """What a gate says it has: register `number` (0: none) and root `root`; and for which forces
    it asks, slugs in order.
    """

    number: int
    root: int
    forces: tuple[str, ...]


class Sent(NamedTuple):
    """One answer in JSON, and the SHA-256 of it."""

    content: bytes
    digest: str


@dataclass
class _Ready:
    """The answers that were made of one publication."""

    mark: tuple[int, int]
    state: State
    answers: dict[Has, Sent] = field(default_factory=dict)


class Since:
    """The answers for whoever follows: made once, and held until something else is published."""

    def __init__(self, repository: Repository) -> None:
        self._repository = repository
        self._lock = Lock()
        self._ready: _Ready | None = None

    def answer(self, has: Has) -> Sent:
        """What is published and not held. Conflict when nothing is published, or it cannot be read
        now.
        """
        with self._lock:
            try:
                ready = self._now()
                if has not in ready.answers:
                    if len(ready.answers) >= MOST_ANSWERS:
                        ready.answers.clear()
                    ready.answers[has] = self._made(ready.state, has)
            except (OSError, ValueError) as fault:
                raise Conflict("Nothing is published yet, or it changes now. Ask again.") from fault
            return ready.answers[has]

    def _now(self) -> _Ready:
        found = (self._repository.metadata / "timestamp.json").stat()
        mark = found.st_mtime_ns, found.st_ino
        if self._ready is None or self._ready.mark != mark:
            state = self._repository.state()
            if state is None:
                raise FileNotFoundError
            self._ready = _Ready(mark, state)
        return self._ready

    def _made(self, state: State, has: Has) -> Sent:
        newest = state.root.signed.version
        known = min(has.root, newest)
        names = [f"metadata/{n}.root.json" for n in range(known + 1, newest + 1)][:ROOTS]
        names += ["metadata/timestamp.json", *self._names(state, has)]
        files = {name: b64encode((self._repository.folder / name).read_bytes()) for name in names}
        content = orjson.dumps(
            {
                "epoch": state.epoch,
                "version": state.number,
                "none": [f"metadata/{newest + 1}.root.json"],
                "files": {name: written.decode() for name, written in files.items()},
            }
        )
        return Sent(content, hashlib.sha256(content).hexdigest())

    def _names(self, state: State, has: Has) -> Iterator[str]:
        """The files that belong to what is published, and not to what the gate has."""
        held = _files(self._held(has.number), has.forces)
        room = MOST
        for name, length in _files(_Of.now(state), has.forces).items():
            if name not in held and (length <= room or name.startswith("metadata/")):
                room -= length
                yield name

    def _held(self, number: int) -> _Of | None:
        """The publication of that number, as far as it still lies here."""
        folder = self._repository.metadata
        with suppress(OSError, RepositoryError, ValueError, LookupError):
            written = (folder / f"{number}.snapshot.json").read_bytes()
            snapshot = Metadata[Snapshot].from_bytes(written)
            versions = {role: snapshot.signed.meta[f"{role}.json"].version for role in _ROLES}
            targets, kills = (
                Metadata[Targets].from_bytes((folder / f"{version}.{role}.json").read_bytes())
                for role, version in versions.items()
            )
            return _Of(snapshot.signed, targets.signed, kills.signed)
        return None


_ROLES = ("targets", KILL)


class _Of(NamedTuple):
    """One publication."""

    snapshot: Snapshot
    targets: Targets
    kills: Targets

    @classmethod
    def now(cls, state: State) -> _Of:
        """What is published now."""
        return cls(state.snapshot.signed, state.targets.signed, state.kill.signed)


def _files(publication: _Of | None, forces: tuple[str, ...]) -> Mapping[str, int]:
    """The files of a publication that a gate of these forces needs, with the lengths of targets:
    in the order in which it needs them, emergency stops first.
    """
    if publication is None:
        return {}
    snapshot, targets, kills = publication
    found = {f"metadata/{snapshot.version}.snapshot.json": 0}
    for role in _ROLES:
        found[f"metadata/{snapshot.meta[f'{role}.json'].version}.{role}.json"] = 0
    wanted = [kills.targets.get(kill.TARGET)]
    for force in forces:
        for name in (changes_name(force), codes_name(force), target_name(force)):
            wanted.append(targets.targets.get(name))
    found |= {_address(file): file.length for file in wanted if file is not None}
    return found


def _address(file: TargetFile) -> str:
    return f"targets/{file.hashes['sha256']}.{file.path}"
