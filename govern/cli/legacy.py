"""`govern legacy`: a spreadsheet of agreements from before, with their PDFs."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from govern.cli import opening
from govern.cli.outcome import Outcome
from govern.cli.speaking import in_the_name_of
from govern.commands.imports.read_legacy import read_legacy
from govern.commands.imports.register_legacy import discard_legacy, register_legacy
from govern.errors import NotFound
from govern.store import legacy

BRINGERS = "This needs a lawyer, a coordinator or an information manager."


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Describe the subcommands."""
    it = commands.add_parser("legacy", help="agreements from before")
    verbs = it.add_subparsers(metavar="VERB", required=True)
    reading = verbs.add_parser(
        "read", parents=[common], help="say what each row of a spreadsheet holds"
    )
    reading.add_argument("file", type=Path, help="CSV or .xlsx")
    reading.add_argument("--pdfs", type=Path, metavar="ZIP", help="their PDFs")
    reading.add_argument(
        "--column", action="append", default=[], metavar="FIELD=HEAD", help="which column; repeat"
    )
    reading.add_argument("--email", required=True, help="in whose name: a lawyer, coordinator or "
                         "information manager")  # fmt: skip
    reading.add_argument("--register", action="store_true", help="register rows without a fault")
    reading.set_defaults(run=read)


def read(given: argparse.Namespace) -> Outcome:
    """Report row by row; 1 when a row has a fault. Without --register nothing is kept waiting."""
    for path in (given.file, given.pdfs):
        if path is not None and not path.is_file():
            raise NotFound(str(path))
    installation = opening.installation()
    by = in_the_name_of(installation, given.email, legacy.BRINGERS, BRINGERS)
    import_id = read_legacy(
        installation,
        by=by,
        name=given.file.name,
        content=given.file.read_bytes(),
        packed=given.pdfs.read_bytes() if given.pdfs else None,
        columns=dict(each.partition("=")[::2] for each in given.column) or None,
    )
    with installation.reading() as session:
        report = legacy.brought(session, by, import_id).report
    lines = [line for each in report["rows"] for line in _told(each)]
    if given.register:
        made = register_legacy(installation, by=by, import_id=import_id)
        lines.append(f"{made} legacy agreements were registered; they open no flow.")
    else:
        discard_legacy(installation, by=by, import_id=import_id)
        lines.append("Nothing was registered: add --register.")
    whole = not any(each["faults"] for each in report["rows"])
    return Outcome(lines, {"import": import_id, **report}, whole)


def _told(each: dict[str, Any]) -> list[str]:
    if each["faults"]:
        return list(each["faults"])
    values = each["values"]
    end = values["ends_on"] or values["review_on"] or "no end"
    line = f"Row {each['row']}: {values['reference']}, {values['title']}, {end}"
    return [line, *(f"    {one}" for one in each["advice"])]
