"""Events about the measures of an action plan; what was done stays private."""

from __future__ import annotations

from govern.ledger.projection import Effect, EventType

_MEASURE = ("document_id", "version_id", "organisation_id", "row_id", "state", "reported_by")

TYPES = (
    EventType(
        "measure_reported",
        required=_MEASURE,
        effects=(Effect("measure", new=True, fields=_MEASURE, stamps=("reported_at",)),),
    ),
    EventType(
        "measure_changed",
        required=("version_id", "state", "reported_by"),
        effects=(
            Effect(
                "measure",
                fields=("version_id", "state", "reported_by"),
                stamps=("reported_at",),
            ),
        ),
    ),
)
