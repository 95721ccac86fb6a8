"""A register of any size, published in a folder under real keys, without a database."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from govern.commands.register.signing import Change
from govern.register.repository import kill
from govern.register.repository.shard import encode, target_name
from tests.bench.register_bench import timed
from tests.bench.shaped import real_shaped
from tests.gate.publishing import Service, Wall


@dataclass(frozen=True)
class Made:
    """What is published, and what that took: CPU seconds of building the shards, of hashing,
    signing and writing everything, and of renewing the lease; the bytes of all shards.
    """

    service: Service
    build: float
    sign: float
    renew: float
    size: int


def published(home: Path, flows: int, forces: int, clock: Wall) -> Made:
    """Publish so many flows. The rows of one force at a time are in memory, so a million fit."""
    service = Service(home, clock)
    shards: dict[str, bytes] = {}
    build = 0.0
    for number in range(forces):
        force = f"force-{number}"
        kept = list(real_shaped(number, flows // forces))
        seconds, shards[target_name(force)] = timed(partial(encode, force, kept))
        build += seconds
    change = Change(flows, shards, kill.encode(()), anew=True)
    sign, _ = timed(lambda: service.write(None, change))
    renew, _ = timed(service.heartbeat)
    return Made(service, build, sign, renew, sum(map(len, shards.values())))
