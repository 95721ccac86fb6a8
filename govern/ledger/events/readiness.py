"""Events about readiness checks: opened, evidence handed in and judged, passed, revoked."""

from __future__ import annotations

from govern.ledger.projection import Effect, EventType

_CHECK = ("template", "template_version", "subject_kind", "subject_id", "organisation_id")
_ITEM = (
    "readiness_id", "item", "place", "approver", "mandatory", "valid_days", "state",
    "submitted_by", "submitted_at", "evidence_on", "evidence_until", "decided_by", "decided_at",
    "valid_until", "carried_from",
)  # fmt: skip


def _item(name: str, state: str, *more: str, stamp: str = "decided_at") -> EventType:
    effect = Effect("readiness_item", fields=more, stamps=(stamp,), fixed={"state": state})
    return EventType(name, required=more, effects=(effect,))


TYPES = (
    EventType(
        "readiness_opened",
        required=(*_CHECK, "items"),
        effects=(
            Effect(
                "readiness",
                new=True,
                fields=_CHECK,
                stamps=("opened_at",),
                fixed={"state": "in_progress"},
            ),
            Effect("readiness_item", new=True, fields=_ITEM, each="items"),
        ),
    ),
    _item(
        "readiness_evidence_submitted",
        "submitted",
        "submitted_by",
        "evidence_on",
        "evidence_until",
        stamp="submitted_at",
    ),
    _item("readiness_item_accepted", "accepted", "decided_by", "valid_until"),
    _item("readiness_item_returned", "open", "decided_by"),
    _item("readiness_item_waived", "waived", "decided_by", "valid_until"),
    EventType(
        "readiness_passed",
        required=("valid_until",),
        effects=(
            Effect(
                "readiness",
                fields=("valid_until",),
                stamps=("passed_at",),
                fixed={"state": "passed"},
            ),
        ),
    ),
    EventType(
        "readiness_revoked",
        effects=(Effect("readiness", stamps=("revoked_at",), fixed={"state": "revoked"}),),
    ),
)
