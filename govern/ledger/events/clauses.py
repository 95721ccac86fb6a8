"""Events about the clause bank; its wording stands in working tables and they carry digests."""

from __future__ import annotations

from govern.ledger.projection import EventType

_ONE = ("clause_id", "number", "organisation_id")

TYPES = (
    EventType("clause_proposed", required=(*_ONE, "digest")),
    EventType("clause_approved", required=_ONE),
    EventType("clause_refused", required=_ONE),
    EventType("clause_withdrawn", required=_ONE),
    EventType("clause_retired", required=_ONE),
    EventType("clause_put", required=("section", "question", "clause_id", "number", "variant")),
)
