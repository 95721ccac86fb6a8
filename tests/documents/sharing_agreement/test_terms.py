"""Dates, periods, purpose and wording of a sharing agreement."""

from __future__ import annotations

import pytest

from tests.documents.sharing_agreement import answers as a


@pytest.mark.parametrize(
    ("question", "answer", "code"),
    [
        ("ends_on", "2026-08-31", "ends_before_it_starts"),
        ("ends_on", "2029-09-01", "longer_than_three_years"),
        ("starts_on", "2026-06-01", "starts_before_signatures"),
        ("review_on", "2027-03-02", "first_review_late"),
        ("review_on", "2029-10-01", "review_after_the_end"),
        ("review_months", 13, "review_over_twelve_months"),
        ("correction_days", 3, "correction_notice_slow"),
        ("transfer_days", 5, "request_transfer_slow"),
        ("breach_hours", 48, "breach_report_slow"),
        ("marking", "secret_or_above", "marking_out_of_scope"),
        ("automated", True, "automated_decisions"),
        ("indemnity", True, "indemnity_given"),
        ("consent_stance", "relied_on", "consent_relied_on"),
        ("process", "No reply within ten days means that it is approved.", "silence_as_approval"),
        ("process", "A request is deemed to have been agreed after a week.", "silence_as_approval"),
        ("recording", "Each request is approved by the DPO.", "dpo_approves"),
        (
            "use_limits",
            "No information may be shared outside this agreement.",
            "bars_urgent_disclosure",
        ),
        ("harm_of_sharing", "As the DPA 1998 says.", "legacy_citation_dpa_1998"),
    ],
)
def test_a_term_that_needs_attention_is_found(question: str, answer: object, code: str) -> None:
    assert code in a.codes(a.complete() | {question: answer})
    assert code not in a.codes(a.complete())


@pytest.mark.parametrize(
    "purpose",
    ["Prevent crime", "To prevent and detect crime and disorder.", "Safeguarding", "Policing"],
)
def test_a_general_purpose_is_never_accepted_silently(purpose: str) -> None:
    found = a.codes(a.complete() | {"purpose": purpose})

    assert {"purpose_not_specific", "purpose_may_be_too_wide"} & found


def test_prevent_crime_is_no_purpose() -> None:
    assert "purpose_not_specific" in a.codes(a.complete() | {"purpose": "To prevent crime."})


def test_three_years_to_the_day_is_accepted() -> None:
    answers = a.complete() | {"ends_on": "2029-08-31"}

    assert "longer_than_three_years" not in a.codes(answers)


def test_advising_officers_are_not_taken_for_approvers() -> None:
    answers = a.complete() | {"recording": "The DPO is asked for advice and the SIRO approves."}

    assert "dpo_approves" not in a.codes(answers)
