"""Putting a new key in the place of an old one."""

from __future__ import annotations

from pathlib import Path

from govern.commands.authority import require
from govern.commands.keys.events import KEEPERS, record_made
from govern.installation import Installation
from govern.records import rotation
from govern.records.making import Changed
from workflows.engine import Actor


def rotate_key(
    installation: Installation,
    *,
    by: Actor | None,
    name: str,
    root_key: Path | None = None,
    lost: bool = False,
) -> tuple[Changed, ...]:
    """Replace one key, and what hangs on it; see `rotation.rotate`. What the old one signed still
    verifies. Raises KeyringError.
    """
    with installation.writing(by) as writing:
        require(writing, by, KEEPERS)
        made = rotation.rotate(installation.keyring, name, writing.at, root_key=root_key, lost=lost)
        record_made(writing, made)
    return made
