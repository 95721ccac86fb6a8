"""Each legal check of an assessment fires on the fault it is for; none fires on the good text."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from documents.findings import Finding, OrgFacts, findings
from tests.documents.dpia.answers import CONTEXT, assessment, complete_answers, row_changed
from tests.documents.dpia.description import FORCES

STOP, ADVICE = "stop", "advice"


def raised(**changed: Any) -> dict[str, Finding]:
    return {one.code: one for one in findings(assessment(**changed), CONTEXT)}


HIGH: dict[str, Any] = {"residual_likelihood": "possible", "residual_severity": "severe"}
CASES: list[tuple[str, str, dict[str, Any]]] = [
    (STOP, "screening_outcome_contradicts_triggers", {"screening_outcome": "not_required"}),
    (ADVICE, "screening_trigger_denied", row_changed("ico_triggers", 5, applies=False)),
    (ADVICE, "screening_trigger_unanswered", row_changed("ico_triggers", 0, trigger="I02")),
    (STOP, "retrospective_not_declared", {"dpia_retrospective": False}),
    (ADVICE, "retrospective_before_start", {"processing_started_on": "2026-09-01"}),
    (STOP, "contact_point_not_joint_controller", {"contact_point": "surrey"}),
    (ADVICE, "arrangement_not_in_force", {"arrangement_status": "draft"}),
    (ADVICE, "controllers_differ", {"joint_controllers": ["essex", "kent"]}),
    (
        ADVICE,
        "section_58_claimed_for_partner",
        {"partner_relationship": "The council and Essex are joint controllers under s.58."},
    ),
    (STOP, "processor_without_contract", row_changed("processors", 1, name="Cloudly Ltd")),
    (ADVICE, "processor_as_party", row_changed("planned_flows", 0, recipient="recordwise ltd")),
    (
        ADVICE,
        "purpose_not_specific",
        row_changed("purposes", purpose="Prevent crime", description="Crime prevention"),
    ),
    (ADVICE, "purpose_not_specific", row_changed("purposes", description="To prevent crime.")),
    (STOP, "purpose_without_legal_basis", row_changed("purposes", legal_basis=None)),
    (STOP, "purpose_without_legal_basis", row_changed("purposes", section_35_condition=None)),
    (STOP, "other_purpose_without_authority", row_changed("purposes", 1, article_6=None)),
    (
        STOP,
        "other_purpose_without_authority",
        row_changed("purposes", 1, section_36_authority=None),
    ),
    (STOP, "other_purpose_without_authority", row_changed("purposes", 1, article_10=None)),
    (
        STOP,
        "other_purpose_without_authority",
        row_changed("purposes", 1, article_10_authority=None),
    ),
    (ADVICE, "consent_as_basis", row_changed("purposes", section_35_condition="consent")),
    (ADVICE, "consent_as_basis", row_changed("purposes", 1, article_6="a")),
    (STOP, "article_6_closed_to_public_authority", row_changed("purposes", 1, article_6="ea")),
    (STOP, "article_6_closed_to_public_authority", row_changed("purposes", 1, article_6="f")),
    (STOP, "regime_contradicts_purposes", {"regimes": "part_3"}),
    (STOP, "regime_contradicts_purposes", {"regimes": "uk_gdpr"}),
    (ADVICE, "basis_is_no_power", row_changed("purposes", 1, section_36_authority="MARAC")),
    (STOP, "sensitive_data_not_declared", {"sensitive_types": None}),
    (STOP, "strict_necessity_not_shown", {"strictly_necessary": None}),
    (STOP, "no_schedule_8_condition", {"schedule_8": None}),
    (ADVICE, "sensitive_processing_on_consent", {"sensitive_ground": "consent"}),
    (STOP, "policy_document_missing", row_changed("policy_documents", 2, force="surrey")),
    (
        ADVICE,
        "policy_document_review_late",
        row_changed("policy_documents", review_due_on="2022-09-30"),
    ),
    (
        ADVICE,
        "criminal_data_called_sensitive",
        {"strictly_necessary": "Criminal offence data is sensitive processing and is needed."},
    ),
    (STOP, "article_10_not_addressed", {"criminal_offence_data": None}),
    (STOP, "necessity_limb_missing", {"fair_balance": None}),
    (ADVICE, "necessity_limb_thin", {"pressing_need": "Crime is high."}),
    (ADVICE, "operations_not_logged", {"logged_operations": ["collection"]}),
    (ADVICE, "automated_decisions_with_sensitive_data", {"automated_decisions": True}),
    (ADVICE, "disposal_without_proof", row_changed("retention_rules", proof=None)),
    (STOP, "no_periodic_review", row_changed("retention_rules", review_years=0)),
    (
        ADVICE,
        "retention_left_to_partner",
        {"partner_copies": "Disposal is the responsibility of the partners."},
    ),
    (
        ADVICE,
        "national_service_as_partner",
        row_changed("planned_flows", 1, under="sharing_agreement"),
    ),
    (ADVICE, "flow_outside_scope", {"modules": ["intelligence", "custody", "case"]}),
    (STOP, "recipient_purpose_not_assessed", {"purposes": complete_answers()["purposes"][:1]}),
    (STOP, "risk_without_harm_to_people", row_changed("risks", harm=None)),
    (STOP, "risk_without_harm_to_people", row_changed("risks", categories=None)),
    (ADVICE, "harm_to_the_force_only", row_changed("risks", harm="Loss of reputation, fines")),
    (STOP, "score_not_on_matrix", row_changed("risks", inherent_severity="major")),
    (STOP, "risk_without_measure", row_changed("risks", measures=None)),
    (ADVICE, "measure_without_owner_or_date", row_changed("risks", measure_owner=None)),
    (ADVICE, "measure_without_owner_or_date", row_changed("risks", measure_due_on=None)),
    (
        ADVICE,
        "residual_above_inherent",
        row_changed("risks", inherent_likelihood="remote", residual_likelihood="possible"),
    ),
    (ADVICE, "risk_review_late", row_changed("risks", review_on="2025-12-31")),
    (STOP, "high_risk_consultation_unanswered", {"ico_decision": None}),
    (STOP, "high_risk_consultation_unanswered", {"ico_reason": None}),
    (STOP, "high_risk_consultation_unanswered", {"creates_filing_system": None}),
    (STOP, "residual_high_without_consultation", row_changed("risks", **HIGH)),
    (ADVICE, "inherent_high_not_consulted", {"creates_filing_system": True}),
    (
        ADVICE,
        "consultation_time_of_the_other_law",
        {"ico_reason": "Under section 65 the regulator has eight weeks."},
    ),
    (
        ADVICE,
        "silence_taken_as_approval",
        {"ico_reason": "If there is no reply, consent is taken as given."},
    ),
    (ADVICE, "action_overdue", row_changed("actions", due_on="2026-01-31")),
    (ADVICE, "review_date_past", {"review_due_on": "2026-02-01"}),
    (ADVICE, "review_date_too_far", {"review_due_on": "2027-02-03"}),
    (STOP, "decision_delegated_to_dpo", row_changed("decision_delegations", decides="Force DPO")),
    (ADVICE, "drafter_is_adviser", {"dpia_adviser": "leo marsh, associate"}),
    (ADVICE, "legacy_citation_dpa_1998", {"scope": "See the Data Protection Act 1998."}),
    (ADVICE, "legacy_citation_mopi", {"scope": "Kept under MoPI."}),
    (ADVICE, "legacy_citation_section_29", {"scope": "Answered as section 29 requests."}),
    (ADVICE, "legacy_citation_section_29", {"scope": "Under s.29(3) of the DPA."}),
    (ADVICE, "log_reason_called_statutory", {"logging": "Section 62 requires a justification."}),
    (ADVICE, "legacy_subject_access_time", {"subject_access": "Access requests: 40 days."}),
    (ADVICE, "dpo_called_decision_maker", {"dpo_matters": "The DPO approves the measures."}),
    (ADVICE, "officer_advice_called_privileged", {"dpo_matters": "DPO advice is privileged."}),
    (ADVICE, "qualified_signature_claimed", {"scope": "Signed with a qualified signature."}),
    (ADVICE, "name_may_change", {"scope": "Shared with all 43 forces."}),
]


@pytest.mark.parametrize(("level", "code", "changed"), CASES)
def test_a_check_fires_on_its_fault(level: str, code: str, changed: dict[str, Any]) -> None:
    assert code not in raised()

    finding = raised(**changed)[code]

    assert finding.level == level
    assert finding.message.endswith(".")
    assert finding.remedy.endswith(".")
    assert finding.source


@pytest.mark.parametrize(
    ("code", "changed"),
    [
        ("retrospective_not_declared", {"dpia_retrospective": False, "earlier_assessment": "D-1"}),
        (
            "retrospective_not_declared",
            {"dpia_retrospective": False, "processing_started_on": "2026-02-03"},
        ),
        (
            "section_58_claimed_for_partner",
            {"partner_relationship": "No council is a joint controller under section 58."},
        ),
        ("no_schedule_8_condition", {"sensitive_ground": "consent", "schedule_8": None}),
        (
            "criminal_data_called_sensitive",
            {"strictly_necessary": "Criminal offence data is not sensitive processing."},
        ),
        ("basis_is_no_power", row_changed("purposes", legal_basis="MASH; Children Act 2004 s.10.")),
        (
            "retention_left_to_partner",
            {"partner_copies": "Disposal is not the responsibility of the partners alone."},
        ),
        (
            "harm_to_the_force_only",
            row_changed("risks", harm="A victim is found; the force loses reputation"),
        ),
        (
            "consultation_time_of_the_other_law",
            {"ico_reason": "Under Article 36 of the UK GDPR it has eight weeks."},
        ),
        ("silence_taken_as_approval", {"ico_reason": "Silence is not deemed approval."}),
        ("action_overdue", row_changed("actions", due_on="2026-01-31", status="done")),
        ("review_date_too_far", {"review_due_on": "2027-02-02"}),
        ("legacy_citation_section_29", {"scope": "Section 29 of the Data Protection Act 2018."}),
        ("dpo_called_decision_maker", {"dpo_matters": "The DPO advises on the measures."}),
        ("high_risk_consultation_unanswered", {"ico_decision": "consult"}),
    ],
)
def test_a_check_is_quiet_where_the_text_is_right(code: str, changed: dict[str, Any]) -> None:
    assert code not in raised(**changed)


def test_high_risk_that_remains_is_advice_when_no_duty_to_consult_is_plain() -> None:
    finding = raised(**row_changed("risks", **HIGH), regimes="part_3", creates_filing_system=False)[
        "residual_high_without_consultation"
    ]

    assert finding.level == ADVICE


def test_what_the_installation_knows_of_policy_documents_counts_before_the_text() -> None:
    known = dict.fromkeys(FORCES[1:])

    found = findings(assessment(), replace(CONTEXT, policy_documents=known))

    (missing,) = [one for one in found if one.code == "policy_document_missing"]
    assert missing.message.startswith("Bedfordshire has no appropriate policy document")


def test_a_partner_is_no_joint_controller_under_section_58() -> None:
    council = OrgFacts(kind="partner", name="North Hill Council", sector="council")
    context = replace(
        CONTEXT, organisations={**CONTEXT.organisations, "north-hill-council": council}
    )
    content = assessment(joint_controllers=[*FORCES, "north-hill-council"])

    found = {one.code: one for one in findings(content, context)}

    assert found["section_58_not_for_partner"].level == STOP
    assert "North Hill Council" in found["section_58_not_for_partner"].message


def test_a_reply_date_beyond_section_65_is_told_with_both_dates() -> None:
    row = {"id": "e1", "sent_on": "2025-03-03", "reference": "IC-1", "law": "section_65"}
    dated = {**row, "received_on": "2025-03-03", "due_on": "2025-04-28"}

    finding = raised(earlier_consultations=[dated])["consultation_date_too_late"]

    assert "13 April 2025, or 14 April 2025" in finding.message


def test_stops_come_before_advice() -> None:
    levels = [
        one.level
        for one in findings(assessment(fair_balance=None, arrangement_status="draft"), CONTEXT)
    ]

    assert levels == sorted(levels, reverse=True)
    assert set(levels) == {STOP, ADVICE}


def test_a_finding_names_the_section_question_and_row() -> None:
    finding = raised(**row_changed("risks", measures=None))["risk_without_measure"]

    assert (finding.section, finding.question, finding.row) == ("D16", "risks", "r1")


def test_another_matrix_than_everybodys_is_advice_and_none_where_nothing_is_set() -> None:
    text = assessment()
    chosen = text.text("risk_matrix")
    other = next(each for each in ("ico_3x3", "force_5x5") if each != chosen)

    def said(matrix: str | None) -> list[str]:
        found = findings(text, replace(CONTEXT, risk_matrix=matrix))
        return [one.level.value for one in found if one.code == "other_risk_matrix"]

    assert (said(None), said(chosen), said(other)) == ([], [], [ADVICE])
