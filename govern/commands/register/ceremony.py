"""The key ceremony: three keys of root, of which two must sign, and four online keys."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from securesystemslib.signer import CryptoSigner, Key
from tuf.api.exceptions import UnsignedMetadataError
from tuf.api.metadata import Metadata, Root

from govern.commands.register import key_files
from govern.commands.register.repository import Repository
from govern.errors import Conflict
from govern.installation import Installation
from govern.register.repository import metadata
from govern.register.repository.metadata import THRESHOLD, Trust


@dataclass(frozen=True)
class Made:
    """A root: its version, epoch, file, and the ids of the keys it trusts by name."""

    version: int
    epoch: int
    path: str
    keys: Mapping[str, str]


def hold_ceremony(installation: Installation) -> Made:
    """Make every key and the first root. Conflict when there is a root already.

    The keys of root lie in the key folder afterwards, and belong onto three media kept apart, off
    any network.
    """
    repository = Repository(installation.settings)
    repository.begin()
    folder = key_files.folder_of(installation.settings)
    roots = {name: key_files.make(folder, name) for name in key_files.ROOTS}
    online = {role: key_files.make(folder, role) for role in metadata.ONLINE}
    trust = Trust(tuple(roots.values()), online, 1, installation.demonstration)
    made = metadata.root(trust, version=1, at=installation.clock.now())
    written = metadata.signed(made, key_files.root_signers(folder).values())
    return put_root(repository, written, {**roots, **online})


def put_root(repository: Repository, written: bytes, keys: Mapping[str, Key]) -> Made:
    """Publish a root, also under the plain name by which people pass it on."""
    root = Metadata[Root].from_bytes(written).signed
    name = f"{root.version}.root.json"
    repository.put(name, written)
    ids = {role: key.keyid for role, key in keys.items()}
    path = str(repository.metadata / name)
    return Made(root.version, metadata.epoch_of(root), path, ids)


def next_root(
    repository: Repository, trust: Trust, signers: Iterable[CryptoSigner], at: datetime
) -> bytes:
    """The root that follows the newest one. Conflict unless enough keys of both sign it."""
    now = repository.root().signed
    made = metadata.root(trust, version=now.version + 1, at=at)
    written = metadata.signed(made, signers)
    read = Metadata[Root].from_bytes(written)
    for root in (now, made):
        try:
            root.verify_delegate(Root.type, read.signed_bytes, read.signatures)
        except UnsignedMetadataError as fault:
            raise Conflict(
                f"{THRESHOLD} keys of root must sign: put them into the key folder for this, and"
                " take them out again afterwards."
            ) from fault
    return written
