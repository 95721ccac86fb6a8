"""The signed metadata of the repository: root, targets, snapshot, timestamp and the kill role.

Root is offline, two of three keys, and alone may raise the epoch. The timestamp is the lease: its
version rises each time it is signed anew. The version of the snapshot is the register's number.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from securesystemslib.signer import Key, Signer
from tuf.api.metadata import (
    DelegatedRole,
    Delegations,
    Metadata,
    MetaFile,
    Root,
    Signed,
    Snapshot,
    TargetFile,
    Targets,
    Timestamp,
)
from tuf.api.serialization.json import JSONSerializer

from govern.clock import text
from govern.register.repository.kill import TARGET as KILL_TARGET

KILL = "kill"
ONLINE = ("targets", "snapshot", "timestamp", KILL)
"""The roles whose keys the publisher holds; `kill` is delegated by `targets`."""

ROOT_KEYS, THRESHOLD = 3, 2
ROOT_LASTS = timedelta(days=365)
SIGNED_FOR = timedelta(days=30)
SIGNED_ANEW_AFTER = timedelta(days=1)


@dataclass(frozen=True)
class Trust:
    """Whose signatures count: the public keys of root and of each online role, and the epoch."""

    root: tuple[Key, ...]
    online: Mapping[str, Key]
    epoch: int
    demonstration: bool


def root(trust: Trust, *, version: int, at: datetime) -> Root:
    """The root that says so, good for a year."""
    made = Root(version=version, expires=_until(at + ROOT_LASTS), consistent_snapshot=True)
    made.unrecognized_fields["epoch"] = trust.epoch
    made.unrecognized_fields["demonstration"] = trust.demonstration
    for key in trust.root:
        made.add_key(key, Root.type)
    for role in ONLINE:
        if role != KILL:
            made.add_key(trust.online[role], role)
    made.roles[Root.type].threshold = THRESHOLD
    return made


def targets(
    files: Mapping[str, TargetFile], kill_key: Key, *, version: int, at: datetime
) -> Targets:
    """The shards by name, and the kill role with its key."""
    only = DelegatedRole(KILL, [kill_key.keyid], 1, True, paths=[KILL_TARGET])
    delegations = Delegations({kill_key.keyid: kill_key}, {KILL: only})
    return Targets(
        version=version,
        expires=_until(at + SIGNED_FOR),
        targets=dict(files),
        delegations=delegations,
    )


def kill(file: TargetFile, *, version: int, at: datetime) -> Targets:
    """The emergency stops alone."""
    return Targets(version=version, expires=_until(at + SIGNED_FOR), targets={KILL_TARGET: file})


def snapshot(
    files: Mapping[str, bytes], versions: Mapping[str, int], *, number: int, size: int, at: datetime
) -> Snapshot:
    """Register `number`: which targets and kills belong together. It was derived from the first
    `size` events of the ledger.
    """
    meta = {f"{role}.json": _meta(files[role], versions[role]) for role in files}
    made = Snapshot(version=number, expires=_until(at + SIGNED_FOR), meta=meta)
    made.unrecognized_fields["ledger_size"] = size
    return made


def timestamp(
    snapshot_file: bytes, *, number: int, version: int, at: datetime, lease: timedelta
) -> Timestamp:
    """The lease on register `number`: from `at` until, exactly, `at` plus `lease`, less the
    fraction of a second that the format cannot hold.
    """
    made = Timestamp(
        version=version, expires=_until(at + lease), snapshot_meta=_meta(snapshot_file, number)
    )
    made.unrecognized_fields["issued"] = text(at)
    return made


def file_of(data: bytes, name: str) -> TargetFile:
    """A target's length and digest."""
    return TargetFile.from_data(name, data, ["sha256"])


def signed(content: Signed, signers: Iterable[Signer]) -> bytes:
    """The metadata with one signature of each signer."""
    made = Metadata[Any](content)
    for signer in signers:
        made.sign(signer, append=True)
    return made.to_bytes(JSONSerializer(compact=True))


def epoch_of(content: Root) -> int:
    """The epoch that this root stands for. ValueError when it names none."""
    return _number(content, "epoch")


def is_demonstration(content: Root) -> bool:
    """Whether these are demonstration keys."""
    return content.unrecognized_fields.get("demonstration") is not False


def size_of(content: Snapshot) -> int:
    """How many events of the ledger this register was derived from."""
    return _number(content, "ledger_size")


def issued_of(content: Timestamp) -> str:
    """When this lease began, as text. ValueError when it does not say."""
    issued = content.unrecognized_fields.get("issued")
    if not isinstance(issued, str):
        raise ValueError("the timestamp does not say when it was signed")
    return issued


def _number(content: Signed, name: str) -> int:
    found: Any = content.unrecognized_fields.get(name)
    if type(found) is not int:
        raise ValueError(f"the {content.type} names no {name}")
    return found


def _meta(data: bytes, version: int) -> MetaFile:
    digest = hashlib.sha256(data).hexdigest()
    return MetaFile(version=version, length=len(data), hashes={"sha256": digest})


def _until(at: datetime) -> datetime:
    """TUF writes whole seconds; cutting the fraction makes every end earlier, never later."""
    return at.replace(microsecond=0)
