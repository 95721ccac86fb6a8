"""The whole statement at an instant: from the live register now, by replay for any past instant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from govern.clock import text
from govern.register.derive import Register, derive
from govern.register.facts import Facts
from govern.store.counting.agreeing import Agreements, agreements
from govern.store.counting.connecting import Connections, connections
from govern.store.counting.flowing import Flows, flows
from govern.store.counting.standing import Adoption, adoptions
from govern.store.live import LiveRegister


@dataclass(frozen=True)
class Statement:
    """Domain 7.3 (b) to (e) at `at`, for the period after `since`. Instants are text."""

    at: str
    since: str
    dpias: tuple[Adoption, ...]
    codes: tuple[Adoption, ...]
    connections: Connections
    agreements: Agreements
    flows: Flows


def statement_now(register: LiveRegister, now: datetime, since: datetime) -> Statement:
    """The counts as things stand."""
    return counted(register.facts(now), register.at(now).register, text(now), text(since))


def statement_at(register: LiveRegister, at: datetime, since: datetime) -> Statement:
    """The counts as recorded at a past instant, judged at it: the same for ever."""
    facts = register.past(at)
    return counted(facts, derive(facts, at), text(at), text(since))


def counted(facts: Facts, register: Register, at: str, since: str) -> Statement:
    """Everything counted from the same facts."""
    return Statement(
        at=at,
        since=since,
        dpias=tuple(adoptions(facts, "dpia", at)),
        codes=tuple(adoptions(facts, "code_of_connection", at)),
        connections=connections(facts, at),
        agreements=agreements(facts, register, at, since),
        flows=flows(facts, register, at, since),
    )
