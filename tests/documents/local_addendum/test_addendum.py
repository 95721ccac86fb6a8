"""A local addendum cites the shared text exactly, adds to it, and never weakens it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from documents.catalogue import definition
from documents.content import Content, read_content, unfinished
from documents.facts import facts
from documents.findings import Finding, findings
from tests.documents.dpia.answers import CONTEXT, complete_answers

DIGEST = "sha256:" + "0a" * 32
VARIATION = {
    "id": "v1",
    "section": "D10",
    "shared": "Reviewed after six years.",
    "local": "Reviewed after two years.",
    "effect": "stricter",
    "reason": "A promise to the advisory group.",
}
INTERFACE = {
    "id": "i1",
    "name": "Front desk system",
    "direction": "in",
    "operator": "Essex Police",
    "modules": ["crime"],
    "carries": "Reports made at a counter.",
    "logged": True,
    "security": "Tested in May 2025.",
}


def addendum(**changed: Any) -> Content:
    answers: dict[str, Any] = {
        "force": "essex",
        "marking": "official",
        "drafting_person": "Leo Marsh, associate",
        "asset_owner": "Olu Finch, head of crime",
        "core_reference": "DPIA-1",
        "core_version": 2,
        "core_digest": DIGEST,
        "has_variations": True,
        "variations": [VARIATION],
        "has_interfaces": True,
        "interfaces": [INTERFACE],
        "policy_reference": "APD-essex",
        "policy_version": "3",
        "policy_review_due_on": "2026-11-03",
        "local_users": "3,200 users in 14 roles.",
        "local_consultation": "The advisory group of Essex.",
        "has_risks": True,
        "risk_matrix": "ico_3x3",
        "risks": complete_answers()["risks"],
        "creates_filing_system": False,
        "ico_decision": "not_consult",
        "ico_reason": "Medium after measures.",
        "review_due_on": "2027-01-31",
        "reviewer": "Records manager",
        "decision_sought": "To adopt the addendum.",
        **changed,
    }
    for row in answers["risks"] or ():
        row.pop("effect", None)
        row.pop("approved", None)
    given = {name: answer for name, answer in answers.items() if answer is not None}
    return read_content(definition("local_addendum", 1), given)


def raised(**changed: Any) -> dict[str, Finding]:
    return {one.code: one for one in findings(addendum(**changed), CONTEXT)}


def test_a_complete_addendum_misses_nothing_and_raises_nothing() -> None:
    assert unfinished(addendum()) == []
    assert raised() == {}


@pytest.mark.parametrize(
    ("level", "code", "changed"),
    [
        ("stop", "core_digest_malformed", {"core_digest": "sha256:abc"}),
        ("stop", "addendum_weakens_core", {"variations": [{**VARIATION, "effect": "weaker"}]}),
        ("stop", "policy_document_missing", {"policy_reference": None}),
        ("advice", "policy_document_review_late", {"policy_review_due_on": "2025-12-01"}),
        ("advice", "interface_not_logged", {"interfaces": [{**INTERFACE, "logged": False}]}),
        ("stop", "high_risk_consultation_unanswered", {"ico_decision": None}),
        ("advice", "review_date_past", {"review_due_on": "2026-01-31"}),
        ("advice", "legacy_citation_mopi", {"local_users": "As MoPI says."}),
    ],
)
def test_a_check_fires_on_its_fault(level: str, code: str, changed: dict[str, Any]) -> None:
    finding = raised(**changed)[code]

    assert finding.level == level
    assert finding.remedy.endswith(".")


def test_an_addendum_without_local_risks_needs_no_matrix_and_no_consultation() -> None:
    content = addendum(
        has_risks=False, risks=None, risk_matrix=None, ico_decision=None, ico_reason=None
    )

    assert unfinished(content) == []
    assert findings(content, CONTEXT) == []


def test_what_the_installation_knows_of_the_policy_document_counts() -> None:
    context = replace(CONTEXT, policy_documents={"kent": None})

    assert [one.code for one in findings(addendum(), context)] == ["policy_document_missing"]


def test_the_facts_name_the_text_that_is_added_to() -> None:
    made = facts(addendum())

    assert (made["force"], made["core_version"], made["core_digest"]) == ("essex", 2, DIGEST)
    assert (made["highest_inherent"], made["highest_residual"]) == ("high", "medium")
