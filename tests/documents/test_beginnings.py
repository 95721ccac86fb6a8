"""What was chosen on opening is an answer at once, and every question it names is there."""

from __future__ import annotations

from uuid import uuid4

import pytest

from documents.answers import parse_answer
from documents.beginnings import Body, Chosen, Core, answers
from documents.catalogue import definition, names

ESSEX = Body("essex", "force", "Chief Constable of Essex Police", "Z1")
COUNCIL = Body("council", "partner", "Thornley County Council", "")
CORE = Core("DPIA-1", 2, "ab" * 32)
CHOSEN = Chosen("Referrals", "essex", (ESSEX, COUNCIL), CORE)


@pytest.mark.parametrize("kind", names())
def test_each_kind_begins_with_answers_that_its_questions_take(kind: str) -> None:
    asked = definition(kind)

    said = answers(kind, CHOSEN)

    assert said
    for question, answer in said.items():
        assert parse_answer(asked.question(question), answer, lambda: uuid4().hex) is not None


def test_an_agreement_begins_with_its_title_its_leads_and_its_parties() -> None:
    said = answers("sharing_agreement", CHOSEN)

    assert (said["title"], said["owner_force"], said["partner_lead"]) == (
        "Referrals", "essex", "council",
    )  # fmt: skip
    assert said["parties"] == [
        {
            "organisation": "essex", "legal_name": "Chief Constable of Essex Police",
            "ico_registration": "Z1", "capacity": "controller",
        },
        {
            "organisation": "council", "legal_name": "Thornley County Council",
            "capacity": "controller",
        },
    ]  # fmt: skip


def test_which_of_several_partners_leads_is_left_to_the_lawyer() -> None:
    more = Body("trust", "partner", "", "")

    assert "partner_lead" not in answers(
        "sharing_agreement", Chosen("Referrals", "essex", (ESSEX, COUNCIL, more))
    )


def test_a_police_service_is_no_controller() -> None:
    said = answers(
        "sharing_agreement", Chosen("Supply", "essex", (ESSEX, Body("pnd", "service", "", "")))
    )

    assert said["parties"][1] == {"organisation": "pnd", "capacity": "service"}


def test_an_addendum_begins_with_the_fingerprint_of_what_it_adds_to() -> None:
    said = answers("local_addendum", CHOSEN)

    assert said == {
        "force": "essex", "core_reference": "DPIA-1", "core_version": 2,
        "core_digest": f"sha256:{CORE.digest}",
    }  # fmt: skip
