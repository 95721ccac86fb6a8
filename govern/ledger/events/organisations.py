"""Events about the installation, organisations, appointments, delegations, vocabularies and
settings.
"""

from __future__ import annotations

from govern.ledger.projection import Effect, EventType

_ORGANISATION = ("slug", "kind", "sector", "name", "legal_name", "registration", "settings")
_APPOINTMENT = (
    "person_id", "organisation_id", "role", "scope", "starts_at", "ends_at", "delegation_id",
    "instrument",
)  # fmt: skip
_DELEGATION = (
    "organisation_id", "from_appointment_id", "to_appointment_id", "document_kinds", "starts_at",
    "ends_at", "instrument",
)  # fmt: skip

TYPES = (
    EventType("installation_begun", required=("name", "demonstration")),
    EventType(
        "organisation_added",
        required=("slug", "kind", "name"),
        optional=("sector", "legal_name", "registration", "settings"),
        effects=(Effect("organisation", new=True, fields=_ORGANISATION, stamps=("created_at",)),),
    ),
    EventType(
        "organisation_renamed",
        required=("name",),
        optional=("legal_name",),
        effects=(Effect("organisation", fields=("name", "legal_name")),),
    ),
    EventType(
        "organisation_setting_changed",
        required=("settings",),
        effects=(Effect("organisation", fields=("settings",)),),
    ),
    EventType(
        "organisation_ended",
        optional=("successor_id",),
        effects=(Effect("organisation", fields=("successor_id",), stamps=("ended_at",)),),
    ),
    EventType("person_added"),
    EventType("person_invited"),
    EventType("password_set", required=("how",)),
    EventType("second_factor_reset"),
    EventType("sign_ins_ended", required=("number",)),
    EventType("person_erased", required=("basis",)),
    EventType(
        "appointment_made",
        required=("person_id", "organisation_id", "role", "starts_at"),
        optional=("scope", "ends_at", "delegation_id", "instrument"),
        effects=(Effect("appointment", new=True, fields=_APPOINTMENT),),
    ),
    EventType(
        "appointment_ended",
        required=("ends_at",),
        effects=(Effect("appointment", fields=("ends_at",)),),
    ),
    EventType(
        "delegation_granted",
        required=_DELEGATION,
        effects=(Effect("delegation", new=True, fields=_DELEGATION),),
    ),
    EventType("delegation_revoked", effects=(Effect("delegation", stamps=("revoked_at",)),)),
    EventType(
        "category_added",
        required=("title", "module"),
        optional=("health",),
        effects=(Effect("category", new=True, fields=("title", "module", "health")),),
    ),
    EventType(
        "purpose_added",
        required=("title", "law_enforcement"),
        effects=(Effect("purpose", new=True, fields=("title", "law_enforcement")),),
    ),
    EventType(
        "setting_made",
        required=("value",),
        effects=(Effect("setting", new=True, fields=("value",)),),
    ),
    EventType(
        "setting_changed", required=("value",), effects=(Effect("setting", fields=("value",)),)
    ),
    EventType(
        "definition_adopted",
        required=("definition", "version", "person_id"),
        effects=(
            Effect(
                "adoption", new=True, fields=("definition", "version", "person_id"), stamps=("at",)
            ),
        ),
    ),
    EventType(
        "policy_document_recorded",
        required=("organisation_id", "title", "reviewed_on", "review_due_on"),
        effects=(
            Effect(
                "policy_document",
                new=True,
                fields=("organisation_id", "title", "reviewed_on", "review_due_on"),
            ),
        ),
    ),
    EventType(
        "client_added",
        required=("name", "forces"),
        optional=("certificate_sha256",),
        effects=(
            Effect(
                "client",
                new=True,
                fields=("name", "forces", "certificate_sha256"),
                stamps=("created_at",),
            ),
        ),
    ),
    EventType("audit_viewed", required=("page", "about")),
    EventType("client_revoked", effects=(Effect("client", stamps=("revoked_at",)),)),
)
