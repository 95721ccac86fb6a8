"""Events about people's own certificates: registered, ended, and acts not signed in time."""

from __future__ import annotations

from govern.ledger.projection import Effect, EventType

TYPES = (
    EventType(
        "own_certificate_registered",
        required=("own_certificate_id", "person_id", "digest"),
        effects=(
            Effect(
                "own_certificate",
                new=True,
                key="own_certificate_id",
                fields=("person_id", "digest"),
                stamps=("registered_at",),
            ),
        ),
    ),
    EventType(
        "own_certificate_ended",
        required=("why",),
        effects=(Effect("own_certificate", fields=("why",), stamps=("ended_at",)),),
    ),
    EventType("act_lapsed", effects=(Effect("act", stamps=("lapsed_at",)),)),
)
