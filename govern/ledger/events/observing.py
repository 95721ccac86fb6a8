"""Events about observe mode: asked for by one person, started by another, ended by anyone."""

from __future__ import annotations

from govern.ledger.projection import Effect, EventType

_ASKED = ("force_id", "until", "asked_by", "asked_by_person")
_STARTED = ("started_by", "started_by_person")

TYPES = (
    EventType(
        "observe_asked",
        required=_ASKED,
        effects=(Effect("observation", new=True, fields=_ASKED, stamps=("asked_at",)),),
    ),
    EventType(
        "observe_started",
        required=_STARTED,
        effects=(Effect("observation", fields=_STARTED, stamps=("started_at",)),),
    ),
    EventType("observe_ended", effects=(Effect("observation", stamps=("ended_at",)),)),
)
