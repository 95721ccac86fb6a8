"""Installing a gate: a folder with its settings, the root that it will trust, and the tokens."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tuf.api.exceptions import RepositoryError
from tuf.api.metadata import Metadata, Root

from govern.durable import write_whole
from govern.errors import Conflict, Invalid
from govern.gate import settings
from govern.register.repository.metadata import epoch_of, is_demonstration

PREFIX = "gate_"


@dataclass(frozen=True)
class Installed:
    """The folder, what to compare with the ceremony, and the token for the system beside it."""

    folder: Path
    epoch: int
    demonstration: bool
    root_sha256: str
    root_keys: tuple[str, ...]
    caller_token: str


def install(
    folder: Path, *, name: str, url: str, forces: Sequence[str], root: Path, token: str, listen: str
) -> Installed:
    """Write a new gate's folder. Conflict when there is a gate already; Invalid for a root that
    is not signed by itself, or an address that is not safe.
    """
    if (folder / settings.FILE).exists():
        raise Conflict(f"There is a gate in {folder} already.")
    pinned = root.read_bytes()
    trusted = _root(pinned)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    caller = PREFIX + secrets.token_urlsafe(32)
    digest = hashlib.sha256(caller.encode()).hexdigest()
    told = _written(name=name, url=url, forces=forces, listen=listen, digest=digest)
    write_whole(folder / settings.ROOT, pinned)
    write_whole(folder / settings.TOKEN, token.strip().encode())
    write_whole(folder / settings.FILE, told.encode())
    try:
        settings.read(folder)
    except Invalid:
        (folder / settings.FILE).unlink()
        raise
    keys = tuple(sorted(trusted.roles[Root.type].keyids))
    sha256 = hashlib.sha256(pinned).hexdigest()
    return Installed(folder, epoch_of(trusted), is_demonstration(trusted), sha256, keys, caller)


def _root(pinned: bytes) -> Root:
    try:
        read = Metadata[Root].from_bytes(pinned)
        read.signed.verify_delegate(Root.type, read.signed_bytes, read.signatures)
        epoch_of(read.signed)
    except (RepositoryError, ValueError, AttributeError) as fault:
        raise Invalid.field("root", f"It is no root that is signed by itself: {fault}") from fault
    return read.signed


def _written(*, name: str, url: str, forces: Sequence[str], listen: str, digest: str) -> str:
    """The settings as TOML, whose basic strings and lists of them are written as in JSON."""
    words = {"name": name, "url": url, "forces": list(forces), "listen": listen}
    lines = [f"{key} = {json.dumps(value)}" for key, value in words.items()]
    return "\n".join(
        [
            "# One gate. What each line means: docs/gate.md",
            *lines,
            "",
            "[[callers]]",
            'name = "rms"',
            f'token_sha256 = "{digest}"',
            "",
        ]
    )
