"""What a gate keeps on disk: verified first, then written whole and synced, and only then used."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from govern.clock import instant, text
from govern.durable import write_whole
from govern.gate.verifying import Files

_ROLES = ("timestamp", "snapshot", "targets", "kill")
REGISTER, KILLS = "register", "kills"
"""The two sets that are kept: of the register answered from, and of the emergency stops, which may
be of a newer one.
"""


@dataclass(frozen=True)
class Kept:
    """A set of metadata and the kill target that belongs to it."""

    files: Files
    kills: bytes


class Shelf:
    """The state folder of one gate."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.metadata = folder / "tuf"
        self._shards = folder / "shards"

    def open(self) -> None:
        """Make the folders. OSError when that cannot be done."""
        for each in (self.folder, self.metadata, self._shards):
            each.mkdir(mode=0o700, parents=True, exist_ok=True)

    def keep(self, name: str, kept: Kept) -> None:
        """Put a set in the place of the one before, at once."""
        told = {role: getattr(kept.files, role).decode() for role in _ROLES}
        roots = [root.decode() for root in kept.files.roots]
        written = json.dumps({**told, "roots": roots, "kills": kept.kills.decode()})
        write_whole(self.folder / f"{name}.json", written.encode())

    def kept(self, name: str) -> Kept | None:
        """The set of that name, not verified; None when there is none. ValueError when it cannot
        be read.
        """
        try:
            told = json.loads((self.folder / f"{name}.json").read_bytes())
            roots = [root.encode() for root in told["roots"]]
            files = Files(roots, *(told[role].encode() for role in _ROLES))
            return Kept(files, told["kills"].encode())
        except FileNotFoundError:
            return None
        except (OSError, KeyError, TypeError, AttributeError) as fault:
            raise ValueError(f"{name}.json is damaged") from fault

    def shard(self, digest: str) -> bytes | None:
        """The bytes kept under a digest; whoever uses them checks them again."""
        try:
            return (self._shards / digest).read_bytes()
        except OSError:
            return None

    def keep_shard(self, digest: str, content: bytes) -> None:
        """Keep bytes that were checked against their digest."""
        write_whole(self._shards / digest, content)

    def drop_shards_but(self, digests: Collection[str]) -> None:
        """Remove shards that nothing refers to any more."""
        for path in self._shards.iterdir():
            if path.name not in digests:
                path.unlink(missing_ok=True)

    def passed(self) -> datetime | None:
        """The latest instant that had surely passed when it was written."""
        try:
            return instant((self.folder / "passed").read_text().strip())
        except (OSError, ValueError):
            return None

    def keep_passed(self, at: datetime) -> None:
        """Remember that an instant has passed."""
        write_whole(self.folder / "passed", text(at).encode())
