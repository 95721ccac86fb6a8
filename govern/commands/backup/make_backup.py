"""Making a backup of database, archive and checkpoints, proven whole before it counts."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from pathlib import Path

from govern.clock import text
from govern.commands.backup.manifest import FORMAT, Manifest, digests
from govern.commands.ledger.checkpoints import make_checkpoint
from govern.commands.ledger.verify import verify
from govern.commands.register import export_keys, key_files
from govern.commands.register.repository import Repository
from govern.errors import Conflict
from govern.installation import Installation, open_installation
from govern.register.repository.metadata import ONLINE
from govern.store import copying, migrating
from govern.store.events import tree_head

_PUBLIC = ("*.crt", "*.crl", "*.pub", "revoked.json")


def make_backup(installation: Installation, *, folder: Path, keys: bool = False) -> Manifest:
    """Write a backup into a new or empty folder while the service goes on, and return its manifest.

    The archive is copied after the database, so that every record which the copied database names
    is there. Private keys are left out unless `keys`: without them a restored installation can be
    read and verified, and seals nothing. A SQLite copy is verified like the original (by digest);
    a PostgreSQL dump can be verified only once it was restored.
    """
    if folder.exists() and any(folder.iterdir()):
        raise Conflict(f"{folder} is not empty; name a new folder.")
    folder.mkdir(parents=True, exist_ok=True)
    os.chmod(folder, 0o700)
    home = installation.settings.home
    make_checkpoint(installation)
    database = copying.copy(installation.settings.database, folder)
    for name in ("archive", "uploads", "checkpoints"):
        if (home / name).exists():
            shutil.copytree(home / name, folder / name, ignore=shutil.ignore_patterns(".*.new"))
    _copy_keys(home / "keys", folder / "keys", private=keys)
    Repository(installation.settings).copy_to(folder / "register")
    if keys:
        _copy_register_keys(installation, folder / "register-keys")
    events, root = _proven(installation, folder, database)
    made = Manifest(
        format=FORMAT,
        installation=installation.id,
        name=installation.name,
        made_at=text(installation.clock.now()),
        revision=migrating.revision_of(installation.settings.database),
        events=events,
        root=root,
        database=database.name,
        keys=keys,
        files=dict(digests(folder)),
    )
    made.write(folder)
    return made


def _proven(installation: Installation, folder: Path, database: Path) -> tuple[int, str]:
    """Size and root of the ledger in the copy. Conflict when the copy is not whole."""
    if database.name != copying.SQLITE_NAME:
        with installation.reading() as session:
            size, head = tree_head(session)
        return size, head.hex()
    chosen = replace(installation.settings, home=folder, database_url=f"sqlite:///{database}")
    copied = open_installation(chosen, clock=installation.clock)
    report = verify(copied, signatures=False)
    copied.database.close()
    for left in folder.glob(f"{copying.SQLITE_NAME}-*"):
        left.unlink()
    if not report.whole:
        raise Conflict("The copy is not whole, and no backup: see `govern ledger verify`.")
    return report.events, report.root


def _copy_register_keys(installation: Installation, to: Path) -> None:
    """The online keys of the published register; those of root have no business in a backup."""
    source = key_files.folder_of(installation.settings)
    for role in (*ONLINE, *export_keys.in_backups(source)):
        if (source / f"{role}.key").exists():
            to.mkdir(mode=0o700, exist_ok=True)
            shutil.copy2(source / f"{role}.key", to / f"{role}.key")


def _copy_keys(source: Path, to: Path, *, private: bool) -> None:
    to.mkdir(mode=0o700)
    for pattern in (*_PUBLIC, *(("*.key",) if private else ())):
        for path in source.glob(pattern):
            shutil.copy2(path, to / path.name)
