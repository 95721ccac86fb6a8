"""A million random questions each, to the judge and to the gate, and to the same rules in Rego."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from random import Random

from tests.exchange.opa import deciding
from tests.register.oracle import asked, engine, judged, sources
from tests.register.random_worlds import FLOWS, MOMENTS, random_world

MILLION = 1_000_000
_MOMENTS_EACH = 20
_CHUNK = 100
_ASKED_EACH = 100
"""Questions to the gate about each of its random registers."""

Found = tuple[Counter[str], list[str]]
"""How often each reason was given, and every answer that differed, with its seed."""


def of_the_judge(seeds: Iterable[int]) -> Found:
    """Whether a flow is open, and every reason why not."""
    opa = engine(sources())
    given: Counter[str] = Counter()
    found: list[str] = []
    for seed in seeds:
        random = Random(seed)
        tables, moments = random_world(random).tables, random.sample(MOMENTS, _MOMENTS_EACH)
        theirs, ours = asked(opa, tables, FLOWS, moments), judged(tables, FLOWS, moments)
        for question, answer in ours.items():
            given.update(answer[0] or ("open",))
            if theirs.get(question) != answer:
                found.append(f"seed {seed}, {question}: {theirs.get(question)}, not {answer}")
    return given, found


def of_the_gate(seeds: Iterable[int]) -> Found:
    """Lease, clock, stops, windows, allowances, `at_least`, obligations, observe mode; with the
    whole answer, by the policy of the OPA bundle.
    """
    opa = deciding.opa()
    given: Counter[str] = Counter()
    found: list[str] = []
    for seed in seeds:
        world = deciding.World(Random(seed))
        questions = world.asked(_ASKED_EACH)
        theirs = deciding.said_by_opa(opa, world, questions)
        for question, answer in zip(questions, theirs, strict=True):
            gate = world.gate(question)
            given.update(gate.context.get("reasons", ("permitted",)))
            told = {"decision": gate.decision, "context": gate.context}
            ours = json.loads(json.dumps(told, default=dict))
            if answer != ours:
                found.append(f"seed {seed}, {question}: {answer}, not {ours}")
    return given, found


def main(questions: int = MILLION) -> int:
    """Ask, on every core, and print the count of each reason; 1 when any answer differed."""
    judge = _compare("the judge", of_the_judge, questions, len(FLOWS) * _MOMENTS_EACH)
    gate = _compare("the gate", of_the_gate, questions, _ASKED_EACH)
    return 1 if judge or gate else 0


def _compare(
    what: str, differences: Callable[[Iterable[int]], Found], questions: int, each: int
) -> int:
    """How many answers differ."""
    worlds = -(-questions // each)
    chunks = [range(first, min(first + _CHUNK, worlds)) for first in range(0, worlds, _CHUNK)]
    given: Counter[str] = Counter()
    found: list[str] = []
    with ProcessPoolExecutor() as pool:
        for done, (counts, differing) in enumerate(pool.map(differences, chunks), 1):
            given += counts
            found += differing
            print(f"\r{done} of {len(chunks)}, {len(found)} differ", end="", flush=True)
    print(f"\n{what}: {worlds * each:,} questions, {len(found)} answers differ")
    for code, times in given.most_common():
        print(f"  {code:<28}{times:>12,}")
    print("\n".join(found[:20]))
    return len(found)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:2])))
