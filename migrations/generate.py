"""Writes the next migration from the tables in the code: `python migrations/generate.py "message"`.

With `--first` it writes the first one anew, which only holds until the first release.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from alembic import command
from sqlalchemy import create_engine

from govern.store import migrating

VERSIONS = migrating.SCRIPTS / "versions"
FIRST = "0001"
GUARD = """    for statement in schema.additions(op.get_bind().dialect.name):
        op.execute(statement)
"""
UNGUARD = """    for statement in schema.removals(op.get_bind().dialect.name):
        op.execute(statement)
"""


def generate(message: str, *, first: bool) -> Path:
    """Write a migration and return its file: what an up-to-date database lacks of the code."""
    number = FIRST if first else f"{len(list(VERSIONS.glob('[0-9]*.py'))) + 1:04}"
    for old in VERSIONS.glob(f"{FIRST}_*.py") if first else ():
        old.unlink()
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/empty.db"
        if not first:
            migrating.upgrade(url)
        settings = migrating.config()
        with create_engine(url).begin() as connection:
            settings.attributes["connection"] = connection
            command.revision(settings, message, autogenerate=True, rev_id=number)
    (written,) = VERSIONS.glob(f"{number}_*.py")
    if first:
        _guard(written)
    _tidy(written)
    return written


def _guard(written: Path) -> None:
    """Add what no table describes: the triggers that guard the ledger, the index of words."""
    text = written.read_text()
    imports = "from alembic import op\n"
    text = text.replace(imports, f"{imports}\nfrom govern.store import schema\n", 1)
    start = "\n\ndef downgrade() -> None:\n"
    text = text.replace(start, f"{GUARD}{start}{UNGUARD}", 1)
    written.write_text(re.sub(r" *# ### .*\n", "", text))


def _tidy(written: Path) -> None:
    for arguments in (["format", "-q"], ["check", "--fix", "-q"], ["format", "-q"]):
        line = [sys.executable, "-m", "ruff", *arguments, str(written)]
        subprocess.run(line, check=True)  # noqa: S603  our own words and a path of our own


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("message", nargs="?", default="Every table of the first release")
    parser.add_argument("--first", action="store_true", help="write the first one anew")
    given = parser.parse_args()
    print(generate(given.message, first=given.first))
