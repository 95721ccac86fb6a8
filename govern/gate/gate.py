"""The gate itself: answers, follows the register, and says how it stands."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from threading import Event
from typing import Any

from tuf.api.exceptions import DownloadError

from govern.clock import Clock, SystemClock, instant, text
from govern.gate.following import Follower, Refused
from govern.gate.line import Line
from govern.gate.local_kill import LocalKill
from govern.gate.memory import GateSource, Memory
from govern.gate.news import News
from govern.gate.observing import enforced, honoured
from govern.gate.settings import GateSettings
from govern.gate.shelf import Shelf
from govern.gate.watch import Reading, Watch
from govern.register.decide import Answer, Question, decide, internal_error
from govern.register.row import FlowKey

_LOG = logging.getLogger("govern.gate")
HEARTBEAT = 15
"""Seconds: at least so often it looks for itself, whatever it was told meanwhile."""
ALARM = timedelta(seconds=60)
"""Without a newer timestamp for so long, somebody should look."""


@dataclass(frozen=True)
class Asked:
    """The state that one request is answered from."""

    reading: Reading
    source: GateSource


class Gate:
    """One gate. `restore` and `step` belong to one thread; any thread may ask."""

    def __init__(
        self, settings: GateSettings, clock: Clock | None = None, watch: Watch | None = None
    ) -> None:
        self.settings = settings
        self.shelf = Shelf(settings.state)
        self.watch = watch or Watch(clock or SystemClock(), self.shelf.passed())
        self.by_hand = LocalKill(settings.kill_file)
        self.line = Line(settings)
        self._news = News(self.line)
        self._follower = Follower(settings, self.shelf, self.watch, self.line, Memory())
        self._refusal: Refused | None = None

    @property
    def memory(self) -> Memory:
        """What is answered from now."""
        return self._follower.memory

    def open(self) -> None:
        """Take up what was kept, then look once for what is new: it may be a stop."""
        self.shelf.open()
        self._follower.restore()
        self.step()

    def ask(self) -> Asked:
        """The state to answer from now."""
        reading, memory = self.watch.read(), self.memory
        stands = memory.standing(trusted=reading.trusted)
        return Asked(reading, GateSource(memory, self.by_hand.kills(), stands))

    def answer(self, question: Question, asked: Asked) -> Answer:
        """Decide one question from that state. Whatever goes wrong, the answer is no."""
        at, source = asked.reading.at, asked.source
        try:
            decided = honoured(decide(question, source, at), self.settings.honours)
            return enforced(decided, question, source, at)
        except Exception:  # noqa: BLE001 - closed is the default: no error may become a yes
            _LOG.exception("a question could not be answered and was denied")
            return internal_error()

    def coded(self, force: str, code: str) -> FlowKey | None:
        """The flow that a code stands for by the force's published table."""
        held = self.memory.held
        return held.codes.get(force, {}).get(code) if held else None

    def keys(
        self,
        *,
        force: str | None = None,
        partner: str | None = None,
        category: str | None = None,
        purpose: str | None = None,
        direction: str | None = None,
    ) -> Iterable[FlowKey]:
        """Every flow with these parts, open or closed, for the searches."""
        held = self.memory.held
        wanted = (force, partner, category, purpose, direction)
        for shard in held.shards.values() if held else ():
            if force in (None, shard.force):
                yield from (key for key in shard.flows() if _has(key, wanted))

    def step(self) -> bool:
        """Look once for what is published, and acknowledge it; whether it was taken."""
        try:
            self._follower.sync()
        except Refused as fault:
            if self._refusal is None or self._refusal.code != fault.code:
                _LOG.error("the register was not taken (%s): %s", fault.code, fault.message)
            self._refusal = fault
        else:
            self._refusal = None
        if self._refusal is None or self._refusal.code != "unreachable":
            self._acknowledge()
        return self._refusal is None

    def follow(self, stop: Event) -> None:
        """Look again and again until `stop` is set: at every hint, and at every heartbeat."""
        pause = 1.0
        while not stop.is_set():
            hinted = self._hint() if self._refusal is None else None
            if hinted is None:
                stop.wait(pause)
            taken = self.step()
            behind = hinted is not None and hinted > self.memory.mark[:2]
            # A hint that leads nowhere must not keep us busy: it may be a lie.
            pause = 1.0 if taken and not behind else min(pause * 2, HEARTBEAT)
            if behind:
                stop.wait(pause)
        self._news.close()

    def status(self) -> Mapping[str, Any]:
        """How the gate stands, for whoever watches over it."""
        reading, held = self.watch.read(), self.memory.held
        alarms = list(self._alarms(reading))
        refusal = self._refusal
        return {
            "name": self.settings.name,
            "forces": list(self.settings.forces),
            "register": held
            and {"epoch": self.memory.mark.epoch, "version": self.memory.mark.number},
            "issued": held and held.verified.issued,
            "lease_until": held and held.verified.lease_until,
            "clock": text(reading.at),
            "clock_trusted": reading.trusted,
            "stops": len(self.memory.kills.stops),
            "stopped_by_hand": len(self.by_hand.kills().stops),
            "observing": self._observing(reading),
            "demonstration": held.verified.demonstration if held else None,
            "refusal": refusal and {"code": refusal.code, "message": refusal.message},
            "alarms": alarms,
        }

    def _alarms(self, reading: Reading) -> Iterable[str]:
        held = self.memory.held
        if held is None:
            yield "No verified register is held: every answer is no."
        elif text(reading.at) >= held.verified.lease_until:
            yield "The lease is over: only flows with a longer allowance run."
        elif reading.at - instant(held.verified.issued) > ALARM:
            yield f"Nothing newer was heard since {held.verified.issued}."
        if not reading.trusted:
            yield "The clock of this computer cannot be trusted: every answer is no."
        if self._refusal is not None and self._refusal.code != "unreachable":
            yield f"A register was refused: {self._refusal.code}."

    def _observing(self, reading: Reading) -> list[str]:
        held, now = self.memory.held, text(reading.at)
        shards = held.shards.values() if held else ()
        return [each.force for each in shards if each.observe_until and now < each.observe_until]

    def _hint(self) -> tuple[int, int] | None:
        """What is said to be published, as soon as it is newer; None when nobody can say."""
        epoch, number, _ = self.memory.mark
        try:
            return self._news.wait(epoch, number, HEARTBEAT)
        except (DownloadError, ValueError, LookupError, TypeError):
            return None

    def _acknowledge(self) -> None:
        reading, held, refusal = self.watch.read(), self.memory.held, self._refusal
        told = {
            "gate": self.settings.name,
            "forces": list(self.settings.forces),
            "epoch": self.memory.mark.epoch,
            "received": self._follower.offered,
            "applied": self.memory.mark.number,
            "refusal": refusal and {"code": refusal.code, "message": _printable(refusal.message)},
            "observing": self._observing(reading),
            "lease_until": held and held.verified.lease_until,
            "clock": text(reading.at),
        }
        try:
            self.line.acknowledge(told)
        except DownloadError as fault:
            _LOG.warning("what was applied could not be acknowledged: %s", fault)


def _has(key: FlowKey, wanted: tuple[str | None, ...]) -> bool:
    return all(part is None or part == own for part, own in zip(wanted, key, strict=True))


def _printable(message: str) -> str:
    return "".join(sign if sign.isprintable() else " " for sign in message) or "?"
