"""Events about the systems that obey the register: what runs there and should not, their codes."""

from __future__ import annotations

from govern.ledger.projection import Effect, EventType

_FOUND = ("force_id", "client_id", "flows", "unknown")
_MORE = ("flows", "unknown")
_LATE = ("client_id", "forces", "stops")

TYPES = (
    EventType(
        "drift_found",
        required=_FOUND,
        effects=(Effect("drift", new=True, fields=_FOUND, stamps=("found_at",)),),
    ),
    EventType("drift_grew", required=_MORE, effects=(Effect("drift", fields=_MORE),)),
    EventType("drift_ended", effects=(Effect("drift", stamps=("ended_at",)),)),
    EventType(
        "gate_late_found",
        required=_LATE,
        effects=(Effect("late_gate", new=True, fields=_LATE, stamps=("found_at",)),),
    ),
    EventType(
        "gate_late_grew", required=("stops",), effects=(Effect("late_gate", fields=("stops",)),)
    ),
    EventType("gate_late_ended", effects=(Effect("late_gate", stamps=("ended_at",)),)),
    EventType(
        "codes_imported",
        required=("codes",),
        effects=(Effect("code_table", new=True, fields=("codes",), stamps=("imported_at",)),),
    ),
    EventType(
        "codes_replaced",
        required=("codes",),
        effects=(Effect("code_table", fields=("codes",), stamps=("imported_at",)),),
    ),
)
