"""Every table of the first release."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from govern.store import schema

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "acceptance",
        sa.Column("connection_id", sa.String(length=64), nullable=False),
        sa.Column("force_id", sa.String(length=64), nullable=False),
        sa.Column("accepted_at", sa.String(length=24), nullable=False),
        sa.Column("withdrawn_at", sa.String(length=24), nullable=True),
        sa.Column("record_sha256", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_acceptance")),
        sa.UniqueConstraint(
            "connection_id", "force_id", name=op.f("uq_acceptance_connection_id_force_id")
        ),
    )
    op.create_table(
        "act",
        sa.Column("sign_off_id", sa.String(length=64), nullable=True),
        sa.Column("subject_kind", sa.String(length=32), nullable=False),
        sa.Column("subject_id", sa.String(length=64), nullable=False),
        sa.Column("organisation_id", sa.String(length=64), nullable=False),
        sa.Column("act", sa.String(length=32), nullable=False),
        sa.Column("appointment_id", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.String(length=64), nullable=False),
        sa.Column("delegation_id", sa.String(length=64), nullable=True),
        sa.Column("statement_digest", sa.String(length=64), nullable=False),
        sa.Column("frozen_digest", sa.String(length=64), nullable=False),
        sa.Column("confirmed_at", sa.String(length=24), nullable=False),
        sa.Column("confirmed_seq", sa.BigInteger(), nullable=False),
        sa.Column("sealed_at", sa.String(length=24), nullable=True),
        sa.Column("lapsed_at", sa.String(length=24), nullable=True),
        sa.Column("record_sha256", sa.String(length=64), nullable=True),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_act")),
        sa.UniqueConstraint("record_sha256", name=op.f("uq_act_record_sha256")),
    )
    with op.batch_alter_table("act", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_act_sign_off_id"), ["sign_off_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_act_subject_id"), ["subject_id"], unique=False)

    op.create_table(
        "adoption",
        sa.Column("definition", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(length=64), nullable=False),
        sa.Column("at", sa.String(length=24), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adoption")),
    )
    op.create_table(
        "appointment",
        sa.Column("person_id", sa.String(length=64), nullable=False),
        sa.Column("organisation_id", sa.String(length=64), nullable=False),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.Column("scope", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("starts_at", sa.String(length=24), nullable=False),
        sa.Column("ends_at", sa.String(length=24), nullable=True),
        sa.Column("delegation_id", sa.String(length=64), nullable=True),
        sa.Column("instrument", sa.Text(), nullable=True),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointment")),
    )
    with op.batch_alter_table("appointment", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_appointment_organisation_id_role"),
            ["organisation_id", "role"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_appointment_person_id"), ["person_id"], unique=False)

    op.create_table(
        "basis",
        sa.Column("flow_id", sa.String(length=64), nullable=False),
        sa.Column("document_id", sa.String(length=64), nullable=False),
        sa.Column("version_id", sa.String(length=64), nullable=False),
        sa.Column("starts_at", sa.String(length=24), nullable=False),
        sa.Column("ends_at", sa.String(length=24), nullable=False),
        sa.Column("review_due_at", sa.String(length=24), nullable=True),
        sa.Column("dpia_document_id", sa.String(length=64), nullable=True),
        sa.Column("dpia_min_version", sa.Integer(), nullable=True),
        sa.Column("code_document_id", sa.String(length=64), nullable=True),
        sa.Column("code_min_version", sa.Integer(), nullable=True),
        sa.Column("powers", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("obligations", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("readiness", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("allowance_seconds", sa.Integer(), nullable=True),
        sa.Column("all_or_none", sa.Boolean(), nullable=True),
        sa.Column("safety_critical", sa.Boolean(), nullable=True),
        sa.Column("fallback", sa.Text(), nullable=True),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_basis")),
    )
    with op.batch_alter_table("basis", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_basis_document_id"), ["document_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_basis_ends_at_document_id"), ["ends_at", "document_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_basis_flow_id"), ["flow_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_basis_review_due_at_document_id"),
            ["review_due_at", "document_id"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_basis_version_id"), ["version_id"], unique=False)

    op.create_table(
        "category",
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("module", sa.String(length=16), nullable=False),
        sa.Column("health", sa.Boolean(), nullable=True),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_category")),
    )
    op.create_table(
        "chain_step",
        sa.Column("organisation_id", sa.String(length=64), nullable=False),
        sa.Column("chain", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("before_stage", sa.String(length=32), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.String(length=24), nullable=False),
        sa.Column("ended_at", sa.String(length=24), nullable=True),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chain_step")),
    )
    with op.batch_alter_table("chain_step", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_chain_step_organisation_id_chain"),
            ["organisation_id", "chain"],
            unique=False,
        )

    op.create_table(
        "clause_use",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("version_id", sa.String(length=64), nullable=False),
        sa.Column("document_id", sa.String(length=64), nullable=False),
        sa.Column("organisation_id", sa.String(length=64), nullable=False),
        sa.Column("section", sa.String(length=16), nullable=False),
        sa.Column("question", sa.String(length=64), nullable=False),
        sa.Column("clause_id", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("variant", sa.String(length=16), nullable=False),
        sa.Column("put_by", sa.String(length=64), nullable=False),
        sa.Column("put_at", sa.String(length=24), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clause_use")),
        sa.UniqueConstraint(
            "version_id",
            "question",
            "clause_id",
            name=op.f("uq_clause_use_version_id_question_clause_id"),
        ),
    )
    with op.batch_alter_table("clause_use", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_clause_use_organisation_id_clause_id"),
            ["organisation_id", "clause_id"],
            unique=False,
        )

    op.create_table(
        "clause_version",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("organisation_id", sa.String(length=64), nullable=False),
        sa.Column("clause_id", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("definition", sa.String(length=64), nullable=False),
        sa.Column("section", sa.String(length=16), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("wording", sa.Text(), nullable=False),
        sa.Column("fallback", sa.Text(), nullable=True),
        sa.Column("why", sa.Text(), nullable=True),
        sa.Column("owner_id", sa.String(length=64), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("proposed_by", sa.String(length=64), nullable=True),
        sa.Column("proposed_at", sa.String(length=24), nullable=True),
        sa.Column("decided_by", sa.String(length=64), nullable=True),
        sa.Column("decided_at", sa.String(length=24), nullable=True),
        sa.Column("reasons", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clause_version")),
        sa.UniqueConstraint(
            "organisation_id",
            "clause_id",
            "number",
            name=op.f("uq_clause_version_organisation_id_clause_id_number"),
        ),
    )
    op.create_table(
        "client",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("forces", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("certificate_sha256", sa.String(length=64), nullable=True),
        sa.Column("created_at", sa.String(length=24), nullable=False),
        sa.Column("revoked_at", sa.String(length=24), nullable=True),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_client")),
    )
    op.create_table(
        "client_secret",
        sa.Column("client_id", sa.String(length=64), nullable=False),
        sa.Column("token_sha256", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("client_id", name=op.f("pk_client_secret")),
        sa.UniqueConstraint("token_sha256", name=op.f("uq_client_secret_token_sha256")),
    )
    op.create_table(
        "code_table",
        sa.Column("codes", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("imported_at", sa.String(length=24), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_code_table")),
    )
    op.create_table(
        "comment",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("version_id", sa.String(length=64), nullable=False),
        sa.Column("document_id", sa.String(length=64), nullable=False),
        sa.Column("section", sa.String(length=16), nullable=False),
        sa.Column("question", sa.String(length=64), nullable=True),
        sa.Column("quote", sa.Text(), nullable=True),
        sa.Column("audience", sa.String(length=24), nullable=False),
        sa.Column("audience_key", sa.String(length=130), nullable=False),
        sa.Column("organisation_id", sa.String(length=64), nullable=False),
        sa.Column("appointment_id", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.String(length=64), nullable=False),
        sa.Column("assigned_to", sa.String(length=64), nullable=True),
        sa.Column("assigned_in", sa.String(length=64), nullable=True),
        sa.Column("assigned_at", sa.String(length=24), nullable=True),
        sa.Column("reply_to", sa.String(length=64), nullable=True),
        sa.Column("asks_for_changes", sa.Boolean(), nullable=False),
        sa.Column("privileged", sa.Boolean(), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("at", sa.String(length=24), nullable=False),
        sa.Column("resolved_at", sa.String(length=24), nullable=True),
        sa.Column("resolution", sa.String(length=16), nullable=True),
        sa.Column("resolution_text", sa.Text(), nullable=True),
        sa.Column("resolved_by", sa.String(length=64), nullable=True),
        sa.Column("recalled_at", sa.String(length=24), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment")),
    )
    with op.batch_alter_table("comment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_comment_assigned_to"), ["assigned_to"], unique=False)
        batch_op.create_index(batch_op.f("ix_comment_audience_key"), ["audience_key"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_comment_version_id_section"), ["version_id", "section"], unique=False
        )

    op.create_table(
        "condition",
        sa.Column("sign_off_id", sa.String(length=64), nullable=False),
        sa.Column("act_id", sa.String(length=64), nullable=False),
        sa.Column("organisation_id", sa.String(length=64), nullable=False),
        sa.Column("document_id", sa.String(length=64), nullable=False),
        sa.Column("text_commitment", sa.String(length=64), nullable=False),
        sa.Column("timing", sa.String(length=16), nullable=False),
        sa.Column("due_at", sa.String(length=24), nullable=True),
        sa.Column("on_overdue", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("set_at", sa.String(length=24), nullable=False),
        sa.Column("submitted_by", sa.String(length=64), nullable=True),
        sa.Column("submitted_at", sa.String(length=24), nullable=True),
        sa.Column("accepted_by", sa.String(length=64), nullable=True),
        sa.Column("accepted_at", sa.String(length=24), nullable=True),
        sa.Column("continue_until", sa.String(length=24), nullable=True),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_condition")),
    )
    with op.batch_alter_table("condition", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_condition_organisation_id_state"),
            ["organisation_id", "state"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_condition_sign_off_id"), ["sign_off_id"], unique=False)

    op.create_table(
        "connection",
        sa.Column("organisation_id", sa.String(length=64), nullable=False),
        sa.Column("document_id", sa.String(length=64), nullable=False),
        sa.Column("version_id", sa.String(length=64), nullable=False),
        sa.Column("code_document_id", sa.String(length=64), nullable=False),
        sa.Column("code_version", sa.Integer(), nullable=False),
        sa.Column("profile", sa.String(length=8), nullable=False),
        sa.Column("lead_force_id", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("declared_at", sa.String(length=24), nullable=True),
        sa.Column("assessed_at", sa.String(length=24), nullable=True),
        sa.Column("certified_at", sa.String(length=24), nullable=True),
        sa.Column("expires_at", sa.String(length=24), nullable=True),
        sa.Column("ended_at", sa.String(length=24), nullable=True),
        sa.Column("record_sha256", sa.String(length=64), nullable=True),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_connection")),
    )
    with op.batch_alter_table("connection", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_connection_organisation_id"), ["organisation_id"], unique=False
        )

    op.create_table(
        "consultation",
        sa.Column("version_id", sa.String(length=64), nullable=False),
        sa.Column("organisation_id", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("covers", sa.String(length=24), nullable=False),
        sa.Column("live_before", sa.String(length=24), nullable=True),
        sa.Column("sent_at", sa.String(length=24), nullable=True),
        sa.Column("due_at", sa.String(length=24), nullable=True),
        sa.Column("clock_stopped_on", sa.String(length=10), nullable=True),
        sa.Column("continue_decision", sa.String(length=16), nullable=True),
        sa.Column("closed_at", sa.String(length=24), nullable=True),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation")),
    )
    with op.batch_alter_table("consultation", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_consultation_version_id"), ["version_id"], unique=False
        )

    op.create_table(
        "delegation",
        sa.Column("organisation_id", sa.String(length=64), nullable=False),
        sa.Column("from_appointment_id", sa.String(length=64), nullable=False),
        sa.Column("to_appointment_id", sa.String(length=64), nullable=False),
        sa.Column("document_kinds", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("starts_at", sa.String(length=24), nullable=False),
        sa.Column("ends_at", sa.String(length=24), nullable=True),
        sa.Column("instrument", sa.Text(), nullable=False),
        sa.Column("revoked_at", sa.String(length=24), nullable=True),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delegation")),
    )
    op.create_table(
        "document",
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("reference", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.String(length=64), nullable=False),
        sa.Column("drafter_id", sa.String(length=64), nullable=False),
        sa.Column("core_digest", sa.String(length=64), nullable=True),
        sa.Column("created_at", sa.String(length=24), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("terminated_at", sa.String(length=24), nullable=True),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
        sa.UniqueConstraint("kind", "number", name=op.f("uq_document_kind_number")),
        sa.UniqueConstraint("reference", name=op.f("uq_document_reference")),
    )
    with op.batch_alter_table("document", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_document_drafter_id"), ["drafter_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_document_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "draft_revision",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("version_id", sa.String(length=64), nullable=False),
        sa.Column("section", sa.String(length=16), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("based_on", sa.Integer(), nullable=False),
        sa.Column("answers", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("conflict", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("saved_at", sa.String(length=24), nullable=False),
        sa.Column("saved_by", sa.String(length=64), nullable=False),
        sa.Column("settled_at", sa.String(length=24), nullable=True),
        sa.Column("settled_by", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_revision")),
        sa.UniqueConstraint(
            "version_id",
            "section",
            "revision",
            name=op.f("uq_draft_revision_version_id_section_revision"),
        ),
    )
    op.create_table(
        "draft_section",
        sa.Column("version_id", sa.String(length=64), nullable=False),
        sa.Column("section", sa.String(length=16), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("answers", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("saved_at", sa.String(length=24), nullable=False),
        sa.Column("saved_by", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("version_id", "section", name=op.f("pk_draft_section")),
    )
    op.create_table(
        "drift",
        sa.Column("force_id", sa.String(length=64), nullable=False),
        sa.Column("client_id", sa.String(length=64), nullable=False),
        sa.Column("flows", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("unknown", sa.Integer(), nullable=False),
        sa.Column("found_at", sa.String(length=24), nullable=False),
        sa.Column("ended_at", sa.String(length=24), nullable=True),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drift")),
    )
    op.create_table(
        "event",
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("leaf", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("at", sa.String(length=24), nullable=False),
        sa.Column("type", sa.String(length=64), nullable=False),
        sa.Column("subject_kind", sa.String(length=32), nullable=False),
        sa.Column("subject_id", sa.String(length=64), nullable=False),
        sa.Column("organisation_id", sa.String(length=64), nullable=True),
        sa.Column("person_id", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_event")),
        sa.UniqueConstraint("hash", name=op.f("uq_event_hash")),
    )
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_event_subject_id_seq"), ["subject_id", "seq"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_event_type_seq"), ["type", "seq"], unique=False)

    op.create_table(
        "event_private",
        sa.Column("commitment", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("salt", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("commitment", name=op.f("pk_event_private")),
    )
    with op.batch_alter_table("event_private", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_event_private_seq"), ["seq"], unique=False)

    op.create_table(
        "evidence_failure",
        sa.Column("table_name", sa.String(length=32), nullable=False),
        sa.Column("row_key", sa.String(length=64), nullable=False),
        sa.Column("record_sha256", sa.String(length=64), nullable=True),
        sa.Column("fault", sa.String(length=64), nullable=True),
        sa.Column("found_at", sa.String(length=24), nullable=False),
        sa.Column("cleared_at", sa.String(length=24), nullable=True),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence_failure")),
    )
    with op.batch_alter_table("evidence_failure", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_evidence_failure_record_sha256"), ["record_sha256"], unique=False
        )

    op.create_table(
        "evidence_file",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("readiness_item_id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=24), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence_file")),
    )
    with op.batch_alter_table("evidence_file", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_evidence_file_readiness_item_id"), ["readiness_item_id"], unique=False
        )

    op.create_table(
        "extension",
        sa.Column("organisation_id", sa.String(length=64), nullable=False),
        sa.Column("subject_kind", sa.String(length=32), nullable=False),
        sa.Column("subject_id", sa.String(length=64), nullable=False),
        sa.Column("until", sa.String(length=24), nullable=False),
        sa.Column("at", sa.String(length=24), nullable=False),
        sa.Column("record_sha256", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_extension")),
        sa.UniqueConstraint(
            "organisation_id",
            "subject_kind",
            "subject_id",
            name=op.f("uq_extension_organisation_id_subject_kind_subject_id"),
        ),
    )
    op.create_table(
        "finding_reason",
        sa.Column("version_id", sa.String(length=64), nullable=False),
        sa.Column("finding", sa.String(length=128), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("person_id", sa.String(length=64), nullable=False),
        sa.Column("at", sa.String(length=24), nullable=False),
        sa.PrimaryKeyConstraint("version_id", "finding", name=op.f("pk_finding_reason")),
    )
    op.create_table(
        "flow",
        sa.Column("force_id", sa.String(length=64), nullable=False),
        sa.Column("partner_id", sa.String(length=64), nullable=False),
        sa.Column("category", sa.String(length=63), nullable=False),
        sa.Column("purpose", sa.String(length=63), nullable=False),
        sa.Column("direction", sa.String(length=8), nullable=False),
        sa.Column("safety_critical", sa.Boolean(), nullable=True),
        sa.Column("fallback", sa.Text(), nullable=True),
        sa.Column("listed_at", sa.String(length=24), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_flow")),
        sa.UniqueConstraint(
            "force_id",
            "partner_id",
            "category",
            "purpose",
            "direction",
            name=op.f("uq_flow_force_id_partner_id_category_purpose_direction"),
        ),
    )
    with op.batch_alter_table("flow", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_flow_partner_id"), ["partner_id"], unique=False)

    op.create_table(
        "gate_report",
        sa.Column("client_id", sa.String(length=64), nullable=False),
        sa.Column("gate", sa.String(length=100), nullable=False),
        sa.Column("forces", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("received", sa.BigInteger(), nullable=False),
        sa.Column("applied", sa.BigInteger(), nullable=False),
        sa.Column("refusal", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("observing", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("lease_until", sa.String(length=24), nullable=True),
        sa.Column("clock", sa.String(length=24), nullable=False),
        sa.Column("at", sa.String(length=24), nullable=False),
        sa.Column("applied_at", sa.String(length=24), nullable=True),
        sa.Column("late_id", sa.String(length=64), nullable=True),
        sa.Column("late_for", sa.JSON(none_as_null=True), nullable=True),
        sa.PrimaryKeyConstraint("client_id", "gate", name=op.f("pk_gate_report")),
    )
    op.create_table(
        "installation",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("demonstration", sa.Boolean(), nullable=False),
        sa.Column("begun_at", sa.String(length=24), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_installation")),
    )
    op.create_table(
        "invite",
        sa.Column("token_sha256", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.String(length=64), nullable=False),
        sa.Column("issued_at", sa.String(length=24), nullable=False),
        sa.Column("expires_at", sa.String(length=24), nullable=False),
        sa.Column("used_at", sa.String(length=24), nullable=True),
        sa.PrimaryKeyConstraint("token_sha256", name=op.f("pk_invite")),
    )
    with op.batch_alter_table("invite", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_invite_person_id"), ["person_id"], unique=False)

    op.create_table(
        "job",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("key", sa.String(length=128), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("payload", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("due_at", sa.String(length=24), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("leased_until", sa.String(length=24), nullable=True),
        sa.Column("done_at", sa.String(length=24), nullable=True),
        sa.Column("fault", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
        sa.UniqueConstraint("key", name=op.f("uq_job_key")),
    )
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_job_state_due_at"), ["state", "due_at"], unique=False)

    op.create_table(
        "late_gate",
        sa.Column("client_id", sa.String(length=64), nullable=False),
        sa.Column("forces", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("stops", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("found_at", sa.String(length=24), nullable=False),
        sa.Column("ended_at", sa.String(length=24), nullable=True),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_late_gate")),
    )
    op.create_table(
        "legacy_agreement",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("import_id", sa.String(length=64), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.String(length=64), nullable=False),
        sa.Column("reference", sa.String(length=60), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("partners", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("starts_on", sa.String(length=10), nullable=True),
        sa.Column("ends_on", sa.String(length=10), nullable=True),
        sa.Column("review_on", sa.String(length=10), nullable=True),
        sa.Column("file_name", sa.Text(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.Column("at", sa.String(length=24), nullable=False),
        sa.Column("closed_at", sa.String(length=24), nullable=True),
        sa.Column("closed_because", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legacy_agreement")),
    )
    with op.batch_alter_table("legacy_agreement", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_legacy_agreement_import_id"), ["import_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_legacy_agreement_organisation_id_ends_on"),
            ["organisation_id", "ends_on"],
            unique=False,
        )

    op.create_table(
        "legacy_import",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("organisation_id", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.String(length=64), nullable=False),
        sa.Column("at", sa.String(length=24), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("zip_sha256", sa.String(length=64), nullable=True),
        sa.Column("columns", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("report", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("settled_at", sa.String(length=24), nullable=True),
        sa.Column("disposed_at", sa.String(length=24), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legacy_import")),
    )
    with op.batch_alter_table("legacy_import", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_legacy_import_organisation_id"), ["organisation_id"], unique=False
        )

    op.create_table(
        "measure",
        sa.Column("document_id", sa.String(length=64), nullable=False),
        sa.Column("version_id", sa.String(length=64), nullable=False),
        sa.Column("organisation_id", sa.String(length=64), nullable=False),
        sa.Column("row_id", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("reported_by", sa.String(length=64), nullable=True),
        sa.Column("reported_at", sa.String(length=24), nullable=True),
        sa.Column("accepted_by", sa.String(length=64), nullable=True),
        sa.Column("accepted_at", sa.String(length=24), nullable=True),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measure")),
    )
    with op.batch_alter_table("measure", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_measure_organisation_id_document_id"),
            ["organisation_id", "document_id"],
            unique=False,
        )

    op.create_table(
        "observation",
        sa.Column("force_id", sa.String(length=64), nullable=False),
        sa.Column("until", sa.String(length=24), nullable=False),
        sa.Column("asked_by", sa.String(length=64), nullable=False),
        sa.Column("asked_by_person", sa.String(length=64), nullable=False),
        sa.Column("asked_at", sa.String(length=24), nullable=False),
        sa.Column("started_by", sa.String(length=64), nullable=True),
        sa.Column("started_by_person", sa.String(length=64), nullable=True),
        sa.Column("started_at", sa.String(length=24), nullable=True),
        sa.Column("ended_at", sa.String(length=24), nullable=True),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_observation")),
    )
    with op.batch_alter_table("observation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_observation_force_id"), ["force_id"], unique=False)

    op.create_table(
        "observed_report",
        sa.Column("force", sa.String(length=63), nullable=False),
        sa.Column("system", sa.String(length=100), nullable=False),
        sa.Column("client_id", sa.String(length=64), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("switched_on", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("observed_at", sa.String(length=24), nullable=False),
        sa.Column("at", sa.String(length=24), nullable=False),
        sa.Column("drift_id", sa.String(length=64), nullable=True),
        sa.Column("told", sa.JSON(none_as_null=True), nullable=True),
        sa.PrimaryKeyConstraint("force", "system", name=op.f("pk_observed_report")),
    )
    op.create_table(
        "one_time_code",
        sa.Column("person_id", sa.String(length=64), nullable=False),
        sa.Column("step", sa.BigInteger(), nullable=False),
        sa.Column("used_at", sa.String(length=24), nullable=False),
        sa.PrimaryKeyConstraint("person_id", "step", name=op.f("pk_one_time_code")),
    )
    op.create_table(
        "organisation",
        sa.Column("slug", sa.String(length=63), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("sector", sa.String(length=32), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("legal_name", sa.Text(), nullable=True),
        sa.Column("registration", sa.Text(), nullable=True),
        sa.Column("settings", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("created_at", sa.String(length=24), nullable=False),
        sa.Column("ended_at", sa.String(length=24), nullable=True),
        sa.Column("successor_id", sa.String(length=64), nullable=True),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sa.UniqueConstraint("slug", name=op.f("uq_organisation_slug")),
    )
    op.create_table(
        "own_certificate",
        sa.Column("person_id", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.String(length=71), nullable=False),
        sa.Column("registered_at", sa.String(length=24), nullable=False),
        sa.Column("ended_at", sa.String(length=24), nullable=True),
        sa.Column("why", sa.String(length=16), nullable=True),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_certificate")),
    )
    with op.batch_alter_table("own_certificate", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_own_certificate_person_id"), ["person_id"], unique=False
        )

    op.create_table(
        "own_certificate_asked",
        sa.Column("digest", sa.String(length=71), nullable=False),
        sa.Column("person_id", sa.String(length=64), nullable=False),
        sa.Column("certificate", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("digest", "person_id", name=op.f("pk_own_certificate_asked")),
    )
    op.create_table(
        "own_signing",
        sa.Column("act_id", sa.String(length=64), nullable=False),
        sa.Column("own_certificate_id", sa.String(length=64), nullable=False),
        sa.Column("content_sha256", sa.String(length=64), nullable=False),
        sa.Column("place_start", sa.Integer(), nullable=False),
        sa.Column("place_end", sa.Integer(), nullable=False),
        sa.Column("attributes", sa.Text(), nullable=False),
        sa.Column("facts", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("expires_at", sa.String(length=24), nullable=False),
        sa.PrimaryKeyConstraint("act_id", name=op.f("pk_own_signing")),
    )
    op.create_table(
        "partner_check",
        sa.Column("words", sa.Integer(), nullable=False),
        sa.Column("found", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("confirmed", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("unread", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("disposed_at", sa.String(length=24), nullable=True),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("version_id", sa.String(length=64), nullable=False),
        sa.Column("document_id", sa.String(length=64), nullable=False),
        sa.Column("organisation_id", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.String(length=64), nullable=False),
        sa.Column("at", sa.String(length=24), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner_check")),
    )
    with op.batch_alter_table("partner_check", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_partner_check_version_id_organisation_id"),
            ["version_id", "organisation_id"],
            unique=False,
        )

    op.create_table(
        "party",
        sa.Column("version_id", sa.String(length=64), nullable=False),
        sa.Column("document_id", sa.String(length=64), nullable=False),
        sa.Column("organisation_id", sa.String(length=64), nullable=False),
        sa.Column("capacity", sa.String(length=16), nullable=False),
        sa.Column("chain", sa.String(length=32), nullable=True),
        sa.Column("required_roles", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_party")),
        sa.UniqueConstraint(
            "version_id", "organisation_id", name=op.f("uq_party_version_id_organisation_id")
        ),
    )
    with op.batch_alter_table("party", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_party_document_id"), ["document_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_party_organisation_id_document_id"),
            ["organisation_id", "document_id"],
            unique=False,
        )

    op.create_table(
        "person",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("password_hash", sa.Text(), nullable=True),
        sa.Column("totp_secret", sa.String(length=64), nullable=True),
        sa.Column("created_at", sa.String(length=24), nullable=False),
        sa.Column("erased_at", sa.String(length=24), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("email", name=op.f("uq_person_email")),
    )
    op.create_table(
        "pia_import",
        sa.Column("report", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("disposed_at", sa.String(length=24), nullable=True),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("version_id", sa.String(length=64), nullable=False),
        sa.Column("document_id", sa.String(length=64), nullable=False),
        sa.Column("organisation_id", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.String(length=64), nullable=False),
        sa.Column("at", sa.String(length=24), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pia_import")),
    )
    with op.batch_alter_table("pia_import", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_pia_import_document_id"), ["document_id"], unique=False
        )

    op.create_table(
        "policy_document",
        sa.Column("organisation_id", sa.String(length=64), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("reviewed_on", sa.String(length=10), nullable=False),
        sa.Column("review_due_on", sa.String(length=10), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy_document")),
    )
    op.create_table(
        "purpose",
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("law_enforcement", sa.Boolean(), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_purpose")),
    )
    op.create_table(
        "read_mark",
        sa.Column("person_id", sa.String(length=64), nullable=False),
        sa.Column("document_id", sa.String(length=64), nullable=False),
        sa.Column("version_id", sa.String(length=64), nullable=False),
        sa.Column("sections", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("at", sa.String(length=24), nullable=False),
        sa.PrimaryKeyConstraint("person_id", "document_id", name=op.f("pk_read_mark")),
    )
    op.create_table(
        "readiness",
        sa.Column("template", sa.String(length=64), nullable=False),
        sa.Column("template_version", sa.Integer(), nullable=False),
        sa.Column("subject_kind", sa.String(length=16), nullable=False),
        sa.Column("subject_id", sa.String(length=64), nullable=False),
        sa.Column("organisation_id", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("opened_at", sa.String(length=24), nullable=False),
        sa.Column("passed_at", sa.String(length=24), nullable=True),
        sa.Column("valid_until", sa.String(length=24), nullable=True),
        sa.Column("revoked_at", sa.String(length=24), nullable=True),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_readiness")),
    )
    with op.batch_alter_table("readiness", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_readiness_organisation_id"), ["organisation_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_readiness_subject_kind_subject_id"),
            ["subject_kind", "subject_id"],
            unique=False,
        )

    op.create_table(
        "readiness_item",
        sa.Column("readiness_id", sa.String(length=64), nullable=False),
        sa.Column("item", sa.String(length=16), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("approver", sa.String(length=32), nullable=False),
        sa.Column("mandatory", sa.Boolean(), nullable=False),
        sa.Column("valid_days", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("submitted_by", sa.String(length=64), nullable=True),
        sa.Column("submitted_at", sa.String(length=24), nullable=True),
        sa.Column("evidence_on", sa.String(length=10), nullable=True),
        sa.Column("evidence_until", sa.String(length=24), nullable=True),
        sa.Column("decided_by", sa.String(length=64), nullable=True),
        sa.Column("decided_at", sa.String(length=24), nullable=True),
        sa.Column("valid_until", sa.String(length=24), nullable=True),
        sa.Column("carried_from", sa.String(length=64), nullable=True),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_readiness_item")),
    )
    with op.batch_alter_table("readiness_item", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_readiness_item_readiness_id"), ["readiness_id"], unique=False
        )

    op.create_table(
        "renewal",
        sa.Column("renewed_sha256", sa.String(length=64), nullable=False),
        sa.Column("renewed_at", sa.String(length=24), nullable=False),
        sa.Column("kept_until", sa.String(length=24), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_renewal")),
        sa.UniqueConstraint("renewed_sha256", name=op.f("uq_renewal_renewed_sha256")),
    )
    op.create_table(
        "search_entry",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("key", sa.String(length=140), nullable=False),
        sa.Column("what", sa.String(length=16), nullable=False),
        sa.Column("subject_id", sa.String(length=64), nullable=False),
        sa.Column("document_id", sa.String(length=64), nullable=True),
        sa.Column("version_id", sa.String(length=64), nullable=True),
        sa.Column("section", sa.String(length=16), nullable=True),
        sa.Column("audience", sa.String(length=24), nullable=True),
        sa.Column("whose", sa.String(length=64), nullable=True),
        sa.Column("first_id", sa.String(length=64), nullable=True),
        sa.Column("second_id", sa.String(length=64), nullable=True),
        sa.Column("owner_id", sa.String(length=64), nullable=True),
        sa.Column("drafter_id", sa.String(length=64), nullable=True),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("at", sa.String(length=24), nullable=False),
        sa.Column("marks", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_entry")),
        sa.UniqueConstraint("key", name=op.f("uq_search_entry_key")),
    )
    with op.batch_alter_table("search_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_search_entry_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_search_entry_code"), ["code"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_search_entry_document_id"), ["document_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_search_entry_version_id"), ["version_id"], unique=False
        )

    op.create_table(
        "second_person",
        sa.Column("act", sa.String(length=32), nullable=False),
        sa.Column("given", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("organisation_id", sa.String(length=64), nullable=True),
        sa.Column("person_id", sa.String(length=64), nullable=True),
        sa.Column("asked_by", sa.String(length=64), nullable=False),
        sa.Column("asked_by_person", sa.String(length=64), nullable=False),
        sa.Column("asked_at", sa.String(length=24), nullable=False),
        sa.Column("expires_at", sa.String(length=24), nullable=False),
        sa.Column("confirmed_by_person", sa.String(length=64), nullable=True),
        sa.Column("confirmed_at", sa.String(length=24), nullable=True),
        sa.Column("refused_by_person", sa.String(length=64), nullable=True),
        sa.Column("refused_at", sa.String(length=24), nullable=True),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_second_person")),
    )
    with op.batch_alter_table("second_person", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_second_person_asked_at"), ["asked_at"], unique=False)

    op.create_table(
        "setting",
        sa.Column("value", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_setting")),
    )
    op.create_table(
        "sign_in_delay",
        sa.Column("bucket", sa.String(length=64), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("failed_at", sa.String(length=24), nullable=False),
        sa.Column("free_at", sa.String(length=24), nullable=False),
        sa.PrimaryKeyConstraint("bucket", name=op.f("pk_sign_in_delay")),
    )
    op.create_table(
        "sign_in_session",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("token_sha256", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.String(length=64), nullable=False),
        sa.Column("method", sa.String(length=16), nullable=False),
        sa.Column("begun_at", sa.String(length=24), nullable=False),
        sa.Column("second_factor_at", sa.String(length=24), nullable=True),
        sa.Column("seen_at", sa.String(length=24), nullable=False),
        sa.Column("appointment_id", sa.String(length=64), nullable=True),
        sa.Column("reauthenticated_at", sa.String(length=24), nullable=True),
        sa.Column("ended_at", sa.String(length=24), nullable=True),
        sa.Column("browser", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_session")),
        sa.UniqueConstraint("token_sha256", name=op.f("uq_sign_in_session_token_sha256")),
    )
    with op.batch_alter_table("sign_in_session", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_sign_in_session_person_id_ended_at"),
            ["person_id", "ended_at"],
            unique=False,
        )

    op.create_table(
        "sign_off",
        sa.Column("version_id", sa.String(length=64), nullable=False),
        sa.Column("document_id", sa.String(length=64), nullable=False),
        sa.Column("organisation_id", sa.String(length=64), nullable=False),
        sa.Column("chain", sa.String(length=255), nullable=False),
        sa.Column("chain_version", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(length=32), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=True),
        sa.Column("opened_at", sa.String(length=24), nullable=False),
        sa.Column("stage_since", sa.String(length=24), nullable=False),
        sa.Column("due_at", sa.String(length=24), nullable=True),
        sa.Column("escalated_at", sa.String(length=24), nullable=True),
        sa.Column("completed_at", sa.String(length=24), nullable=True),
        sa.Column("ended_at", sa.String(length=24), nullable=True),
        sa.Column("advice", sa.String(length=32), nullable=True),
        sa.Column("advice_record_sha256", sa.String(length=64), nullable=True),
        sa.Column("record_sha256", sa.String(length=64), nullable=True),
        sa.Column("with_conditions", sa.Boolean(), nullable=True),
        sa.Column("endorsement_withdrawn_at", sa.String(length=24), nullable=True),
        sa.Column("carried_from_id", sa.String(length=64), nullable=True),
        sa.Column("materiality_view", sa.String(length=16), nullable=True),
        sa.Column("materiality_note", sa.String(length=64), nullable=True),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_off")),
    )
    with op.batch_alter_table("sign_off", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_off_document_id"), ["document_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_sign_off_organisation_id_outcome"),
            ["organisation_id", "outcome"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_sign_off_outcome_version_id"), ["outcome", "version_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_sign_off_version_id_organisation_id"),
            ["version_id", "organisation_id"],
            unique=False,
        )
        batch_op.create_index(
            "ix_sign_off_waiting_body",
            ["organisation_id", "due_at"],
            unique=False,
            sqlite_where=sa.text("outcome IS NULL OR outcome = 'referred' OR stage = 'reconsider'"),
            postgresql_where=sa.text(
                "outcome IS NULL OR outcome = 'referred' OR stage = 'reconsider'"
            ),
        )
        batch_op.create_index(
            "ix_sign_off_waiting_version",
            ["version_id", "due_at"],
            unique=False,
            sqlite_where=sa.text("outcome IS NULL OR outcome = 'referred' OR stage = 'reconsider'"),
            postgresql_where=sa.text(
                "outcome IS NULL OR outcome = 'referred' OR stage = 'reconsider'"
            ),
        )

    op.create_table(
        "stop",
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("scope_kind", sa.String(length=16), nullable=False),
        sa.Column("scope_id", sa.String(length=64), nullable=False),
        sa.Column("force_id", sa.String(length=64), nullable=True),
        sa.Column("incident", sa.Text(), nullable=True),
        sa.Column("by_appointment_id", sa.String(length=64), nullable=True),
        sa.Column("at", sa.String(length=24), nullable=False),
        sa.Column("lifts", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("lifted_at", sa.String(length=24), nullable=True),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stop")),
    )
    with op.batch_alter_table("stop", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_stop_scope_kind_scope_id"), ["scope_kind", "scope_id"], unique=False
        )

    op.create_table(
        "suggestion",
        sa.Column("section", sa.String(length=16), nullable=False),
        sa.Column("question", sa.String(length=64), nullable=False),
        sa.Column("audience", sa.String(length=24), nullable=False),
        sa.Column("audience_key", sa.String(length=130), nullable=False),
        sa.Column("appointment_id", sa.String(length=64), nullable=False),
        sa.Column("tracked_by", sa.Text(), nullable=True),
        sa.Column("answers", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("why", sa.Text(), nullable=True),
        sa.Column("upload_id", sa.String(length=64), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("settled_at", sa.String(length=24), nullable=True),
        sa.Column("settled_by", sa.String(length=64), nullable=True),
        sa.Column("reasons", sa.Text(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=True),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("version_id", sa.String(length=64), nullable=False),
        sa.Column("document_id", sa.String(length=64), nullable=False),
        sa.Column("organisation_id", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.String(length=64), nullable=False),
        sa.Column("at", sa.String(length=24), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suggestion")),
    )
    with op.batch_alter_table("suggestion", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_suggestion_audience_key"), ["audience_key"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_suggestion_version_id_section"), ["version_id", "section"], unique=False
        )

    op.create_table(
        "tree_node",
        sa.Column("level", sa.SmallInteger(), nullable=False),
        sa.Column("index", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.PrimaryKeyConstraint("level", "index", name=op.f("pk_tree_node")),
    )
    op.create_table(
        "unmapped_code",
        sa.Column("force", sa.String(length=63), nullable=False),
        sa.Column("code", sa.String(length=200), nullable=False),
        sa.Column("first_at", sa.String(length=24), nullable=False),
        sa.PrimaryKeyConstraint("force", "code", name=op.f("pk_unmapped_code")),
    )
    op.create_table(
        "version",
        sa.Column("document_id", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("definition", sa.String(length=64), nullable=False),
        sa.Column("definition_version", sa.Integer(), nullable=False),
        sa.Column("workflow_version", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.String(length=24), nullable=False),
        sa.Column("sent_at", sa.String(length=24), nullable=True),
        sa.Column("frozen_at", sa.String(length=24), nullable=True),
        sa.Column("withdrawn_at", sa.String(length=24), nullable=True),
        sa.Column("content_digest", sa.String(length=64), nullable=True),
        sa.Column("pdf_digest", sa.String(length=64), nullable=True),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("status_token", sa.String(length=64), nullable=True),
        sa.Column("executed_copy_sha256", sa.String(length=64), nullable=True),
        sa.Column("executed_at", sa.String(length=24), nullable=True),
        sa.Column("facts", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("materiality", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_version")),
        sa.UniqueConstraint("document_id", "number", name=op.f("uq_version_document_id_number")),
        sa.UniqueConstraint("status_token", name=op.f("uq_version_status_token")),
    )
    with op.batch_alter_table("version", schema=None) as batch_op:
        batch_op.create_index(
            "ix_version_in_work",
            ["status", "document_id"],
            unique=False,
            sqlite_where=sa.text("status IN ('draft', 'review')"),
            postgresql_where=sa.text("status IN ('draft', 'review')"),
        )

    op.create_table(
        "view_token",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("session_id", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.String(length=64), nullable=False),
        sa.Column("appointment_id", sa.String(length=64), nullable=False),
        sa.Column("sign_off_id", sa.String(length=64), nullable=True),
        sa.Column("subject_id", sa.String(length=64), nullable=False),
        sa.Column("version_id", sa.String(length=64), nullable=True),
        sa.Column("act", sa.String(length=32), nullable=False),
        sa.Column("frozen_digest", sa.String(length=64), nullable=False),
        sa.Column("statement_digest", sa.String(length=64), nullable=False),
        sa.Column("statement", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("issued_at", sa.String(length=24), nullable=False),
        sa.Column("expires_at", sa.String(length=24), nullable=False),
        sa.Column("used_at", sa.String(length=24), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_view_token")),
    )
    op.create_table(
        "webhook",
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("forces", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("opened_at", sa.String(length=24), nullable=False),
        sa.Column("paused_at", sa.String(length=24), nullable=True),
        sa.Column("resumed_at", sa.String(length=24), nullable=True),
        sa.Column("paused_because", sa.String(length=16), nullable=True),
        sa.Column("ended_at", sa.String(length=24), nullable=True),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhook")),
    )
    op.create_table(
        "webhook_attempt",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("webhook_id", sa.String(length=64), nullable=False),
        sa.Column("news", sa.String(length=64), nullable=False),
        sa.Column("at", sa.String(length=24), nullable=False),
        sa.Column("fault", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhook_attempt")),
    )
    with op.batch_alter_table("webhook_attempt", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_webhook_attempt_webhook_id_at"), ["webhook_id", "at"], unique=False
        )

    op.create_table(
        "word_download",
        sa.Column("revisions", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("comments", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("front", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("version_id", sa.String(length=64), nullable=False),
        sa.Column("document_id", sa.String(length=64), nullable=False),
        sa.Column("organisation_id", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.String(length=64), nullable=False),
        sa.Column("at", sa.String(length=24), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_word_download")),
    )
    op.create_table(
        "word_upload",
        sa.Column("download_id", sa.String(length=64), nullable=True),
        sa.Column("appointment_id", sa.String(length=64), nullable=False),
        sa.Column("found", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("settled_at", sa.String(length=24), nullable=True),
        sa.Column("outcome", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("disposed_at", sa.String(length=24), nullable=True),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("version_id", sa.String(length=64), nullable=False),
        sa.Column("document_id", sa.String(length=64), nullable=False),
        sa.Column("organisation_id", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.String(length=64), nullable=False),
        sa.Column("at", sa.String(length=24), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_word_upload")),
    )
    with op.batch_alter_table("word_upload", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_word_upload_version_id_organisation_id"),
            ["version_id", "organisation_id"],
            unique=False,
        )

    for statement in schema.additions(op.get_bind().dialect.name):
        op.execute(statement)


def downgrade() -> None:
    for statement in schema.removals(op.get_bind().dialect.name):
        op.execute(statement)
    with op.batch_alter_table("word_upload", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_word_upload_version_id_organisation_id"))

    op.drop_table("word_upload")
    op.drop_table("word_download")
    with op.batch_alter_table("webhook_attempt", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_webhook_attempt_webhook_id_at"))

    op.drop_table("webhook_attempt")
    op.drop_table("webhook")
    op.drop_table("view_token")
    with op.batch_alter_table("version", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_version_in_work",
            sqlite_where=sa.text("status IN ('draft', 'review')"),
            postgresql_where=sa.text("status IN ('draft', 'review')"),
        )

    op.drop_table("version")
    op.drop_table("unmapped_code")
    op.drop_table("tree_node")
    with op.batch_alter_table("suggestion", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_suggestion_version_id_section"))
        batch_op.drop_index(batch_op.f("ix_suggestion_audience_key"))

    op.drop_table("suggestion")
    with op.batch_alter_table("stop", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_stop_scope_kind_scope_id"))

    op.drop_table("stop")
    with op.batch_alter_table("sign_off", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_sign_off_waiting_version",
            sqlite_where=sa.text("outcome IS NULL OR outcome = 'referred' OR stage = 'reconsider'"),
            postgresql_where=sa.text(
                "outcome IS NULL OR outcome = 'referred' OR stage = 'reconsider'"
            ),
        )
        batch_op.drop_index(
            "ix_sign_off_waiting_body",
            sqlite_where=sa.text("outcome IS NULL OR outcome = 'referred' OR stage = 'reconsider'"),
            postgresql_where=sa.text(
                "outcome IS NULL OR outcome = 'referred' OR stage = 'reconsider'"
            ),
        )
        batch_op.drop_index(batch_op.f("ix_sign_off_version_id_organisation_id"))
        batch_op.drop_index(batch_op.f("ix_sign_off_outcome_version_id"))
        batch_op.drop_index(batch_op.f("ix_sign_off_organisation_id_outcome"))
        batch_op.drop_index(batch_op.f("ix_sign_off_document_id"))

    op.drop_table("sign_off")
    with op.batch_alter_table("sign_in_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_in_session_person_id_ended_at"))

    op.drop_table("sign_in_session")
    op.drop_table("sign_in_delay")
    op.drop_table("setting")
    with op.batch_alter_table("second_person", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_second_person_asked_at"))

    op.drop_table("second_person")
    with op.batch_alter_table("search_entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_search_entry_version_id"))
        batch_op.drop_index(batch_op.f("ix_search_entry_document_id"))
        batch_op.drop_index(batch_op.f("ix_search_entry_code"))
        batch_op.drop_index(batch_op.f("ix_search_entry_at"))

    op.drop_table("search_entry")
    op.drop_table("renewal")
    with op.batch_alter_table("readiness_item", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_readiness_item_readiness_id"))

    op.drop_table("readiness_item")
    with op.batch_alter_table("readiness", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_readiness_subject_kind_subject_id"))
        batch_op.drop_index(batch_op.f("ix_readiness_organisation_id"))

    op.drop_table("readiness")
    op.drop_table("read_mark")
    op.drop_table("purpose")
    op.drop_table("policy_document")
    with op.batch_alter_table("pia_import", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_pia_import_document_id"))

    op.drop_table("pia_import")
    op.drop_table("person")
    with op.batch_alter_table("party", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_party_organisation_id_document_id"))
        batch_op.drop_index(batch_op.f("ix_party_document_id"))

    op.drop_table("party")
    with op.batch_alter_table("partner_check", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_partner_check_version_id_organisation_id"))

    op.drop_table("partner_check")
    op.drop_table("own_signing")
    op.drop_table("own_certificate_asked")
    with op.batch_alter_table("own_certificate", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_own_certificate_person_id"))

    op.drop_table("own_certificate")
    op.drop_table("organisation")
    op.drop_table("one_time_code")
    op.drop_table("observed_report")
    with op.batch_alter_table("observation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_observation_force_id"))

    op.drop_table("observation")
    with op.batch_alter_table("measure", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_measure_organisation_id_document_id"))

    op.drop_table("measure")
    with op.batch_alter_table("legacy_import", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_legacy_import_organisation_id"))

    op.drop_table("legacy_import")
    with op.batch_alter_table("legacy_agreement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_legacy_agreement_organisation_id_ends_on"))
        batch_op.drop_index(batch_op.f("ix_legacy_agreement_import_id"))

    op.drop_table("legacy_agreement")
    op.drop_table("late_gate")
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_job_state_due_at"))

    op.drop_table("job")
    with op.batch_alter_table("invite", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_invite_person_id"))

    op.drop_table("invite")
    op.drop_table("installation")
    op.drop_table("gate_report")
    with op.batch_alter_table("flow", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_flow_partner_id"))

    op.drop_table("flow")
    op.drop_table("finding_reason")
    op.drop_table("extension")
    with op.batch_alter_table("evidence_file", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_evidence_file_readiness_item_id"))

    op.drop_table("evidence_file")
    with op.batch_alter_table("evidence_failure", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_evidence_failure_record_sha256"))

    op.drop_table("evidence_failure")
    with op.batch_alter_table("event_private", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_event_private_seq"))

    op.drop_table("event_private")
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_event_type_seq"))
        batch_op.drop_index(batch_op.f("ix_event_subject_id_seq"))

    op.drop_table("event")
    op.drop_table("drift")
    op.drop_table("draft_section")
    op.drop_table("draft_revision")
    with op.batch_alter_table("document", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_document_owner_id"))
        batch_op.drop_index(batch_op.f("ix_document_drafter_id"))

    op.drop_table("document")
    op.drop_table("delegation")
    with op.batch_alter_table("consultation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_consultation_version_id"))

    op.drop_table("consultation")
    with op.batch_alter_table("connection", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_connection_organisation_id"))

    op.drop_table("connection")
    with op.batch_alter_table("condition", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_condition_sign_off_id"))
        batch_op.drop_index(batch_op.f("ix_condition_organisation_id_state"))

    op.drop_table("condition")
    with op.batch_alter_table("comment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_comment_version_id_section"))
        batch_op.drop_index(batch_op.f("ix_comment_audience_key"))
        batch_op.drop_index(batch_op.f("ix_comment_assigned_to"))

    op.drop_table("comment")
    op.drop_table("code_table")
    op.drop_table("client_secret")
    op.drop_table("client")
    op.drop_table("clause_version")
    with op.batch_alter_table("clause_use", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_clause_use_organisation_id_clause_id"))

    op.drop_table("clause_use")
    with op.batch_alter_table("chain_step", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_chain_step_organisation_id_chain"))

    op.drop_table("chain_step")
    op.drop_table("category")
    with op.batch_alter_table("basis", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_basis_version_id"))
        batch_op.drop_index(batch_op.f("ix_basis_review_due_at_document_id"))
        batch_op.drop_index(batch_op.f("ix_basis_flow_id"))
        batch_op.drop_index(batch_op.f("ix_basis_ends_at_document_id"))
        batch_op.drop_index(batch_op.f("ix_basis_document_id"))

    op.drop_table("basis")
    with op.batch_alter_table("appointment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_appointment_person_id"))
        batch_op.drop_index(batch_op.f("ix_appointment_organisation_id_role"))

    op.drop_table("appointment")
    op.drop_table("adoption")
    with op.batch_alter_table("act", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_act_subject_id"))
        batch_op.drop_index(batch_op.f("ix_act_sign_off_id"))

    op.drop_table("act")
    op.drop_table("acceptance")
