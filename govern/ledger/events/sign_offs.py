"""Events about sign-offs, signing acts, records, conditions and extensions."""

from __future__ import annotations

from govern.ledger.projection import Effect, EventType

_SIGN_OFF = (
    "version_id", "document_id", "organisation_id", "chain", "chain_version", "stage", "due_at",
)  # fmt: skip
_ACT = (
    "sign_off_id", "subject_kind", "subject_id", "organisation_id", "act", "appointment_id",
    "person_id", "delegation_id", "statement_digest", "frozen_digest",
)  # fmt: skip
_CONDITION = (
    "sign_off_id", "act_id", "organisation_id", "document_id", "text_commitment", "timing",
    "due_at", "on_overdue",
)  # fmt: skip
_EXTENSION = ("organisation_id", "subject_kind", "subject_id", "until", "record_sha256")

TYPES = (
    EventType(
        "sign_off_opened",
        required=_SIGN_OFF,
        effects=(
            Effect("sign_off", new=True, fields=_SIGN_OFF, stamps=("opened_at", "stage_since")),
        ),
    ),
    EventType("sign_off_viewed", required=("frozen_digest", "statement_digest")),
    EventType("sign_off_escalated", effects=(Effect("sign_off", stamps=("escalated_at",)),)),
    EventType(
        "act_confirmed",
        required=(*_ACT, "authentication", "then"),
        effects=(
            Effect(
                "act",
                new=True,
                fields=_ACT,
                stamps=("confirmed_at",),
                numbers=("confirmed_seq",),
            ),
        ),
    ),
    EventType(
        "record_sealed",
        required=("record_sha256", "size"),
        effects=(Effect("act", fields=("record_sha256",), stamps=("sealed_at",)),),
    ),
    EventType(
        "sign_off_moved",
        required=("stage",),
        optional=("advice", "advice_record_sha256", "due_at", "escalated_at"),
        effects=(
            Effect(
                "sign_off",
                fields=("stage", "advice", "advice_record_sha256", "due_at", "escalated_at"),
                stamps=("stage_since",),
            ),
        ),
    ),
    EventType(
        "sign_off_completed",
        required=("stage", "record_sha256"),
        optional=("with_conditions",),
        effects=(
            Effect(
                "sign_off",
                fields=("stage", "record_sha256", "with_conditions"),
                stamps=("stage_since", "completed_at"),
                fixed={"outcome": "complete", "due_at": None},
            ),
        ),
    ),
    EventType(
        "sign_off_ended",
        required=("stage", "outcome"),
        optional=("record_sha256",),
        effects=(
            Effect(
                "sign_off",
                fields=("stage", "outcome"),
                stamps=("stage_since", "ended_at"),
                fixed={"due_at": None},
            ),
        ),
    ),
    EventType(
        "sign_off_referred",
        required=("stage",),
        effects=(
            Effect(
                "sign_off",
                fields=("stage",),
                stamps=("stage_since",),
                fixed={"outcome": "referred", "due_at": None, "escalated_at": None},
            ),
        ),
    ),
    EventType(
        "materiality_answered",
        required=("materiality_view", "materiality_note"),
        effects=(Effect("sign_off", fields=("materiality_view", "materiality_note")),),
    ),
    EventType(
        "sign_off_carried",
        required=("stage", "record_sha256", "carried_from_id", "size"),
        effects=(
            Effect(
                "sign_off",
                fields=("stage", "record_sha256", "carried_from_id"),
                stamps=("stage_since", "completed_at"),
                fixed={"outcome": "carried", "due_at": None},
            ),
        ),
    ),
    EventType(
        "endorsement_withdrawn",
        effects=(Effect("sign_off", stamps=("endorsement_withdrawn_at",)),),
    ),
    EventType(
        "decision_reaffirmed",
        required=("record_sha256",),
        effects=(Effect("sign_off", fixed={"endorsement_withdrawn_at": None}),),
    ),
    EventType(
        "condition_set",
        required=_CONDITION,
        effects=(
            Effect(
                "condition",
                new=True,
                fields=_CONDITION,
                stamps=("set_at",),
                fixed={"state": "open"},
            ),
        ),
    ),
    EventType(
        "condition_submitted",
        required=("submitted_by",),
        effects=(
            Effect(
                "condition",
                fields=("submitted_by",),
                stamps=("submitted_at",),
                fixed={"state": "submitted"},
            ),
        ),
    ),
    EventType(
        "condition_accepted",
        required=("accepted_by",),
        effects=(
            Effect(
                "condition",
                fields=("accepted_by",),
                stamps=("accepted_at",),
                fixed={"state": "met"},
            ),
        ),
    ),
    EventType("condition_sent_back", effects=(Effect("condition", fixed={"state": "open"}),)),
    EventType(
        "condition_continued",
        required=("continue_until",),
        optional=("record_sha256",),
        effects=(Effect("condition", fields=("continue_until",)),),
    ),
    EventType(
        "extension_granted",
        required=_EXTENSION,
        effects=(Effect("extension", new=True, fields=_EXTENSION, stamps=("at",)),),
    ),
)
