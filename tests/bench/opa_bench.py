"""The gate's decision against OPA's engine: the same flows, questions and answers with reasons.

The engine is asked through its Python binding, one question a call and a thousand a call. Only the
ratios travel, and the conditions belong to them: it is a general language that looks rules up, and
this is not OPA's server.
"""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson

from govern.clock import text
from govern.exchange.opa.bundle import policy
from govern.exchange.opa.held import document
from govern.gate.memory import GateSource, Held, Memory
from govern.gate.verifying import Mark, Verified
from govern.register.decide import Question, Standing, decide
from govern.register.repository.held import read_shard
from govern.register.repository.kill import NO_KILLS
from govern.register.repository.layered import Layered
from govern.register.repository.shard import encode
from govern.register.row import FlowKey, Row
from tests.bench.register_bench import timed
from tests.bench.shaped import real_shaped
from tests.register.oracle import engine

FORCE, FLOWS = "force-0", 50_000
AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
STANDING = Standing(1, 1, text(AT - timedelta(seconds=5)), text(AT + timedelta(hours=8)))
OURS, THEIRS, BATCHES = 50_000, 2_000, 2
_ASK = f"""package bench

one := answer if {{
	answer := data.govern.forces["{FORCE}"].answer with input as input.question
		with time.now_ns as input.now
}}

many := [answer |
	some question in input.questions
	answer := data.govern.forces["{FORCE}"].answer with input as question
		with time.now_ns as input.now
]
"""


def rows() -> list[tuple[str, str]]:
    """The table."""
    kept = list(real_shaped(0, FLOWS))
    keys = _asked([row.key for row in kept])
    ours, told = _gate(kept, keys)
    one, many = _opa(kept, keys, told)
    return [
        (f"{FLOWS:,} flows: the gate's answers with reasons, as JSON, for a CPU s", f"{ours:,.0f}"),
        ("the same by OPA's engine, one a call, for a CPU s", f"{one:,.0f}"),
        ("the same by OPA's engine, a thousand a call, for a CPU s", f"{many:,.0f}"),
        ("gate / OPA's engine, one a call (ratio; goal 20)", f"{ours / one:.0f}"),
        ("gate / OPA's engine, a thousand a call (ratio)", f"{ours / many:.0f}"),
    ]


def _asked(keys: list[FlowKey]) -> list[FlowKey]:
    """Nine in ten are flows that there are."""
    chance = random.Random(3)
    absent = FlowKey(FORCE, "nobody", "category-00", "purpose-0", "send")
    return [chance.choice(keys) if chance.random() < 0.9 else absent for _ in range(THEIRS)]


def _gate(kept: list[Row], keys: list[FlowKey]) -> tuple[float, list[Any]]:
    shards = {FORCE: Layered(read_shard(encode(FORCE, kept), FORCE), None)}
    issued, until = STANDING.contacted_at, STANDING.lease_until
    verified = Verified(Mark(1, 1, 1), issued, until, {}, None, True)  # type: ignore[arg-type]  # no kill target is needed
    memory = Memory(Held(verified, shards))
    source = GateSource(memory, NO_KILLS, memory.standing(trusted=True))

    def ask() -> list[bytes]:
        found = []
        for _ in range(OURS // len(keys)):
            found = [_written(key, source) for key in keys]
        return found

    seconds, found = timed(ask)
    return OURS / seconds, [orjson.loads(one) for one in found]


def _written(key: FlowKey, source: GateSource) -> bytes:
    answer = decide(Question(key), source, AT)
    return orjson.dumps({"decision": answer.decision, "context": answer.context}, default=dict)


def _opa(kept: list[Row], keys: list[FlowKey], told: list[Any]) -> tuple[float, float]:
    opa = engine({"policy": policy(FORCE), "ask": _ASK})
    held = document(FORCE, ((row.key, row) for row in kept), STANDING, (), None)
    opa.add_data({"govern": {"forces": {FORCE: {"register": held}}}})
    now = round(AT.timestamp()) * 1_000_000_000
    questions = [_question(key) for key in keys]

    def one_by_one() -> list[Any]:
        return [
            opa.eval_document("bench.one", {"question": each, "now": now}) for each in questions
        ]

    def together() -> list[Any]:
        size = len(questions) // BATCHES
        parts = (questions[first : first + size] for first in range(0, len(questions), size))
        return [
            answer
            for part in parts
            for answer in opa.eval_document("bench.many", {"questions": part, "now": now})
        ]

    assert one_by_one()[:100] == told[:100]  # and the first evaluation is not counted
    one, found = timed(one_by_one)
    many, again = timed(together)
    assert found == again == told
    return len(keys) / one, len(keys) / many


def _question(key: FlowKey) -> dict[str, Any]:
    return {
        "subject": {"type": "force", "id": key.force},
        "action": {"name": key.direction},
        "resource": {"type": "flow", "id": "/".join(key[1:4])},
    }


if __name__ == "__main__":
    for what, figure in rows():
        print(f"{what:<76} {figure:>12}")
