"""Whether a set of metadata belongs together and leads back to the root that was pinned.

The same check for what has just come and for what lies on the disk since yesterday. It says nothing
of freshness: that is the lease's part.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from tuf.api.exceptions import BadVersionNumberError, RepositoryError
from tuf.api.metadata import Metadata, MetaFile, Root, Snapshot, TargetFile, Targets, Timestamp

from govern.clock import instant, text
from govern.register.repository import metadata
from govern.register.repository.kill import TARGET


class Mark(NamedTuple):
    """How far a gate has come. It never goes back."""

    epoch: int
    number: int
    timestamp: int


NOWHERE = Mark(0, 0, 0)


@dataclass(frozen=True)
class Files:
    """Metadata as it came: the roots after the pinned one, and one file of each other role."""

    roots: Sequence[bytes]
    timestamp: bytes
    snapshot: bytes
    targets: bytes
    kill: bytes


@dataclass(frozen=True)
class Verified:
    """What a verified set says. `shards` and `kills` are the targets' lengths and digests."""

    mark: Mark
    issued: str
    lease_until: str
    shards: Mapping[str, TargetFile]
    kills: TargetFile
    demonstration: bool


def verify(files: Files, pinned: bytes) -> Verified:
    """What the set says. RepositoryError or ValueError when anything in it does not hold."""
    root = _root(files.roots, pinned)
    timestamp = Metadata[Timestamp].from_bytes(files.timestamp)
    _by(root, Timestamp.type, timestamp)
    snapshot = Metadata[Snapshot].from_bytes(files.snapshot)
    _by(root, Snapshot.type, snapshot)
    _is(timestamp.signed.snapshot_meta, files.snapshot, snapshot)
    targets = Metadata[Targets].from_bytes(files.targets)
    _by(root, Targets.type, targets)
    _is(snapshot.signed.meta["targets.json"], files.targets, targets)
    kill = Metadata[Targets].from_bytes(files.kill)
    _by(targets.signed, metadata.KILL, kill)
    _is(snapshot.signed.meta["kill.json"], files.kill, kill)
    issued = metadata.issued_of(timestamp.signed)
    instant(issued)
    return Verified(
        mark=Mark(metadata.epoch_of(root), snapshot.signed.version, timestamp.signed.version),
        issued=issued,
        lease_until=text(timestamp.signed.expires),
        shards=targets.signed.targets,
        kills=kill.signed.targets[TARGET],
        demonstration=metadata.is_demonstration(root),
    )


def is_content(file: TargetFile, content: bytes) -> bool:
    """Whether these are the bytes that a target stands for."""
    found = hashlib.sha256(content).hexdigest()
    return len(content) == file.length and file.hashes.get("sha256") == found


def _root(roots: Sequence[bytes], pinned: bytes) -> Root:
    now = Metadata[Root].from_bytes(pinned)
    _by(now.signed, Root.type, now)
    for written in roots:
        following = Metadata[Root].from_bytes(written)
        _by(now.signed, Root.type, following)
        _by(following.signed, Root.type, following)
        if following.signed.version != now.signed.version + 1:
            raise BadVersionNumberError("a root is missing between two others")
        now = following
    return now.signed


def _by(delegator: Root | Targets, role: str, file: Metadata[Any]) -> None:
    """Signed by the keys of the role; and of the type that the role has."""
    delegator.verify_delegate(role, file.signed_bytes, file.signatures)
    wanted = Targets.type if role == metadata.KILL else role
    if file.signed.type != wanted:
        raise RepositoryError(f"{role} is of the type {file.signed.type}")


def _is(meta: MetaFile, written: bytes, file: Metadata[Any]) -> None:
    """The very file that is named, of the version that is named."""
    meta.verify_length_and_hashes(written)
    if file.signed.version != meta.version:
        raise BadVersionNumberError(f"expected version {meta.version}")
