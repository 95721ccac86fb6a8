"""`govern backup` and `govern restore`."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import Any

from govern.cli import opening
from govern.cli.outcome import Outcome
from govern.commands.backup.make_backup import make_backup
from govern.commands.backup.manifest import Manifest
from govern.commands.backup.restore_backup import held_back, release, restore_backup
from govern.errors import Invalid


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Describe the subcommands."""
    saving = commands.add_parser("backup", parents=[common], help="write a backup, proven whole")
    saving.add_argument("folder", type=Path, help="a new folder")
    saving.add_argument("--keys", action="store_true", help="with the private keys: guard it")
    saving.set_defaults(run=backup)
    loading = commands.add_parser("restore", parents=[common], help="restore into an empty home")
    loading.add_argument("folder", type=Path, nargs="?", help="the backup")
    loading.add_argument(
        "--release", action="store_true", help="let what was restored serve, once compared"
    )
    loading.set_defaults(run=restore)


def backup(given: argparse.Namespace) -> Outcome:
    """Back up the installation into a new folder."""
    made = make_backup(opening.installation(), folder=given.folder, keys=given.keys)
    lines = [f"{given.folder} holds {made.events} events and {len(made.files)} files."]
    if not made.keys:
        lines.append("Private keys are not in it: keep them apart, or nothing can be sealed again.")
    return Outcome(lines, _data(made))


def restore(given: argparse.Namespace) -> Outcome:
    """Restore a backup, or release what was restored."""
    chosen = opening.here()
    if given.release:
        done = release(chosen)
        return Outcome(["It may serve." if done else "Nothing was held back."], {"released": done})
    if given.folder is None:
        raise Invalid.field("folder", "Name the backup's folder.")
    found = restore_backup(chosen, folder=given.folder)
    held = held_back(chosen) or ""
    lines = [f"Restored {found.events} events of {found.made_at} into {chosen.home}.", held]
    return Outcome(lines, {**_data(found), "held_back": held})


def _data(found: Manifest) -> dict[str, Any]:
    return {**asdict(found), "files": len(found.files)}
