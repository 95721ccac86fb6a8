"""Events about keeping records for the long term: the archive timestamps laid over them."""

from __future__ import annotations

from govern.ledger.projection import Effect, EventType

_LAID = ("renewed_sha256", "kept_until", "size")
_KEPT = ("renewed_sha256", "kept_until")

TYPES = (
    EventType(
        "record_archived",
        required=_LAID,
        effects=(Effect("renewal", new=True, fields=_KEPT, stamps=("renewed_at",)),),
    ),
    EventType(
        "record_renewed",
        required=_LAID,
        effects=(Effect("renewal", fields=_KEPT, stamps=("renewed_at",)),),
    ),
)
