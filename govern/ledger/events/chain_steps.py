"""Events about the steps that a force adds to its own chains of sign-off."""

from __future__ import annotations

from govern.ledger.projection import Effect, EventType

_STEP = ("organisation_id", "chain", "kind", "before_stage", "days")

TYPES = (
    EventType(
        "chain_step_added",
        required=_STEP,
        effects=(Effect("chain_step", new=True, fields=_STEP, stamps=("added_at",)),),
    ),
    EventType("chain_step_ended", effects=(Effect("chain_step", stamps=("ended_at",)),)),
)
