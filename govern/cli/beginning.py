"""`govern begin`: a new installation, empty but for its keys and its first event."""

from __future__ import annotations

import argparse
from typing import Any

from govern.cli import opening
from govern.cli.ending import AT_END
from govern.cli.outcome import Outcome
from govern.commands.reading import Reading
from govern.installation import begin
from govern.store import migrating


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Describe the subcommand."""
    it = commands.add_parser("begin", parents=[common], help="begin an empty installation")
    it.add_argument("--name", required=True, help="the consortium, as certificates will name it")
    it.set_defaults(run=begin_installation)


def begin_installation(given: argparse.Namespace) -> Outcome:
    """Migrate, make keys and record the beginning; Conflict when there is one already."""
    read = Reading()
    name = read.line("name", given.name, longest=64)
    read.done()
    chosen = opening.here()
    chosen.home.mkdir(parents=True, exist_ok=True, mode=0o700)
    migrating.upgrade(chosen.database)
    made = begin(chosen, name=name)
    AT_END.callback(made.database.close)
    key = chosen.home / "keys" / "root.key"
    lines = [
        f"Begun: {made.name} ({made.id}) in {chosen.home}.",
        f"Move {key} to a place without a network: it is needed for renewals alone.",
        "Next: govern people add-administrator --name NAME --email ADDRESS",
    ]
    return Outcome(lines, {"id": made.id, "name": made.name, "home": str(chosen.home)})
