"""Events about connections, stops, readiness checks, ICO consultation and the integrity of
evidence.
"""

from __future__ import annotations

from govern.ledger.projection import Effect, EventType

_CONNECTION = (
    "organisation_id", "document_id", "version_id", "code_document_id", "code_version", "profile",
    "lead_force_id",
)  # fmt: skip
_STOP = ("kind", "scope_kind", "scope_id", "force_id", "incident", "by_appointment_id", "lifts")
_CONSULTATION = ("version_id", "organisation_id", "state", "due_at", "covers", "live_before")
_CLOCK = (
    ("on", "clock_stopped_on"),
    ("due_at",),
    (Effect("consultation", fields=("clock_stopped_on", "due_at")),),
)


def _connection(name: str, state: str, *more: str, stamps: tuple[str, ...] = ()) -> EventType:
    effect = Effect("connection", fields=more, stamps=stamps, fixed={"state": state})
    return EventType(name, required=more, effects=(effect,))


TYPES = (
    EventType(
        "connection_opened",
        required=_CONNECTION,
        effects=(Effect("connection", new=True, fields=_CONNECTION, fixed={"state": "draft"}),),
    ),
    _connection("connection_declared", "declared", stamps=("declared_at",)),
    _connection("connection_assessed", "assessed", stamps=("assessed_at",)),
    _connection(
        "connection_certified", "certified", "expires_at", "record_sha256", stamps=("certified_at",)
    ),
    _connection("connection_refused", "refused", stamps=("ended_at",)),
    _connection("connection_suspended", "suspended"),
    _connection("connection_restored", "certified"),
    _connection("connection_withdrawn", "withdrawn", stamps=("ended_at",)),
    EventType(
        "connection_accepted",
        required=("connection_id", "force_id", "record_sha256"),
        effects=(
            Effect(
                "acceptance",
                new=True,
                fields=("connection_id", "force_id", "record_sha256"),
                stamps=("accepted_at",),
            ),
        ),
    ),
    EventType("acceptance_withdrawn", effects=(Effect("acceptance", stamps=("withdrawn_at",)),)),
    EventType("stop_advised", required=("scope_kind", "scope_id", "organisation_id")),
    EventType("stop_advice_dismissed"),
    EventType(
        "stop_placed",
        required=("kind", "scope_kind", "scope_id", "force_id"),
        optional=("incident", "by_appointment_id", "lifts"),
        effects=(Effect("stop", new=True, fields=_STOP, stamps=("at",)),),
    ),
    EventType(
        "stop_lift_approved", required=("lifts",), effects=(Effect("stop", fields=("lifts",)),)
    ),
    EventType(
        "stop_lift_refused", required=("lifts",), effects=(Effect("stop", fields=("lifts",)),)
    ),
    EventType(
        "stop_lifted",
        optional=("lifts",),
        effects=(Effect("stop", fields=("lifts",), stamps=("lifted_at",)),),
    ),
    EventType(
        "consultation_opened",
        required=("version_id", "organisation_id", "state", "covers"),
        optional=("due_at", "live_before"),
        effects=(Effect("consultation", new=True, fields=_CONSULTATION),),
    ),
    EventType(
        "consultation_moved",
        required=("state",),
        optional=("due_at", "sent_at", "continue_decision", "on", "clock_stopped_on"),
        effects=(
            Effect(
                "consultation",
                fields=("state", "due_at", "sent_at", "continue_decision", "clock_stopped_on"),
            ),
        ),
    ),
    EventType("consultation_clock_stopped", *_CLOCK),
    EventType("consultation_clock_restarted", *_CLOCK),
    EventType(
        "consultation_closed",
        effects=(Effect("consultation", stamps=("closed_at",), fixed={"state": "closed"}),),
    ),
    EventType(
        "evidence_failed",
        required=("table_name", "row_key"),
        optional=("record_sha256", "fault"),
        effects=(
            Effect(
                "evidence_failure",
                new=True,
                fields=("table_name", "row_key", "record_sha256", "fault"),
                stamps=("found_at",),
            ),
        ),
    ),
    EventType("evidence_restored", effects=(Effect("evidence_failure", stamps=("cleared_at",)),)),
)
