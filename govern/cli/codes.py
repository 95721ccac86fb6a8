"""`govern register codes`: what records systems call flows, and codes that nobody mapped."""

from __future__ import annotations

import argparse
import csv
import io
from pathlib import Path
from typing import Any

from govern.cli import opening
from govern.cli.outcome import Outcome, columns
from govern.clock import text
from govern.commands.register.import_codes import COLUMNS, import_codes
from govern.errors import Invalid
from govern.register.codes import coded
from govern.store.reconciling import unmapped


def add(verbs: Any, common: argparse.ArgumentParser) -> None:
    """Describe the verbs of `govern register codes`."""
    it = verbs.add_parser("codes", help="what records systems call flows")
    each = it.add_subparsers(metavar="VERB", required=True)
    importing = each.add_parser("import", parents=[common], help="replace the forces' tables")
    importing.add_argument("file", type=Path, metavar="FILE", help="CSV: force, code, flow")
    importing.set_defaults(run=import_file)
    listing = each.add_parser("list", parents=[common], help="codes, and those nobody mapped")
    listing.add_argument("--force", metavar="SLUG", help="only those of one force")
    listing.set_defaults(run=listed)
    exporting = each.add_parser("export", parents=[common], help="the tables as CSV")
    exporting.add_argument("--force", metavar="SLUG", help="only that of one force")
    exporting.set_defaults(run=export)


def import_file(given: argparse.Namespace) -> Outcome:
    """Replace the table of every force in the file; a fault in any row changes nothing."""
    try:
        content = given.file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise Invalid.field("file", f"{given.file} cannot be read: {fault}") from fault
    made = import_codes(opening.installation(), by=None, content=content)
    lines = [f"{force}: {number} codes" for force, number in sorted(made.codes.items())]
    return Outcome(lines, {"codes": made.codes})


def export(given: argparse.Namespace) -> Outcome:
    """The tables as CSV, as `import` takes them."""
    installation = opening.installation()
    now = installation.clock.now()
    tables = coded(installation.register.facts(now), text(now))
    written = io.StringIO()
    rows = csv.writer(written, lineterminator="\n")
    rows.writerow(COLUMNS)
    for force, table in sorted(tables.items()):
        if given.force in (None, force):
            rows.writerows([force, code, "/".join(key[1:])] for code, key in sorted(table.items()))
    return Outcome(written.getvalue().splitlines(), {"csv": written.getvalue()})


def listed(given: argparse.Namespace) -> Outcome:
    """List every code with its flow: 0 when all that was met is mapped, else 1."""
    installation = opening.installation()
    now = installation.clock.now()
    tables = coded(installation.register.facts(now), text(now))
    with installation.reading() as session:
        missing = unmapped(session, None if given.force is None else [given.force])
    rows = [
        [force, code, "/".join(key[1:])]
        for force, table in sorted(tables.items())
        for code, key in sorted(table.items())
        if given.force in (None, force)
    ]
    left = [[each.force, each.code, f"NOT MAPPED, met first {each.first_at}"] for each in missing]
    told = {
        "codes": [dict(zip(("force", "code", "flow"), row, strict=True)) for row in rows],
        "unmapped": [vars(each) for each in missing],
    }
    return Outcome(columns([*rows, *left]) or ["There are none."], told, not left)
