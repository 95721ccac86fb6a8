"""Random mutation of records: `make fuzz`, or longer with `FUZZ_SECONDS=600 make fuzz`.

It ends with 1 when a changed file is taken for a whole record or ends the reader without an
answer. Each file can be made again from the seed that is printed.
"""

from __future__ import annotations

import os
import random
import sys
import time
from collections import Counter
from collections.abc import Callable

from govern.records.verifying import LIMITS, verify_upload
from tests.records import own_records, specimen

WORDS = (b"/ByteRange", b"/Contents", b"endobj", b"stream", b"startxref", b"%%EOF", b"/Type", b"R")

Mutation = Callable[[bytes, random.Random], bytes]


def flip(data: bytes, chance: random.Random) -> bytes:
    """One to eight bits turned."""
    out = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        out[chance.randrange(len(out))] ^= 1 << chance.randrange(8)
    return bytes(out)


def drop(data: bytes, chance: random.Random) -> bytes:
    """A piece taken out."""
    place = chance.randrange(len(data))
    return data[:place] + data[place + chance.randint(1, 4000) :]


def double(data: bytes, chance: random.Random) -> bytes:
    """A piece put in again somewhere else."""
    start, place = chance.randrange(len(data)), chance.randrange(len(data))
    return data[:place] + data[start : start + chance.randint(1, 4000)] + data[place:]


def word(data: bytes, chance: random.Random) -> bytes:
    """A word of the format written over something, or noughts."""
    put = chance.choice((*WORDS, bytes(chance.randint(1, 64))))
    place = chance.randrange(len(data))
    return data[:place] + put + data[place + len(put) :]


def number(data: bytes, chance: random.Random) -> bytes:
    """A number of the text replaced by one at the edge."""
    places = [place for place in range(len(data)) if data[place : place + 1].isdigit()]
    place = chance.choice(places)
    return data[:place] + chance.choice((b"0", b"-1", b"9" * 12, b"1e9")) + data[place + 1 :]


MUTATIONS: tuple[Mutation, ...] = (flip, drop, double, word, number)


def mutated(data: bytes, seed: int) -> bytes:
    """The data changed by one to three mutations that follow from the seed."""
    chance = random.Random(seed)
    for _ in range(chance.randint(1, 3)):
        data = chance.choice(MUTATIONS)(data, chance)
    return data


def run(seconds: float, first: int) -> int:
    """Mutate until the time is over; prints figures and returns the exit code."""
    records = (specimen.record(), *own_records.records().values())
    root, published = specimen.keyring().root, own_records.PUBLISHED
    said: Counter[str] = Counter()
    passed: list[int] = []
    slowest, begun, seed = 0.0, time.monotonic(), first
    while time.monotonic() - begun < seconds:
        record = records[seed % len(records)]
        data = mutated(record, seed)
        at = time.monotonic()
        verdict = verify_upload(data, root=root, published=published)
        slowest = max(slowest, time.monotonic() - at)
        if verdict.whole and data != record:
            passed.append(seed)
        said[next((each.sentence for each in verdict.findings if not each.ok), "whole")] += 1
        seed += 1
    for sentence, count in said.most_common():
        print(f"{count:8}  {sentence[:110]}")
    print(f"{seed - first} files from seed {first}; slowest {slowest:.2f} s; passed: {passed or 0}")
    late = slowest > LIMITS.wall_seconds + 5
    return int(bool(passed) or late)


if __name__ == "__main__":
    sys.exit(
        run(float(os.environ.get("FUZZ_SECONDS", "60")), int(os.environ.get("FUZZ_SEED", "1")))
    )
