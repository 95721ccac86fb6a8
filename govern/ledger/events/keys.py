"""Events about the keys of records: which certificates came, which one each replaced, which were
revoked from when on.
"""

from __future__ import annotations

from govern.ledger.projection import EventType

TYPES = (
    EventType("key_made", required=("name", "sha256", "ends_at"), optional=("replaces",)),
    EventType("key_revoked", required=("name", "sha256", "since", "reason")),
    EventType("key_list_renewed", required=("sha256", "ends_at")),
)
