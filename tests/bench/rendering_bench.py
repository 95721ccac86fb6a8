"""What laying a document out costs at three lengths, against typst on the same content."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

from govern.records.confined.child import FONTS

LENGTHS = ((5, 1, 0), (25, 12, 48), (100, 66, 290))
"""Pages aimed at, and the sections and rows of the specimen that come near."""


def rows() -> list[tuple[str, str]]:
    """The table: what was measured, and the figure."""
    table = []
    for aim, sections, count in LENGTHS:
        here, there = (measured(engine, sections, count) for engine in ("ours", "typst"))
        what = f"render, {aim} pages aimed at"
        table += [
            (f"{what}: pages here, and of typst", f"{here['pages']}, {there['pages']}"),
            (f"{what}, CPU s", f"{here['cpu']:.2f}"),
            (f"{what}, CPU ms for a page", f"{1e3 * here['cpu'] / here['pages']:.0f}"),
            (f"{what}, typst, CPU s", f"{there['cpu']:.2f}"),
            (f"{what}, against typst (ratio)", f"{here['cpu'] / there['cpu']:.1f}"),
            (f"{what}, peak memory of the process, MB", f"{here['peak'] / 1024:.0f}"),
        ]
    return table


def measured(engine: str, sections: int, rows: int) -> Any:
    """What one engine needs, in a process of its own with the bundled fonts alone."""
    line = [sys.executable, "-m", "tests.bench.render_alone", engine, str(sections), str(rows)]
    environment = os.environ | {"FONTCONFIG_FILE": str(FONTS / "fonts.conf")}
    ran = subprocess.run(line, check=True, capture_output=True, text=True, env=environment)
    return json.loads(ran.stdout)


if __name__ == "__main__":
    for what, figure in rows():
        print(f"  {what:<66} {figure:>12}", flush=True)
