"""`govern config`: every setting, where it comes from and what it means."""

from __future__ import annotations

import argparse
import os
from typing import Any

from govern.cli.outcome import Outcome, columns
from govern.settings import described, settings


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Describe the subcommand."""
    it = commands.add_parser("config", parents=[common], help="print every setting")
    it.set_defaults(run=show)


def show(_: argparse.Namespace) -> Outcome:
    """Print the settings; Invalid when one cannot be read."""
    settings(os.environ)
    told = described(os.environ)
    rows = [[each["variable"], each["value"] or "-", each["source"]] for each in told]
    lines = []
    for line, each in zip(columns(rows), told, strict=True):
        lines += [line, f"    {each['meaning']}"]
    return Outcome(lines, told)
