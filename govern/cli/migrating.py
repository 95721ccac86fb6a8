"""`govern migrate`: the database brought to the shape this program needs."""

from __future__ import annotations

import argparse
from typing import Any

from govern.cli import opening
from govern.cli.outcome import Outcome
from govern.store import migrating


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Describe the subcommand."""
    it = commands.add_parser("migrate", parents=[common], help="bring the database up to date")
    it.add_argument("--check", action="store_true", help="only say whether it is up to date")
    it.set_defaults(run=migrate)


def migrate(given: argparse.Namespace) -> Outcome:
    """Migrate, or say whether there is anything to migrate."""
    chosen = opening.here()
    chosen.home.mkdir(parents=True, exist_ok=True, mode=0o700)
    newest = migrating.newest()
    if given.check:
        found = migrating.revision_of(chosen.database)
        ok = found == newest
        said = "is up to date" if ok else f"is at {found}, the newest is {newest}"
        return Outcome([f"The database {said}."], {"revision": found, "newest": newest}, ok)
    before, after = migrating.upgrade(chosen.database)
    moved = "was up to date" if before == after else f"moved from {before or 'nothing'} to {after}"
    return Outcome([f"The database {moved}."], {"before": before, "after": after})
