"""The program: reads the line, opens the installation, answers with an exit code."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module

from sqlalchemy.exc import OperationalError, ProgrammingError

from govern.cli.ending import AT_END
from govern.cli.outcome import MISUSE, NO, refuse, say
from govern.errors import Conflict, Forbidden, Invalid, NotFound
from govern.records.archive import ArchiveError
from govern.records.authority import AuthorityError
from govern.records.keys import KeyringError
from workflows.engine import Refused

# Subcommand -> the module here that describes it: a line loads what it needs and no more.
ROOMS = {
    "serve": "serving",
    "worker": "serving",
    "migrate": "migrating",
    "begin": "beginning",
    "demo": "demonstration",
    "config": "configuration",
    "keys": "keys",
    "organisations": "organisations",
    "vocabulary": "vocabulary",
    "people": "people",
    "clients": "clients",
    "webhooks": "webhooks",
    "records": "records",
    "documents": "documents",
    "legacy": "legacy",
    "ledger": "ledger",
    "register": "register",
    "gate": "gate",
    "report": "report",
    "search": "searching",
    "backup": "backing_up",
    "restore": "backing_up",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one subcommand: 0 for yes or done, 1 for no or broken, 2 for misuse."""
    line = sys.argv[1:] if arguments is None else list(arguments)
    given = parser(line[0] if line else None).parse_args(line)
    try:
        return say(given.run(given), as_json=given.json)
    except Invalid as fault:
        return refuse(str(fault), MISUSE, as_json=given.json, faults=fault.faults)
    except NotFound as fault:
        return refuse(f"not found: {fault}", MISUSE, as_json=given.json, faults={})
    except (Conflict, Forbidden, Refused, KeyringError, ArchiveError, AuthorityError) as fault:
        return refuse(str(fault), NO, as_json=given.json, faults={})
    except (OperationalError, ProgrammingError) as fault:
        sentence = f"the database does not answer as it should: {fault.orig}. Is it migrated?"
        return refuse(sentence, NO, as_json=given.json, faults={})
    finally:
        AT_END.close()


def parser(command: str | None = None) -> argparse.ArgumentParser:
    """The parser of one subcommand; of all of them for any other word."""
    made = argparse.ArgumentParser(
        prog="govern", description="Data governance for forces that share one system."
    )
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--json", action="store_true", help="answer a program, in JSON")
    commands = made.add_subparsers(metavar="COMMAND", required=True)
    rooms = [ROOMS[command]] if command in ROOMS else list(dict.fromkeys(ROOMS.values()))
    for room in rooms:
        import_module(f"govern.cli.{room}").add(commands, common)
    return made
