"""What a backup holds: every file with its digest, and the ledger it was made of."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from govern.errors import Conflict

NAME = "manifest.json"
FORMAT = "govern-backup/1"


@dataclass(frozen=True)
class Manifest:
    """`events` and `root` are the ledger's size and tree head; `files` maps paths to digests."""

    format: str
    installation: str
    name: str
    made_at: str
    revision: str | None
    events: int
    root: str
    database: str
    keys: bool
    files: dict[str, str]

    def write(self, folder: Path) -> None:
        """Write it into the backup's folder."""
        (folder / NAME).write_text(json.dumps(asdict(self), indent=1, sort_keys=True) + "\n")

    def check(self, folder: Path) -> None:
        """Refuse a backup in which any file is missing, changed or one too many."""
        found = dict(digests(folder))
        faults = [
            f"{path} is {'missing' if path not in found else 'not what it was'}"
            for path, digest in self.files.items()
            if found.get(path) != digest
        ]
        faults += [f"{path} does not belong there" for path in found.keys() - self.files.keys()]
        if faults:
            raise Conflict(f"The backup is not whole: {'; '.join(sorted(faults)[:10])}.")


def read(folder: Path) -> Manifest:
    """The manifest in a folder. Conflict when there is none that can be read."""
    try:
        raw: dict[str, Any] = json.loads((folder / NAME).read_text())
        found = Manifest(**raw)
    except (OSError, ValueError, TypeError) as fault:
        raise Conflict(f"{folder} holds no backup: its {NAME} cannot be read.") from fault
    if found.format != FORMAT:
        raise Conflict(f"{folder} holds a backup of another format: {found.format}.")
    return found


def digests(folder: Path) -> Iterator[tuple[str, str]]:
    """Every file of a backup but the manifest, with its SHA-256 in hex."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path != folder / NAME:
            with path.open("rb") as content:
                digest = hashlib.file_digest(content, "sha256").hexdigest()
            yield path.relative_to(folder).as_posix(), digest
