"""The `govern` command line: plain text for a person, `--json` for a program, exit 0, 1 or 2."""

from __future__ import annotations

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

    return program(line)
