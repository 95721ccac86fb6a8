"""`govern ledger`: verify it, keep a checkpoint of it, put changed rows back."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from typing import Any

from govern.cli import opening
from govern.cli.outcome import Outcome
from govern.cli.progress import Line
from govern.commands.ledger.checkpoints import make_checkpoint
from govern.commands.ledger.repair import repair
from govern.commands.ledger.verify import verify


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Describe the subcommands."""
    it = commands.add_parser("ledger", help="what happened, in order")
    verbs = it.add_subparsers(metavar="VERB", required=True)
    verifying = verbs.add_parser("verify", parents=[common], help="prove that all follows from it")
    verifying.add_argument(
        "--digests-only", action="store_true", help="do not check the signatures of records"
    )
    verifying.set_defaults(run=verify_it)
    keeping = verbs.add_parser("checkpoint", parents=[common], help="sign its size and root")
    keeping.set_defaults(run=keep)
    repairing = verbs.add_parser("repair", parents=[common], help="put changed rows back")
    repairing.set_defaults(run=put_back)


def verify_it(given: argparse.Namespace) -> Outcome:
    """Verify the whole ledger; 1 when anything is wrong."""
    line = Line(quiet=given.json)
    try:
        report = verify(opening.installation(), signatures=not given.digests_only, told=line)
    finally:
        line.end()
    return Outcome(report.lines(), report.data(), report.whole)


def keep(_: argparse.Namespace) -> Outcome:
    """Keep a checkpoint, and print it for somebody else to keep too."""
    made = make_checkpoint(opening.installation())
    kept = "Kept" if made.new else "Kept already"
    data = {
        "size": made.checkpoint.size,
        "root": made.checkpoint.root.hex(),
        "new": made.new,
        "path": str(made.path),
        "note": made.note,
    }
    return Outcome([f"{kept}: {made.path}", "", made.note.rstrip()], data)


def put_back(_: argparse.Namespace) -> Outcome:
    """Put back every row that is not what the events say."""
    wrong = repair(opening.installation())
    lines = [fault.sentence for fault in wrong] or ["No row had to be put back."]
    return Outcome(lines, {"put_back": [asdict(fault) for fault in wrong]})
