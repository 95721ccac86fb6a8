"""Random registers, stops, clocks and questions: what a gate says of them, and what OPA does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from govern.clock import text
from govern.exchange.opa.bundle import policy
from govern.exchange.opa.held import document
from govern.gate.observing import honoured
from govern.register.decide import Answer, Held, Question, Standing, decide
from govern.register.observe import as_observed
from govern.register.reasons import CODES
from govern.register.repository.kill import Kills, Stop
from govern.register.row import FlowKey, Row
from tests.register.oracle import engine

FORCE = "essex"
PARTNERS, DIRECTIONS = ("mill-lane-trust", "north-hill-council", "nobody"), ("send", "receive")
KEYS = [FlowKey(FORCE, one, "custody", "care", way) for one in PARTNERS for way in DIRECTIONS]
ISSUED = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
LEASE = timedelta(hours=8)
OBLIGATIONS = ({"id": "log_disclosure"}, {"id": "delete_after", "days": 90}, {"id": "newer"})
_ASK = """package govern.test

answers := [answer |
	some one in input.asked
	answer := data.govern.forces.essex.answer with input as one.input
		with time.now_ns as one.now
		with data.govern.forces.essex.register as input.register
]
"""

Asked = tuple[Question, frozenset[str] | None, datetime]
"""A question, the obligations that the asker keeps (None: it looks itself), and when."""


class Source(Held):
    """A register with emergency stops beside it, as a gate holds one."""

    def __init__(self, rows: Mapping[FlowKey, Row], standing: Standing, stops: Sequence[Stop]):
        super().__init__(rows, standing)
        self._kills = Kills(stops)

    def killed(self, key: FlowKey) -> bool:
        """Whether a stop touches it."""
        return self._kills.touch(key)


class World:
    """One register of one force."""

    def __init__(self, random: Random) -> None:
        self._random = random
        keys = [key for key in KEYS if key.partner != "nobody" and random.random() < 0.9]
        self.rows = {key: self._row(key) for key in keys}
        self.stops = self._stops() if random.random() < 0.3 else []
        self.observe_until = text(self._moment()) if random.random() < 0.25 else None
        self.standing = Standing(2, 418, text(ISSUED), text(ISSUED + LEASE))

    def document(self) -> dict[str, Any]:
        """What a bundle holds of it."""
        rows = self.rows.items()
        return document(FORCE, rows, self.standing, self.stops, self.observe_until)

    def asked(self, count: int) -> list[Asked]:
        """Questions at instants around whatever ends or begins."""
        return [self._asked() for _ in range(count)]

    def gate(self, asked: Asked) -> Answer:
        """What a gate says whose clock shows that instant."""
        question, honours, at = asked
        trusted = at + timedelta(seconds=60) >= ISSUED
        standing = replace(self.standing, refusal=None if trusted else "clock_untrusted")
        found = honoured(decide(question, Source(self.rows, standing, self.stops), at), honours)
        return as_observed(
            found, until=self.observe_until, at=text(at), lease_until=standing.lease_until
        )

    def _asked(self) -> Asked:
        chance = self._random
        near = [(2, 417), (2, 418), (2, 419), (1, 900), (3, 1)]
        at_least = chance.choice(near) if chance.random() < 0.3 else None
        some = frozenset({"log_disclosure", "delete_after"})
        honours = chance.choice([None, None, some, frozenset[str]()])
        question = Question(chance.choice(KEYS), at_least)
        return question, honours, self._moment() + timedelta(milliseconds=chance.choice((-1, 0, 1)))

    def _moment(self) -> datetime:
        hours = self._random.choice((-1, 0, 0.5, 1, 2, 4, 7, 8, 9, 30, 48, 72, 80))
        return ISSUED + timedelta(hours=hours, seconds=self._random.choice((0, 0, 0, -60, 60)))

    def _row(self, key: FlowKey, *, last: bool = False, shut: bool | None = None) -> Row:
        chance = self._random
        if shut is None:
            shut = chance.random() < 0.35
        codes = [code for code in CODES if chance.random() < 0.06] or ["expired"]
        then = None if last or chance.random() < 0.7 else self._row(key, last=True, shut=False)
        critical = chance.random() < 0.4
        return Row(
            flow=f"{chance.getrandbits(128):032x}",
            key=key,
            reasons=tuple(codes) if shut else (),
            reason_user="Sharing is off: ISA-44 “has” ended." if chance.random() < 0.5 else None,
            valid_from=None if shut else text(self._moment()),
            valid_until=None if shut or chance.random() < 0.05 else text(self._moment()),
            reason_at_end=chance.choice((None, "connection_expired", "dpia_review_overdue")),
            next_change=None,
            evidence=({"document": "ISA-44", "version": 3, "record": "sha256:" + "a" * 64},),
            obligations=tuple(one for one in OBLIGATIONS if chance.random() < 0.3),
            allowance_seconds=chance.choice((None, None, 0, 3600, 172800, 259200, 400000)),
            safety_critical=critical,
            fallback="Ring the duty desk <day & night>" if critical else None,
            then=then,
            since=text(ISSUED) if chance.random() < 0.5 else None,
        )

    def _stops(self) -> list[Stop]:
        some: list[Stop] = [
            {"partner": "mill-lane-trust", "since": text(ISSUED)}, {"force": "kent"},
            {"category": "custody", "direction": "send"}, {}, {"force": FORCE, "planet": "Mars"},
        ]  # fmt: skip
        return [self._random.choice(some)]


def opa(policies: Mapping[str, str] | None = None) -> Any:
    """An engine with the policy of Essex, and a way to ask it at any instant."""
    return engine({"policy": policy(FORCE), **(policies or {}), "ask": _ASK})


def said_by_opa(found: Any, world: World, asked: Sequence[Asked]) -> list[Any]:
    """What OPA answers from the data of that world's bundle."""
    given = [{"input": _input(one), "now": nanoseconds(one[2])} for one in asked]
    return list(
        found.eval_document("govern.test.answers", {"asked": given, "register": world.document()})
    )


def nanoseconds(at: datetime) -> int:
    """Since 1970, as OPA counts."""
    return round(at.timestamp() * 1000) * 1_000_000


def question_of(key: FlowKey) -> dict[str, Any]:
    """A question as AuthZEN has it."""
    return {
        "subject": {"type": "force", "id": key.force},
        "action": {"name": key.direction},
        "resource": {"type": "flow", "id": "/".join(key[1:4])},
    }


def _input(asked: Asked) -> dict[str, Any]:
    question, honours, _ = asked
    context: dict[str, Any] = {}
    if question.at_least is not None:
        context["at_least"] = dict(zip(("epoch", "version"), question.at_least, strict=True))
    if honours is not None:
        context["honours"] = sorted(honours)
    return {**question_of(question.key), "context": context}
