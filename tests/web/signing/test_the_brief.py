"""The page a signatory sees first: what is asked, what stands behind it, what can be chosen."""

from __future__ import annotations

import re

import pytest

from govern.commands.mail.chase import chase
from govern.web.signing import brief
from tests.adopting import NOT_NEEDED, Adopting
from tests.commands.signing.second_version import second_version, signed
from tests.web.signing.browsing import Browsing


def test_it_says_what_is_asked_by_when_and_what_if_not(browsing: Browsing, house: Adopting) -> None:
    page = browsing.as_("essex_dpo").get(f"/sign-offs/{house.sign_off('essex').id}")

    assert "Advise Essex Police on DPIA-1, version 1" in page
    assert "16 November 2026" in page
    assert "Silence approves nothing and refuses nothing." in page


def test_what_silence_has_led_to_is_not_told_as_still_to_come(
    browsing: Browsing, house: Adopting
) -> None:
    address = f"/sign-offs/{house.sign_off('essex').id}"
    before = browsing.as_("essex_dpo").get(address)

    house.people.later(days=60)
    after = browsing.as_("essex_dpo").get(address)

    assert "From 30 November 2026 the SIRO may go on without your advice" in before
    assert "Since 30 November 2026 the SIRO may go on without your advice" in after
    assert "you can still advise" in after


def test_a_first_text_is_new_to_everyone(browsing: Browsing, house: Adopting) -> None:
    page = browsing.as_("essex_dpo").get(f"/sign-offs/{house.sign_off('essex').id}")

    assert "Essex Police has signed no earlier version: all of it is new to you." in page


def test_of_many_changes_every_section_leads_to_its_place_in_the_comparison(
    browsing: Browsing, house: Adopting, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed(house, "essex")
    second = second_version(house)
    monkeypatch.setattr(brief, "MOST_CHANGES", 0)
    reader = browsing.as_("essex_dpo")

    page = reader.get(f"/sign-offs/{second.sign_off('essex').id}")

    place = re.search(r'href="([^"#]+)#(changed-\w+)">\w+ [^<]+: 1 change<', page)
    assert place is not None
    assert f'id="{place[2]}"' in reader.get(place[1])


def test_the_findings_stand_beside_the_lawyers_reasons(browsing: Browsing, house: Adopting) -> None:
    page = browsing.as_("essex_dpo").get(f"/sign-offs/{house.sign_off('essex').id}")

    assert "Considered with both forces and kept under review." in page


def test_the_dpo_is_offered_four_kinds_of_advice(browsing: Browsing, house: Adopting) -> None:
    page = browsing.as_("essex_dpo").get(f"/sign-offs/{house.sign_off('essex').id}")

    for act in ("endorse", "endorse_with_conditions", "not_endorse", "ask_for_changes"):
        assert f'value="{act}"' in page
    assert 'value="approve"' not in page


def test_the_siro_sees_whose_turn_it_is_and_cannot_decide_before(
    browsing: Browsing, house: Adopting
) -> None:
    siro, sign_off = browsing.as_("essex_siro"), house.sign_off("essex").id

    page = siro.get(f"/sign-offs/{sign_off}")

    assert "It waits for the DPO (Dana Obi) since today." in page
    assert 'value="approve"' not in page
    assert siro.client.get(f"/sign-offs/{sign_off}/acts/approve").status_code == 409


def test_what_cannot_be_chosen_is_explained(browsing: Browsing, house: Adopting) -> None:
    page = browsing.as_("essex_siro").get(f"/sign-offs/{house.sign_off('essex').id}")

    assert "Outcomes that cannot be chosen now" in page
    assert "let the step be escalated before deciding without it" in page


def test_the_siro_reads_the_advice_with_its_reasons(browsing: Browsing, house: Adopting) -> None:
    reasons = "The retention of records of people found safe is not justified."
    reader, sign_off = browsing.as_("essex_dpo"), house.sign_off("essex").id
    reader.sign(reader.state(sign_off, "not_endorse", reasons=reasons))

    page = browsing.as_("essex_siro").get(f"/sign-offs/{sign_off}")

    assert "The DPO advises against approval" in page
    assert reasons in page


def test_the_frozen_bytes_open_in_the_browser(browsing: Browsing, house: Adopting) -> None:
    reader = browsing.as_("essex_dpo")

    answer = reader.client.get(f"/sign-offs/{house.sign_off('essex').id}/document.pdf")

    assert answer.headers["Content-Disposition"].startswith("inline")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.data.startswith(b"%PDF-")


def test_continuing_without_an_outcome_is_an_error_on_the_same_page(
    browsing: Browsing, house: Adopting
) -> None:
    reader, sign_off = browsing.as_("essex_dpo"), house.sign_off("essex").id

    sent = reader.client.get(f"/sign-offs/{sign_off}/choose")

    page = reader.get(sent.location)
    assert "<title>Error: " in page
    assert 'href="#act"' in page


def test_another_force_has_no_such_sign_off(browsing: Browsing, house: Adopting) -> None:
    sign_off = house.sign_off("essex").id

    for who in ("kent_dpo", "kent_siro", "coordinator", "admin"):
        client = browsing.as_(who).client
        assert client.get(f"/sign-offs/{sign_off}").status_code == 404, who
        assert client.get(f"/sign-offs/{sign_off}/document.pdf").status_code == 404, who


def test_the_drafters_read_it_and_are_offered_nothing(browsing: Browsing, house: Adopting) -> None:
    page = browsing.as_("lawyer").get(f"/sign-offs/{house.sign_off('essex').id}")

    assert "What do you do?" not in page


def test_a_completed_sign_off_can_be_taken_back(browsing: Browsing, house: Adopting) -> None:
    house.sign("essex_dpo", "endorse")
    house.sign("essex_siro", "approve", NOT_NEEDED)

    page = browsing.as_("essex_siro").get(f"/sign-offs/{house.sign_off('essex').id}")

    assert "Withdraw from this text" in page
    assert "Complete since" in page


def test_who_has_advised_is_asked_nothing_more(browsing: Browsing, house: Adopting) -> None:
    house.sign("essex_dpo", "endorse")

    page = browsing.as_("essex_dpo").get(f"/sign-offs/{house.sign_off('essex').id}")

    assert "What is asked of you" not in page
    assert "What do you do?" not in page
    assert "Withdraw the endorsement" in page


def test_nobody_is_asked_out_of_turn(browsing: Browsing, house: Adopting) -> None:
    page = browsing.as_("essex_siro").get(f"/sign-offs/{house.sign_off('essex').id}")

    assert "What is asked of you" not in page


def test_after_escalation_the_siro_may_go_on_without_advice(
    browsing: Browsing, house: Adopting
) -> None:
    house.people.later(days=40)
    chase(house.installation)

    page = browsing.as_("essex_siro").get(f"/sign-offs/{house.sign_off('essex').id}")

    assert "Go on without the DPO's advice on DPIA-1, version 1, or wait for it" in page
    assert 'value="decide_without_advice"' in page
