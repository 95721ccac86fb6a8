"""Some of the gates that follow one service, in a process of their own, for `large_gate_bench`.

It says "ready" once all hold a register. Then for each flow on a line it says in JSON when each
gate denied it, by the clock that all processes of a machine share, and the CPU seconds it took.
"""

from __future__ import annotations

import json
import logging
import sys
import threading
import time
from pathlib import Path

from govern.gate.gate import Gate
from govern.gate.memory import Memory
from govern.gate.settings import read
from govern.register.decide import Question
from govern.register.row import FlowKey

PAUSE = 0.004
LONGEST = 120.0


def main(folders: list[Path]) -> None:
    """Follow until the lines end."""
    logging.disable(logging.CRITICAL)
    ended = threading.Event()
    gates = [Gate(read(folder)) for folder in folders]
    for gate in gates:
        gate.open()
        threading.Thread(target=gate.follow, args=(ended,), daemon=True).start()
    assert all(gate.memory.held for gate in gates)
    print("ready", flush=True)
    for line in sys.stdin:
        key = FlowKey(*json.loads(line))
        began = time.process_time()
        print("watching", flush=True)
        at = denials(gates, key)
        print(json.dumps({"at": at, "cpu": time.process_time() - began}), flush=True)
    ended.set()


def denials(gates: list[Gate], key: FlowKey) -> list[float]:
    """When each gate denied the flow. A gate is asked again only when it holds something new."""
    asked: list[tuple[Gate, Memory | None]] = [(gate, None) for gate in gates]
    found: list[float] = []
    ends = time.monotonic() + LONGEST
    while asked:
        assert time.monotonic() < ends, "a gate went on permitting"
        left: list[tuple[Gate, Memory | None]] = []
        for gate, seen in asked:
            memory = gate.memory
            if memory is seen or gate.answer(Question(key), gate.ask()).decision:
                left.append((gate, memory))
            else:
                found.append(time.monotonic())
        asked = left
        time.sleep(PAUSE)
    return found


if __name__ == "__main__":
    main([Path(each) for each in sys.argv[1:]])
