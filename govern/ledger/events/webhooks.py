"""Events about webhooks: who is told of newer registers, and when it was paused."""

from __future__ import annotations

from govern.ledger.projection import Effect, EventType

_OPENED = ("name", "url", "forces")
_NOT_PAUSED = {"paused_at": None, "paused_because": None}

TYPES = (
    EventType(
        "webhook_opened",
        required=_OPENED,
        effects=(Effect("webhook", new=True, fields=_OPENED, stamps=("opened_at",)),),
    ),
    EventType(
        "webhook_paused",
        required=("paused_because",),
        optional=("failures",),
        effects=(Effect("webhook", fields=("paused_because",), stamps=("paused_at",)),),
    ),
    EventType(
        "webhook_resumed",
        effects=(Effect("webhook", stamps=("resumed_at",), fixed=_NOT_PAUSED),),
    ),
    EventType("webhook_key_offered", required=("public_key",)),
    EventType("webhook_key_changed", required=("public_key",)),
    EventType("webhook_ended", effects=(Effect("webhook", stamps=("ended_at",)),)),
)
