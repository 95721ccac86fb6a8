"""Events about what was brought in from elsewhere, and about uploaded files that are gone."""

from __future__ import annotations

from govern.ledger.projection import EventType

TYPES = (
    EventType("partner_agreement_checked", required=("version_id", "digest", "size")),
    EventType("partner_requirement_confirmed", required=("requirement", "state")),
    EventType("assessment_imported", required=("version_id", "digest", "size", "answers")),
    EventType("legacy_agreements_read", required=("digest", "rows", "faults")),
    EventType("legacy_agreements_registered", required=("digest", "rows")),
    EventType("legacy_agreements_discarded"),
    EventType("legacy_agreement_closed"),
    EventType("uploaded_file_disposed", required=("digest",)),
)
