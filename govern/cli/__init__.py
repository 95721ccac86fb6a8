"""The `govern` command line: plain text for a person, `--json` for a program, exit 0, 1 or 2."""

from govern.cli.program import main

__all__ = ["main"]
