"""Law that something newer replaced: found where it is cited, named with the newer and the day."""

from __future__ import annotations

import datetime as dt

import pytest

from documents import catalogue
from documents.catalogue import definition
from documents.content import Content
from documents.findings import Context, Finding, findings

TODAY = dt.date(2026, 3, 1)
CITED = {
    "gdpr_of_the_union": "Personal data is held under Regulation (EU) 2016/679.",
    "data_sharing_code_2011": "We follow the Data Sharing Code of Practice 2011.",
    "ripa_communications_data": "Requests are made under RIPA section 22.",
    "victims_code_before_2020": "The Victims' Code 2015 applies.",
    "working_together_before_2023": "See Working Together to Safeguard Children (2018).",
    "information_sharing_advice_before_2024": "Information sharing: advice for practitioners 2018.",
    "local_safeguarding_children_board": "The Local Safeguarding Children Board may ask.",
    "clinical_commissioning_group": "A clinical commissioning group receives it.",
    "no_secrets": "As No Secrets asks.",
    "anti_social_behaviour_order": "Breach of an ASBO is reported.",
    "protective_marking_scheme": "Marked under the Protective Marking Scheme.",
    "crb_disclosure": "Staff have CRB checks.",
    "powers_of_criminal_courts_2000": "Powers of Criminal Courts (Sentencing) Act 2000 s.12.",
}


def found(words: str, today: dt.date = TODAY) -> list[Finding]:
    """What the checks say of an agreement whose purpose is in those words."""
    content = Content(definition("sharing_agreement"), {"purpose": words})
    every = findings(content, Context(today))
    return [each for each in every if each.code.startswith("replaced_")]


@pytest.mark.parametrize("row", [each["id"] for each in catalogue.reference("replaced_law")])
def test_each_replaced_provision_is_found_and_the_newer_named(row: str) -> None:
    written = catalogue.row("replaced_law", row)

    (finding,) = found(CITED[row])

    assert finding.code == f"replaced_{row}"
    assert written["newer"] in finding.message and written["newer"] in finding.remedy
    assert str(dt.date.fromisoformat(written["replaced_on"]).year) in finding.message


@pytest.mark.parametrize(
    "words",
    [
        "The UK GDPR and the Data Protection Act 2018 apply.",
        "Working Together to Safeguard Children 2023 applies.",
        "Safeguarding partners replaced the Local Safeguarding Children Board.",
        "The integrated care board and the Disclosure and Barring Service receive it.",
        "The former clinical commissioning group signed the older agreement.",
    ],
)
def test_current_law_and_history_told_as_such_are_left_alone(words: str) -> None:
    assert found(words) == []


def test_law_is_not_stale_before_the_day_on_which_it_is_replaced() -> None:
    words, day = CITED["working_together_before_2023"], dt.date(2023, 12, 15)

    assert found(words, day - dt.timedelta(days=1)) == []
    assert len(found(words, day)) == 1
