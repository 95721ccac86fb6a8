"""Conditions as pages: evidence handed in by one, accepted by another, unseen by others."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from govern.clock import text
from govern.store.rows.sign_offs import ConditionRow
from tests.adopting import Adopting
from tests.commands.signing.test_own_certificates import registered
from tests.web.signing.browsing import Browsing
from workflows.engine import Form
from workflows.facts import Condition

WORDS = "The correction notice route is tested."
EVIDENCE = "Tested on two flows; the result is filed under reference 7."


@pytest.fixture
def condition(house: Adopting) -> str:
    """A condition of Essex's DPO, due in a month."""
    due = house.installation.clock.now().date() + timedelta(days=30)
    form = Form(conditions=(Condition(WORDS, "by_date", due, "close"),))
    house.sign("essex_dpo", "endorse_with_conditions", form)
    with house.installation.reading() as session:
        return session.query(ConditionRow).one().id


def state(house: Adopting, condition: str) -> str:
    with house.installation.reading() as session:
        return session.get_one(ConditionRow, condition).state


def test_evidence_is_handed_in_by_one_and_accepted_by_another(
    browsing: Browsing, house: Adopting, condition: str
) -> None:
    page = f"/conditions/{condition}"

    handed = browsing.as_("essex_owner").send(f"{page}/submit", form_of=page, words=EVIDENCE)
    accepted = browsing.as_("essex_dpo").send(f"{page}/accept", form_of=page)

    assert handed.status_code == accepted.status_code == 302
    assert state(house, condition) == "met"
    assert EVIDENCE in browsing.as_("essex_siro").get(page)


def test_evidence_is_sent_back_with_what_is_missing(
    browsing: Browsing, house: Adopting, condition: str
) -> None:
    page = f"/conditions/{condition}"
    browsing.as_("essex_owner").send(f"{page}/submit", form_of=page, words=EVIDENCE)

    empty = browsing.as_("essex_dpo").send(f"{page}/reject", form_of=page, words="")
    sent = browsing.as_("essex_dpo").send(f"{page}/reject", form_of=page, words="No dates.")

    assert empty.status_code == 422
    assert sent.status_code == 302
    assert state(house, condition) == "open"
    assert "No dates." in browsing.as_("essex_owner").get(page)


def test_who_may_not_accept_is_refused_with_the_reason(
    browsing: Browsing, house: Adopting, condition: str
) -> None:
    page = f"/conditions/{condition}"

    answer = browsing.as_("essex_owner").send(f"{page}/accept", form_of=page)

    assert answer.status_code == 422
    assert "Error: " in answer.text
    assert state(house, condition) == "open"


def test_a_siro_keeps_a_flow_open_with_reasons_a_fallback_and_an_end(
    browsing: Browsing, house: Adopting, condition: str
) -> None:
    page = f"/conditions/{condition}"
    siro = browsing.as_("essex_siro")
    typed = {"reasons": "Children would be at risk.", "fallback": "Secure e-mail"}

    answer = siro.client.post(
        f"{page}/continue_flow",
        data={
            "csrf_token": siro.client.get(page).text.split('csrf_token" value="')[1].split('"')[0],
            **typed,
            "until": ["31", "1", "2027"],
        },
    )

    assert answer.status_code == 302
    assert "Until the end of 31 January 2027" in siro.get(page)


def test_a_condition_is_not_there_for_others(browsing: Browsing, condition: str) -> None:
    for who in ("kent_dpo", "kent_siro", "coordinator", "admin", "signatory"):
        client = browsing.as_(who).client
        assert client.get(f"/conditions/{condition}").status_code == 404, who
        assert WORDS not in client.get("/conditions").text, who


def test_the_drafters_see_it(browsing: Browsing, condition: str) -> None:
    assert WORDS in browsing.as_("lawyer").get(f"/conditions/{condition}")


def test_an_unknown_act_is_not_there(browsing: Browsing, condition: str) -> None:
    owner = browsing.as_("essex_owner")

    answer = owner.send(f"/conditions/{condition}/erase", form_of=f"/conditions/{condition}")

    assert answer.status_code == 404


def test_the_date_is_extended_in_two_steps(
    browsing: Browsing, house: Adopting, condition: str
) -> None:
    siro, page = browsing.as_("essex_siro"), f"/extensions/condition/{condition}"
    typed = {"reasons": "The test environment was late."}
    token = siro.client.get(page).text.split('csrf_token" value="')[1].split('"')[0]

    too_far = siro.client.post(
        page, data={"csrf_token": token, **typed, "until": ["1", "6", "2027"]}
    )
    stated = siro.client.post(
        page, data={"csrf_token": token, **typed, "until": ["1", "2", "2027"]}
    )
    signed = siro.sign(stated.location)

    assert too_far.status_code == 422
    assert "The test environment was late." in too_far.text
    assert "Extended" in siro.get(signed.location)
    with house.installation.reading() as session:
        due = session.get_one(ConditionRow, condition).due_at
    assert due and due < text(house.installation.clock.now() + timedelta(days=31))
    assert browsing.as_("kent_siro").client.get(page).status_code == 404


def test_the_date_is_extended_with_the_siros_own_certificate(
    browsing: Browsing, house: Adopting, condition: str, tmp_path: Path
) -> None:
    registered(house, tmp_path, who="essex_siro")
    siro, page = browsing.as_("essex_siro"), f"/extensions/condition/{condition}"
    last = house.installation.clock.now().date() + timedelta(days=40)
    token = siro.client.get(page).text.split('csrf_token" value="')[1].split('"')[0]
    asked = {
        "csrf_token": token,
        "reasons": "Late.",
        "until": [str(last.day), str(last.month), str(last.year)],
    }
    stated = str(siro.client.post(page, data=asked).location)

    offered = siro.get(stated)
    answer = siro.sign(stated, own="yes")

    assert "Sign with my own certificate" in offered
    assert str(answer.location).endswith("/own")
    assert "to-sign.der" in siro.get(str(answer.location))
