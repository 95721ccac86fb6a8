"""`govern search`: the index that the search reads."""

from __future__ import annotations

import argparse
from typing import Any

from govern.cli import opening
from govern.cli.outcome import Outcome
from govern.commands.search.rebuild import rebuild


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Describe the subcommands."""
    it = commands.add_parser("search", help="the index of the search")
    verbs = it.add_subparsers(metavar="VERB", required=True)
    anew = verbs.add_parser("rebuild", parents=[common], help="index every text anew")
    anew.set_defaults(run=rebuilt)


def rebuilt(_: argparse.Namespace) -> Outcome:
    """Index everything anew while the service runs."""
    done = rebuild(opening.installation())
    sentence = f"{done.indexed:,} texts were indexed; {done.removed:,} old entries were removed."
    return Outcome([sentence], {"indexed": done.indexed, "removed": done.removed})
