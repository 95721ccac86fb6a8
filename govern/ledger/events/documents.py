"""Events about documents and their versions, from the first draft to withdrawal."""

from __future__ import annotations

from govern.ledger.projection import Effect, EventType

_DOCUMENT = ("kind", "reference", "number", "title", "owner_id", "drafter_id", "core_digest")
_VERSION = ("document_id", "number", "definition", "definition_version", "workflow_version")
_PARTY = ("version_id", "document_id", "organisation_id", "capacity", "chain", "required_roles")
_FROZEN = ("content_digest", "pdf_digest", "pages", "status_token", "facts")
_FLOW = (
    "force_id",
    "partner_id",
    "category",
    "purpose",
    "direction",
    "safety_critical",
    "fallback",
)
_BASIS = (
    "flow_id", "document_id", "version_id", "starts_at", "ends_at", "review_due_at",
    "dpia_document_id", "dpia_min_version", "code_document_id", "code_min_version", "powers",
    "obligations", "readiness", "allowance_seconds", "all_or_none", "safety_critical", "fallback",
)  # fmt: skip

TYPES = (
    EventType(
        "document_opened",
        required=("kind", "reference", "number", "title", "owner_id", "drafter_id"),
        optional=("core_digest",),
        effects=(
            Effect(
                "document",
                new=True,
                fields=_DOCUMENT,
                stamps=("created_at",),
                fixed={"state": "live"},
            ),
        ),
    ),
    EventType(
        "version_opened",
        required=_VERSION,
        optional=("parties",),
        effects=(
            Effect(
                "version",
                new=True,
                fields=_VERSION,
                stamps=("opened_at",),
                fixed={"status": "draft"},
            ),
            Effect("party", new=True, each="parties", fields=_PARTY),
        ),
    ),
    EventType(
        "party_added",
        required=("version_id", "document_id", "organisation_id", "capacity"),
        optional=("chain", "required_roles"),
        effects=(Effect("party", new=True, fields=_PARTY),),
    ),
    EventType(
        "answer_reused",
        required=("section", "question", "source_id", "source_question", "digest"),
    ),
    EventType("section_saved", required=("section", "revision", "digest"), optional=("conflict",)),
    EventType("clash_settled", required=("section", "revision")),
    EventType(
        "version_sent_for_review",
        effects=(Effect("version", stamps=("sent_at",), fixed={"status": "review"}),),
    ),
    EventType("version_returned_to_draft", effects=(Effect("version", fixed={"status": "draft"}),)),
    EventType("comment_posted", required=("section", "audience", "digest", "organisation_id")),
    EventType("comment_answered", required=("digest",)),
    EventType("comment_resolved", required=("resolution",)),
    EventType("comment_recalled"),
    EventType("comment_assigned", required=("person_id",)),
    EventType("changes_requested", required=("section", "audience", "digest", "organisation_id")),
    EventType(
        "suggestion_proposed",
        required=("section", "question", "audience", "digest", "organisation_id"),
    ),
    EventType("suggestion_accepted", required=("section", "question", "revision")),
    EventType("suggestion_rejected"),
    EventType("suggestion_withdrawn"),
    EventType("word_file_downloaded", required=("version_id", "digest", "comments")),
    EventType("word_file_uploaded", required=("version_id", "digest", "size")),
    EventType("word_file_applied", required=("edits", "suggestions", "comments")),
    EventType("word_file_discarded"),
    EventType("advice_finding_reasoned", required=("finding", "digest")),
    EventType(
        "version_frozen",
        required=_FROZEN,
        optional=("parties", "flows", "bases"),
        effects=(
            Effect("version", fields=_FROZEN, stamps=("frozen_at",), fixed={"status": "frozen"}),
            Effect("party", each="parties", fields=("chain", "required_roles")),
            Effect("flow", new=True, each="flows", fields=_FLOW, stamps=("listed_at",)),
            Effect("basis", new=True, each="bases", fields=_BASIS),
        ),
    ),
    EventType(
        "executed_copy_sealed",
        required=("executed_copy_sha256", "size"),
        effects=(Effect("version", fields=("executed_copy_sha256",), stamps=("executed_at",)),),
    ),
    EventType(
        "version_classed",
        required=("materiality",),
        effects=(Effect("version", fields=("materiality",)),),
    ),
    EventType(
        "version_withdrawn",
        effects=(Effect("version", stamps=("withdrawn_at",), fixed={"status": "withdrawn"}),),
    ),
    EventType(
        "document_terminated",
        required=("terminated_at",),
        effects=(Effect("document", fields=("terminated_at",), fixed={"state": "terminated"}),),
    ),
    EventType("document_withdrawn", effects=(Effect("document", fixed={"state": "withdrawn"}),)),
)
