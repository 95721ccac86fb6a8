"""Two regimes side by side: what each side of a flow owes, by its own purpose."""

from __future__ import annotations

from typing import Any

from documents.agreement import Agreement
from documents.catalogue import definition
from documents.content import Content
from documents.regimes import Side, sides
from tests.documents.sharing_agreement.answers import DATA, FLOW, SENDER

WAY = "police_to_partner"


def both(partner: dict[str, Any] | None = None, **flow: Any) -> tuple[Side, Side]:
    """Sender and recipient of a flow that differs from the example in these cells."""
    answers = {
        "flows": [{**FLOW, **flow}],
        "sender_bases": [SENDER],
        "data": [DATA],
        "parties": [{"id": "p1", "organisation": "southend", **(partner or {})}],
    }
    agreement = Agreement(Content(definition("sharing_agreement"), answers))
    return sides(agreement, agreement.flows[0], WAY)


def columns(side: Side) -> set[str]:
    """What is asked of one side."""
    return {each.column for each in side.asked}


def test_police_who_share_for_another_purpose_owe_both_authority_and_articles() -> None:
    sender, recipient = both()

    assert (sender.part_3, sender.uk_gdpr) == (False, True)
    assert {"section_36_4", "article_6", "article_9", "article_10"} <= columns(sender)
    assert "section_35_2" not in columns(sender)
    assert (recipient.police, recipient.uk_gdpr) == (False, True)
    assert "section_36_4" not in columns(recipient)


def test_a_dual_purpose_flow_asks_the_sender_for_both_regimes() -> None:
    sender, recipient = both(police_law_enforcement=True)

    assert (sender.part_3, sender.uk_gdpr) == (True, True)
    assert {"section_35_2", "schedule_8", "policy_document", "section_36_4"} <= columns(sender)
    assert not recipient.part_3


def test_a_competent_partner_receives_for_law_enforcement_under_part_3() -> None:
    claimed = {"police_law_enforcement": True, "partner_law_enforcement": True}

    competent = both({"competent": True}, **claimed)
    not_competent = both({"competent": False}, **claimed)

    assert (competent[1].part_3, competent[1].uk_gdpr) == (True, False)
    assert (not_competent[1].part_3, not_competent[1].uk_gdpr) == (False, True)
    assert (competent[0].part_3, competent[0].uk_gdpr) == (True, False)


def test_what_is_recorded_is_shown_and_what_is_not_is_missing() -> None:
    sender, recipient = both()

    assert sender.of("section_36_4") is not None
    assert not sender.of("article_6").missing  # type: ignore[union-attr]  # asked, as above
    assert all(each.missing for each in recipient.asked)
    assert recipient.asked
