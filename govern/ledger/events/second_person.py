"""Events about acts that take two people: asked for by one, confirmed or refused by another."""

from __future__ import annotations

from govern.ledger.projection import Effect, EventType

_ASKED = (
    "act", "given", "organisation_id", "person_id", "asked_by", "asked_by_person", "expires_at",
)  # fmt: skip

TYPES = (
    EventType(
        "second_person_asked",
        required=("act", "given", "asked_by", "asked_by_person", "expires_at"),
        optional=("organisation_id", "person_id"),
        effects=(Effect("second_person", new=True, fields=_ASKED, stamps=("asked_at",)),),
    ),
    EventType(
        "second_person_confirmed",
        required=("confirmed_by_person",),
        effects=(
            Effect("second_person", fields=("confirmed_by_person",), stamps=("confirmed_at",)),
        ),
    ),
    EventType(
        "second_person_refused",
        required=("refused_by_person",),
        effects=(Effect("second_person", fields=("refused_by_person",), stamps=("refused_at",)),),
    ),
)
