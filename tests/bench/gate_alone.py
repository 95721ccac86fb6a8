"""The whole program of a gate in a process of its own, over a published folder: it fetches,
verifies, keeps and loads, then answers. Prints what that took, for `publication_bench`.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import islice
from pathlib import Path
from time import process_time
from typing import Any

import orjson
from tuf.api.exceptions import DownloadHTTPError

from govern.cli import gate as _program  # noqa: F401  its imports are a part of its memory
from govern.clock import SettableClock
from govern.gate.gate import Gate
from govern.gate.line import Line
from govern.gate.settings import GateSettings, read
from govern.gate.shelf import REGISTER
from govern.gate.verifying import is_content, verify
from govern.gate.watch import Watch
from govern.register.decide import Question
from govern.register.repository.shard import target_name

ASKED = 20_000


class FromFolder(Line):
    """A line that ends at the folder of what is published, and acknowledges to nobody."""

    def __init__(self, settings: GateSettings, published: Path) -> None:
        super().__init__(settings)
        self.base = str(published)

    def _fetch(self, url: str) -> Iterator[bytes]:
        path = Path(url)
        if not path.exists():
            raise DownloadHTTPError("not there", 404)
        return iter([path.read_bytes()])

    def acknowledge(self, told: Mapping[str, Any]) -> None:
        """Nobody listens."""


def opened(folder: Path, published: Path, at: datetime) -> Gate:
    """The gate that is installed in a folder, after it took what is published; it is always `at`
    for it, however long it takes.
    """
    given = read(folder)
    gate = Gate(given, watch=Watch(SettableClock(at), None, lambda: 0.0))
    gate.line = gate._follower.line = FromFolder(given, published)
    gate.open()
    return gate


def main(folder: Path, published: Path, at: str) -> None:
    """Print CPU seconds of loading and of verifying alone, memory in kB now and at most, and
    answers for a CPU second.
    """
    before = _memory("VmRSS")
    began = process_time()
    gate = opened(folder, published, datetime.fromisoformat(at))
    load = process_time() - began
    began = process_time()
    verified_again(gate)
    checked = process_time() - began
    now, most = _memory("VmRSS"), _memory("VmHWM")
    keys = list(islice(gate.keys(), ASKED))
    random.Random(1).shuffle(keys)
    began = process_time()
    for key in keys:
        answer = gate.answer(Question(key), gate.ask())
        assert answer.decision, answer
        orjson.dumps(answer.context, default=dict)
    rate = len(keys) / (process_time() - began)
    told = {
        "load": load,
        "verify": checked,
        "before": before,
        "now": now,
        "most": most,
        "rate": rate,
    }
    print(json.dumps(told))


def verified_again(gate: Gate) -> None:
    """What lies on the disk, from the pinned root up to the digest of each shard."""
    kept = gate.shelf.kept(REGISTER)
    assert kept is not None
    verified = verify(kept.files, gate.settings.root)
    assert is_content(verified.kills, kept.kills)
    for force in gate.settings.forces:
        file = verified.shards[target_name(force)]
        content = gate.shelf.shard(file.hashes["sha256"])
        assert content is not None
        assert is_content(file, content)


def _memory(name: str) -> int:
    return int(Path("/proc/self/status").read_text().split(f"{name}:")[1].split()[0])


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
