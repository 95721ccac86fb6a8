"""Signing a publication: which files a change needs anew, their versions and their numbers."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from securesystemslib.signer import CryptoSigner
from tuf.api.metadata import Root, TargetFile

from govern.commands.register import key_files
from govern.commands.register.repository import Repository, State
from govern.installation import Installation
from govern.register.repository import metadata
from govern.register.repository.kill import TARGET as KILL_TARGET
from govern.register.repository.metadata import KILL


@dataclass(frozen=True)
class Signers:
    """The online keys that root trusts now."""

    targets: CryptoSigner
    snapshot: CryptoSigner
    timestamp: CryptoSigner
    kill: CryptoSigner


@dataclass(frozen=True)
class Change:
    """What is to be published: shards by target name, the names of targets no more, the kill
    target, or everything `anew` under new signatures. `size` is how many events of the ledger it
    was derived from.
    """

    size: int
    shards: Mapping[str, bytes]
    kills: bytes | None = None
    anew: bool = False
    dropped: Collection[str] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing but the lease is to be renewed."""
        return not self.targets and self.kills is None

    @property
    def targets(self) -> bool:
        """Whether the list of targets is another."""
        return bool(self.shards or self.dropped or self.anew)


@dataclass(frozen=True)
class Versions:
    """The version of each file; the register's number is `snapshot`."""

    targets: int = 0
    kill: int = 0
    snapshot: int = 0
    timestamp: int = 0


def signers(installation: Installation, root: Root) -> Signers:
    """The online keys. Conflict when one is missing, open to others or not trusted."""
    folder = key_files.folder_of(installation.settings)
    targets, snapshot, timestamp = (
        key_files.trusted(folder, role, root.roles[role].keyids)
        for role in ("targets", "snapshot", "timestamp")
    )
    return Signers(targets, snapshot, timestamp, key_files.signer(folder, KILL))


def write(
    repository: Repository,
    state: State | None,
    change: Change,
    keys: Signers,
    *,
    at: datetime,
    lease: timedelta,
) -> Versions:
    """Write what the change needs, the timestamp last, and return the versions written.

    Until the timestamp is in place nobody sees any of it. Without a `state` the change must hold
    every shard and the kills, and numbers begin anew.
    """
    versions = _first(repository, change) if state is None else _next(state, change)
    for name, content in change.shards.items():
        repository.put_target(name, _digest(content, name), content)
    raw = dict(state.raw) if state else {}
    if change.kills is not None or change.anew:
        raw[KILL] = _kill(repository, state, change, keys, versions.kill, at)
    if change.targets:
        raw["targets"] = _targets(repository, state, change, keys, versions.targets, at)
    if state is None or versions.snapshot != state.number:
        files = {role: raw[role] for role in ("targets", KILL)}
        numbered = {"targets": versions.targets, KILL: versions.kill}
        made = metadata.snapshot(files, numbered, number=versions.snapshot, size=change.size, at=at)
        raw["snapshot"] = metadata.signed(made, [keys.snapshot])
        repository.put(f"{versions.snapshot}.snapshot.json", raw["snapshot"])
    lasting = metadata.timestamp(
        raw["snapshot"], number=versions.snapshot, version=versions.timestamp, at=at, lease=lease
    )
    repository.put("timestamp.json", metadata.signed(lasting, [keys.timestamp]))
    return versions


def _first(repository: Repository, change: Change) -> Versions:
    """Where numbers begin, also anew after a recovery: at names that no file ever had here."""
    return Versions(
        repository.unused("targets", 1),
        repository.unused(KILL, 1),
        repository.unused("snapshot", max(change.size, 1)),
        1,
    )


def _next(state: State, change: Change) -> Versions:
    """The register's number follows the size of the ledger, and rises also without an event."""
    now = Versions(
        state.targets.signed.version,
        state.kill.signed.version,
        state.number,
        state.timestamp.signed.version + 1,
    )
    if change.targets:
        now = replace(now, targets=now.targets + 1)
    if change.kills is not None or change.anew:
        now = replace(now, kill=now.kill + 1)
    if change.empty and change.size <= state.size:
        return now
    ahead = state.number - state.size
    return replace(now, snapshot=max(state.number + 1, change.size + ahead))


def _kill(
    repository: Repository,
    state: State | None,
    change: Change,
    keys: Signers,
    version: int,
    at: datetime,
) -> bytes:
    if change.kills is not None:
        file = metadata.file_of(change.kills, KILL_TARGET)
        repository.put_target(KILL_TARGET, file.hashes["sha256"], change.kills)
    else:
        assert state is not None
        file = state.kill.signed.targets[KILL_TARGET]
    written = metadata.signed(metadata.kill(file, version=version, at=at), [keys.kill])
    repository.put(f"{version}.kill.json", written)
    return written


def _targets(
    repository: Repository,
    state: State | None,
    change: Change,
    keys: Signers,
    version: int,
    at: datetime,
) -> bytes:
    files: dict[str, TargetFile] = dict(state.targets.signed.targets) if state else {}
    files = {name: file for name, file in files.items() if name not in change.dropped}
    files |= {name: metadata.file_of(data, name) for name, data in change.shards.items()}
    made = metadata.targets(files, keys.kill.public_key, version=version, at=at)
    written = metadata.signed(made, [keys.targets])
    repository.put(f"{version}.targets.json", written)
    return written


def _digest(content: bytes, name: str) -> str:
    digest: str = metadata.file_of(content, name).hashes["sha256"]
    return digest
