"""The program: reads the line, opens the installation, answers with an exit code."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from sqlalchemy.exc import OperationalError, ProgrammingError

from govern.cli import (
    backing_up,
    beginning,
    clients,
    configuration,
    demonstration,
    keys,
    ledger,
    migrating,
    people,
    records,
    register,
    report,
    serving,
)
from govern.cli.outcome import MISUSE, NO, refuse, say
from govern.errors import Conflict, Forbidden, Invalid, NotFound
from govern.records.archive import ArchiveError
from govern.records.keys import KeyringError
from workflows.engine import Refused

ROOMS = (
    serving,
    migrating,
    beginning,
    demonstration,
    configuration,
    keys,
    people,
    clients,
    records,
    ledger,
    register,
    report,
    backing_up,
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one subcommand: 0 for yes or done, 1 for no or broken, 2 for misuse."""
    given = parser().parse_args(arguments)
    try:
        return say(given.run(given), as_json=given.json)
    except Invalid as fault:
        return refuse(str(fault), MISUSE, as_json=given.json, faults=fault.faults)
    except NotFound as fault:
        return refuse(f"not found: {fault}", MISUSE, as_json=given.json, faults={})
    except (Conflict, Forbidden, Refused, KeyringError, ArchiveError) as fault:
        return refuse(str(fault), NO, as_json=given.json, faults={})
    except (OperationalError, ProgrammingError) as fault:
        sentence = f"the database does not answer as it should: {fault.orig}. Is it migrated?"
        return refuse(sentence, NO, as_json=given.json, faults={})


def parser() -> argparse.ArgumentParser:
    """Every subcommand with its options."""
    made = argparse.ArgumentParser(
        prog="govern", description="Data governance for forces that share one system."
    )
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--json", action="store_true", help="answer a program, in JSON")
    commands = made.add_subparsers(metavar="COMMAND", required=True)
    for room in ROOMS:
        room.add(commands, common)
    return made
