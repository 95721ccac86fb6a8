"""What a gate answers from: one verified register and the newest emergency stops, in memory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from govern.gate.verifying import NOWHERE, Mark, Verified
from govern.register.decide import Standing
from govern.register.repository.kill import NO_KILLS, Kills
from govern.register.repository.layered import Layered
from govern.register.row import FOREVER, FlowKey, Row


@dataclass(frozen=True)
class Held:
    """A verified register: the shards of the gate's forces, and what their systems call flows."""

    verified: Verified
    shards: Mapping[str, Layered]
    codes: Mapping[str, Mapping[str, FlowKey]] = field(default_factory=dict)


@dataclass(frozen=True)
class Memory:
    """Replaced as a whole, so that every answer comes from one state of it."""

    held: Held | None = None
    kills: Kills = NO_KILLS
    kills_mark: Mark = NOWHERE

    def standing(self, *, trusted: bool) -> Standing:
        """Which register this is, until when its lease runs, and whether it can be asked."""
        refusal = None if trusted else "clock_untrusted"
        if self.held is None:
            return Standing(0, 0, "", FOREVER, "no_register")
        verified = self.held.verified
        epoch, number, _ = verified.mark
        return Standing(epoch, number, verified.issued, verified.lease_until, refusal)

    @property
    def mark(self) -> Mark:
        """How far it has come with the register; nothing older is ever taken."""
        return self.held.verified.mark if self.held else NOWHERE


@dataclass(frozen=True)
class GateSource:
    """The memory as a source of answers (govern.register.decide.Source), at one instant."""

    memory: Memory
    by_hand: Kills
    stands: Standing

    def standing(self, at: str) -> Standing:
        """Which register this is and until when its lease runs."""
        return self.stands

    def killed(self, key: FlowKey) -> bool:
        """Whether somebody stopped it by hand here, or an emergency stop touches it."""
        return self.by_hand.touch(key) or self.memory.kills.touch(key)

    def lookup(
        self, force: str, partner: str, category: str, purpose: str, direction: str
    ) -> Row | None:
        """The row of that flow, or None."""
        held = self.memory.held
        shard = held.shards.get(force) if held else None
        return None if shard is None else shard.lookup(partner, category, purpose, direction)
