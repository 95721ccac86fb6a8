"""A million random questions to the judge and to the same rules in Rego: `make differential`."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from random import Random

from tests.register.oracle import asked, engine, judged, sources
from tests.register.random_worlds import FLOWS, MOMENTS, random_world

MILLION = 1_000_000
_MOMENTS_EACH = 20
_CHUNK = 100


def differences(seeds: Iterable[int]) -> tuple[Counter[str], list[str]]:
    """How often each reason was given, and every answer that differed, with its seed."""
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


def main(questions: int = MILLION) -> int:
    """Ask, on every core, and print the count of each reason; 1 when any answer differed."""
    worlds = -(-questions // (len(FLOWS) * _MOMENTS_EACH))
    chunks = [range(first, min(first + _CHUNK, worlds)) for first in range(0, worlds, _CHUNK)]
    given: Counter[str] = Counter()
    found: list[str] = []
    with ProcessPoolExecutor() as pool:
        for done, (counts, differing) in enumerate(pool.map(differences, chunks), 1):
            given += counts
            found += differing
            print(f"\r{done} of {len(chunks)}, {len(found)} differ", end="", flush=True)
    print(f"\n{worlds * len(FLOWS) * _MOMENTS_EACH:,} questions, {len(found)} answers differ")
    for code, times in given.most_common():
        print(f"  {code:<28}{times:>12,}")
    print("\n".join(found[:20]))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:2])))
