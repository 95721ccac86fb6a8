"""One lawful basis is complete: sensitive processing, and Articles 6, 9 and 10."""

from __future__ import annotations

import datetime as dt

import pytest

from documents.findings import Context
from tests.documents.sharing_agreement import answers as a
from tests.documents.sharing_agreement.test_regimes import both_regimes, law_enforcement


def sensitive(**changes: object) -> a.Answers:
    """A dual-purpose flow whose sender also stands under Part 3, with changes to that basis."""
    answers = law_enforcement(partner_too=False)
    row = {**both_regimes(), **changes}
    answers["sender_bases"] = [{key: value for key, value in row.items() if value is not None}]
    return answers


@pytest.mark.parametrize(
    ("column", "code"),
    [
        ("strictly_necessary", "strictly_necessary_missing"),
        ("schedule_8", "schedule_8_condition_missing"),
        ("policy_document", "policy_document_missing"),
    ],
)
def test_sensitive_processing_needs_all_three(column: str, code: str) -> None:
    assert code in a.codes(sensitive(**{column: None}))
    assert code not in a.codes(sensitive())


def test_data_that_is_not_sensitive_needs_none_of_them() -> None:
    answers = sensitive(strictly_necessary=None, schedule_8=None)
    del answers["data"][0]["special"]

    found = a.codes(answers)

    assert not {"strictly_necessary_missing", "schedule_8_condition_missing"} & found


def test_criminal_offence_data_is_not_sensitive_under_part_3() -> None:
    answers = sensitive(schedule_8=None)
    del answers["data"][0]["special"]
    answers["data"][0]["criminal_offence"] = True

    assert "schedule_8_condition_missing" not in a.codes(answers)


def test_a_force_without_a_policy_document_is_stopped() -> None:
    context = Context(a.TODAY, policy_documents={"kent": None})

    assert "force_has_no_policy_document" in a.codes(sensitive(), context)


def test_a_policy_document_past_its_review_is_advice() -> None:
    late = Context(a.TODAY, policy_documents={"essex": a.TODAY - dt.timedelta(days=1)})
    due = Context(a.TODAY, policy_documents={"essex": a.TODAY})

    levels = {one.level for one in a.found(sensitive(), late) if "policy" in one.code}

    assert levels == {"advice"}
    assert "policy_document_review_late" not in a.codes(sensitive(), due)


def test_no_list_of_policy_documents_is_no_finding() -> None:
    assert "force_has_no_policy_document" not in a.codes(sensitive())


@pytest.mark.parametrize("side", ["sender_bases", "recipient_bases"])
@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"article_6": None}, "article_6_missing"),
        ({"article_6_law": None}, "article_6_law_missing"),
        ({"article_6": ["ea"]}, "basis_closed_to_public_authorities"),
        ({"article_6": ["f"]}, "basis_closed_to_public_authorities"),
        ({"article_9": None}, "article_9_missing"),
        ({"schedule_1": None}, "schedule_1_missing"),
        ({"article_10": "not_criminal"}, "article_10_missing"),
        ({"article_10": None}, "article_10_missing"),
        (
            {"article_10": "official_authority", "article_10_law": None},
            "article_10_law_missing",
        ),
        ({"policy_document": None}, "schedule_1_policy_document_not_named"),
        ({"article_6": ["a"]}, "consent_as_basis"),
    ],
)
def test_each_side_under_the_uk_gdpr_is_complete(
    side: str, changes: dict[str, object], code: str
) -> None:
    assert code in a.codes(a.with_row(side, **changes))


def test_recognised_legitimate_interests_serve_a_charity_also_as_sender() -> None:
    answers = a.with_row("recipient_bases", article_6=["ea"])
    answers["parties"][1]["kind"] = "charity"

    assert "basis_closed_to_public_authorities" not in a.codes(answers)


def test_official_authority_with_its_law_needs_no_schedule_1_condition() -> None:
    answers = a.with_row("sender_bases", article_9=None, schedule_1=None)
    del answers["data"][0]["special"]

    assert "schedule_1_missing" not in a.codes(answers)


def test_part_3_on_consent_is_advice() -> None:
    assert "consent_as_basis" in a.codes(sensitive(section_35_2="consent"))
