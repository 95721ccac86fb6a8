"""Making a keyring for an installation that has none, such as one whose keys were lost."""

from __future__ import annotations

from pathlib import Path

from govern.commands.authority import require
from govern.commands.keys.events import KEEPERS, record_made
from govern.installation import Installation, device_of
from govern.records.key_files import NAMES
from govern.records.keys import Keyring
from govern.records.making import Changed
from workflows.engine import Actor


def create_keys(
    installation: Installation, *, by: Actor | None, root_key: Path | None = None
) -> tuple[Changed, ...]:
    """Make every key. KeyringError when there is a root already: then it is replaced instead.

    The root's key goes to `root_key`, which may be on a medium of its own.
    """
    with installation.writing(by) as writing:
        require(writing, by, KEEPERS)
        keyring = Keyring.create(
            installation.settings.home / "keys",
            writing.at,
            installation.name,
            demonstration=installation.demonstration,
            device=device_of(installation.settings),
            root_key=root_key,
        )
        made = tuple(Changed(name, keyring.certificate(name), None) for name in NAMES)
        record_made(writing, made)
    return made
