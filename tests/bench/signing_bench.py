"""What freezing and one signing act cost, from the click to the sealed record in the archive."""

from __future__ import annotations

import statistics
import tempfile
from pathlib import Path
from time import perf_counter, process_time

from govern.commands.signing.seal import seal_act
from govern.records.verify import verify
from tests.adopting import NOT_NEEDED, Adopting, build
from workflows.engine import Form

ROUNDS = 12


def rows() -> list[tuple[str, str]]:
    """The table: what was measured, and the figure."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        home.mkdir()
        began = perf_counter()
        made = build(home, f"sqlite:///{home / 'govern.db'}")
        whole = perf_counter() - began
        table = [("draft, review and freeze a DPIA, wall s", f"{whole:.1f}")]
        return table + _acts(made)


def _acts(made: Adopting) -> list[tuple[str, str]]:
    clicks: list[float] = []
    digest = ""
    for who, act, form in _script():
        shown = made.show(who, act, form)
        began = perf_counter()
        digest = seal_act(made.installation, act_id=made.confirm(who, shown))
        clicks.append(perf_counter() - began)
    record = made.installation.archive.get(digest)
    cpu = process_time()
    for _ in range(ROUNDS):
        verify(record, root=made.installation.keyring.root)
    cpu = (process_time() - cpu) / ROUNDS
    return [
        ("signing click to sealed record in the archive, median ms", f"{_median(clicks):.0f}"),
        ("signing click to sealed record, slowest of these ms", f"{max(clicks) * 1e3:.0f}"),
        ("verify a record, CPU ms", f"{cpu * 1e3:.0f}"),
        ("verify / sign (ratio)", f"{cpu * 1e3 / _median(clicks):.2f}"),
        ("record, KB", f"{len(record) / 1024:.0f}"),
    ]


def _script() -> list[tuple[str, str, Form | None]]:
    return [
        ("essex_dpo", "endorse", None),
        ("kent_dpo", "endorse", None),
        ("essex_siro", "approve", NOT_NEEDED),
        ("kent_siro", "approve", NOT_NEEDED),
    ]


def _median(times: list[float]) -> float:
    return statistics.median(times) * 1e3
