"""Reads the shards in a folder as a gate does, and prints what that took: for `gate_bench`."""

from __future__ import annotations

import json
import random
import sys
from datetime import UTC, datetime
from pathlib import Path
from time import process_time

import orjson

from govern.gate.memory import GateSource, Held, Memory
from govern.gate.room import give_back
from govern.gate.verifying import Mark, Verified
from govern.register.decide import Question, decide
from govern.register.repository.held import read_shard
from govern.register.repository.kill import NO_KILLS
from govern.register.repository.layered import Layered
from govern.register.row import FOREVER

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
ASKED = 50_000


def main(folder: Path) -> None:
    """Print CPU seconds of reading, resident memory in kB, and answers for a CPU second."""
    began = process_time()
    shards = {
        path.name: Layered(read_shard(path.read_bytes(), path.name), None)
        for path in folder.iterdir()
    }
    give_back()
    read = process_time() - began
    chance = random.Random(1)
    keys = [key for shard in shards.values() for key in shard.flows() if chance.random() < 0.02]
    verified = Verified(Mark(1, 1, 1), "2026-11-24T08:59:59.000Z", FOREVER, {}, None, True)  # type: ignore[arg-type]  # no kill target is needed
    memory = Memory(Held(verified, shards))
    source = GateSource(memory, NO_KILLS, memory.standing(trusted=True))
    questions = [Question(chance.choice(keys)) for _ in range(ASKED)]
    began = process_time()
    for question in questions:
        answer = decide(question, source, AT)
        assert answer.decision
        orjson.dumps(answer.context, default=dict)
    rate = ASKED / (process_time() - began)
    print(json.dumps({"read": read, "rss": _resident(), "rate": rate}))


def _resident() -> int:
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
