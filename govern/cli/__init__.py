"""The `govern` command line: plain text for a person, `--json` for a program, exit 0, 1 or 2."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one subcommand. The gate needs nothing of the server, which may not be installed."""
    line = sys.argv[1:] if arguments is None else list(arguments)
    if line[:1] == ["gate"]:
        from govern.cli.gate import main as gate

        return gate(line)
    from govern.cli.program import main as program

    try:
        status = program(line)
        sys.stdout.flush()
        return status
    except BrokenPipeError:  # whoever read the lines has seen enough, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
