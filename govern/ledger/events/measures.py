"""Events about the measures of an action plan; what was done stays private."""

from __future__ import annotations

from govern.ledger.projection import Effect, EventType

_MEASURE = ("document_id", "version_id", "organisation_id", "row_id", "state", "reported_by")
_NOT_ACCEPTED = {"accepted_by": None, "accepted_at": None}
_OPEN = Effect("measure", fields=("version_id", "state"), fixed=_NOT_ACCEPTED)

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
                fixed=_NOT_ACCEPTED,
            ),
        ),
    ),
    EventType(
        "measure_accepted",
        required=("version_id", "state", "accepted_by"),
        effects=(
            Effect(
                "measure",
                fields=("version_id", "state", "accepted_by"),
                stamps=("accepted_at",),
            ),
        ),
    ),
    EventType("measure_sent_back", required=("version_id", "state"), effects=(_OPEN,)),
    EventType("measure_reopened", required=("version_id", "state"), effects=(_OPEN,)),
)
