"""The two steps: what is typed is kept, and what was shown is signed, once, by who saw it."""

from __future__ import annotations

import html
import re

import pytest

from govern.store.rows.sign_offs import ActRow, ConditionRow
from govern.store.rows.working import ViewTokenRow
from govern.web.signing import stating
from tests.adopting import NOT_NEEDED, Adopting
from tests.web.people import PASSWORD
from tests.web.signing.browsing import Browsing
from tests.web.signing_in import code_now

CONDITION = {
    "text_1": "The correction notice route is tested.",
    "timing_1": "by_date",
    "due_1": "31",
    "overdue_1": "close",
}


def test_an_endorsement_leaves_a_record_that_begins_with_the_frozen_bytes(
    browsing: Browsing, house: Adopting
) -> None:
    reader, sign_off = browsing.as_("essex_dpo"), house.sign_off("essex").id

    signed = reader.sign(reader.state(sign_off, "endorse"))

    page = reader.get(signed.location)
    found = re.search(r"/records/([0-9a-f]{64})\.pdf", page)
    assert "Endorsed" in page
    assert found
    record = reader.client.get(found[0])
    frozen = reader.client.get(f"/sign-offs/{sign_off}/document.pdf")
    assert record.headers["Content-Disposition"].startswith("attachment")
    assert record.data.startswith(frozen.data)


def test_the_statement_is_shown_with_both_digests(browsing: Browsing, house: Adopting) -> None:
    reader, sign_off = browsing.as_("essex_dpo"), house.sign_off("essex").id

    page = reader.get(reader.state(sign_off, "endorse"))

    with house.installation.reading() as session:
        shown = session.query(ViewTokenRow).one()
    assert "I, Dana Obi, DPO of Essex Police, endorse DPIA-1 version 1" in page
    assert shown.frozen_digest in page
    assert shown.statement_digest in page


def test_advice_against_needs_reasons_and_keeps_nothing_half(
    browsing: Browsing, house: Adopting
) -> None:
    reader, sign_off = browsing.as_("essex_dpo"), house.sign_off("essex").id

    answer = reader.choose(sign_off, "not_endorse")

    assert answer.status_code == 422
    assert "Give your reasons" in answer.text


def test_approving_against_advice_takes_a_hundred_characters(
    browsing: Browsing, house: Adopting
) -> None:
    house.sign("essex_dpo", "endorse")
    reader, sign_off = browsing.as_("essex_siro"), house.sign_off("essex").id

    answer = reader.choose(sign_off, "reject", reasons="We disagree.")

    assert answer.status_code == 422
    assert "give at least 100 characters of reasons" in html.unescape(answer.text)
    assert "We disagree." in answer.text


def test_a_high_risk_asks_the_siro_about_the_ico(browsing: Browsing, house: Adopting) -> None:
    house.sign("essex_dpo", "endorse")
    reader, sign_off = browsing.as_("essex_siro"), house.sign_off("essex").id

    empty = reader.choose(sign_off, "approve")
    needed = reader.choose(sign_off, "approve", ico="needed", ico_reasons="The risk stays high.")
    not_needed = reader.choose(sign_off, "approve", ico="not_needed", ico_reasons="It does not.")

    assert empty.status_code == needed.status_code == 422
    assert "Refer this to the regulator instead of approving it." in needed.text
    assert not_needed.status_code == 302


def test_adding_a_condition_keeps_what_was_typed(browsing: Browsing, house: Adopting) -> None:
    reader, sign_off = browsing.as_("essex_dpo"), house.sign_off("essex").id

    answer = reader.choose(sign_off, "endorse_with_conditions", **CONDITION, more="yes")

    assert answer.status_code == 200
    assert "The correction notice route is tested." in answer.text
    assert "Condition 2" in answer.text


def test_a_condition_that_was_begun_must_be_whole(browsing: Browsing, house: Adopting) -> None:
    reader, sign_off = browsing.as_("essex_dpo"), house.sign_off("essex").id

    answer = reader.choose(sign_off, "endorse_with_conditions", **CONDITION)

    assert answer.status_code == 422
    assert "The date it must be met by must include a month and year" in answer.text
    assert "The correction notice route is tested." in answer.text


def test_conditions_are_signed_as_they_were_written(browsing: Browsing, house: Adopting) -> None:
    reader, sign_off = browsing.as_("essex_dpo"), house.sign_off("essex").id
    typed = {name: CONDITION[name] for name in ("text_1",)} | {"timing_1": "before_opening"}

    reader.sign(reader.state(sign_off, "endorse_with_conditions", **typed))

    with house.installation.reading() as session:
        row = session.query(ConditionRow).one()
    page = reader.get(f"/conditions/{row.id}")
    assert (row.timing, row.due_at) == ("before_opening", None)
    assert "The correction notice route is tested." in page
    assert "No flow opens on it before it is met" in page
    assert "If it is late" not in page


def test_only_a_condition_with_a_date_must_say_what_happens_once_it_is_late(
    browsing: Browsing, house: Adopting
) -> None:
    reader, sign_off = browsing.as_("essex_dpo"), house.sign_off("essex").id
    dated = CONDITION | {"due_1-day": "1", "due_1-month": "3", "due_1-year": "2027"}

    answer = reader.choose(sign_off, "endorse_with_conditions", **dated | {"overdue_1": ""})

    assert answer.status_code == 422
    assert "Say what happens if condition 1 is late" in answer.text


def test_a_wrong_code_signs_nothing_and_burns_nothing(browsing: Browsing, house: Adopting) -> None:
    reader, sign_off = browsing.as_("essex_dpo"), house.sign_off("essex").id
    statement = reader.state(sign_off, "endorse")

    refused = reader.sign(statement, code="000000")
    signed = reader.sign(statement)

    assert refused.status_code == 422
    assert signed.status_code == 302


def test_the_declaration_must_be_made(browsing: Browsing, house: Adopting) -> None:
    reader, sign_off = browsing.as_("essex_dpo"), house.sign_off("essex").id
    statement = reader.state(sign_off, "endorse")

    answer = reader.sign(statement, declaration="")

    assert answer.status_code == 422
    assert "Confirm that you have read the text and the statement" in answer.text


def test_a_statement_is_signed_once_and_says_so(browsing: Browsing, house: Adopting) -> None:
    reader, sign_off = browsing.as_("essex_dpo"), house.sign_off("essex").id
    statement = reader.state(sign_off, "endorse")
    form = reader.client.get(statement).text
    signed = reader.sign(statement)

    again = reader.client.get(statement)
    token = re.search(r'name="csrf_token" value="([^"]+)"', form)
    assert token
    house.people.later(seconds=31)
    proof = {"password": PASSWORD, "code": code_now(house.installation.clock)}
    resent = reader.client.post(
        statement, data={"csrf_token": token[1], "declaration": "y", **proof}
    )

    assert again.status_code == resent.status_code == 409
    assert "This has been signed already" in again.text
    assert signed.location in again.text
    with house.installation.reading() as session:
        assert session.query(ActRow).count() == 1


def test_an_expired_statement_explains_itself_and_keeps_what_was_written(
    browsing: Browsing, house: Adopting
) -> None:
    reasons = "The retention of records of people found safe is not justified."
    reader, sign_off = browsing.as_("essex_dpo"), house.sign_off("essex").id
    statement = reader.state(sign_off, "not_endorse", reasons=reasons)
    house.people.later(minutes=10)
    reader.get("/conditions")
    house.people.later(minutes=10)
    reader.get("/conditions")
    house.people.later(minutes=11)

    answer = reader.client.get(statement)

    back = re.search(r'href="(/sign-offs/[^"]+from=[^"]+)"', answer.text)
    assert answer.status_code == 409
    assert "This statement has expired" in answer.text
    assert back
    assert reasons in reader.get(html.unescape(back[1]))


def test_nobody_else_can_open_or_sign_a_statement(browsing: Browsing, house: Adopting) -> None:
    reader, sign_off = browsing.as_("essex_dpo"), house.sign_off("essex").id
    statement = reader.state(sign_off, "endorse")

    for who in ("kent_dpo", "essex_siro", "essex_dpo"):
        client = browsing.as_(who).client  # the DPO again, in another sign-in
        assert client.get(statement).status_code == 404, who
        assert client.get(f"{statement}/document.pdf").status_code == 404, who


def test_an_act_and_its_record_are_their_organisations_alone(
    browsing: Browsing, house: Adopting
) -> None:
    reader, sign_off = browsing.as_("essex_dpo"), house.sign_off("essex").id
    done = reader.sign(reader.state(sign_off, "endorse")).location
    record = f"/records/{house.sign_off('essex').advice_record_sha256}.pdf"

    assert browsing.as_("essex_siro").client.get(record).status_code == 200
    assert browsing.as_("lawyer").client.get(record).status_code == 200
    for who in ("kent_dpo", "coordinator", "admin", "gold"):
        client = browsing.as_(who).client
        assert client.get(done).status_code == 404, who
        assert client.get(record).status_code == 404, who


def test_who_holds_the_office_twice_types_whom_they_sign_for(
    browsing: Browsing, house: Adopting
) -> None:
    person = house.people.actor("essex_dpo").person
    house.people.appoint(person, "kent", "dpo")
    reader, sign_off = browsing.as_("essex_dpo"), house.sign_off("essex").id
    statement = reader.state(sign_off, "endorse")

    wrong = reader.sign(statement, organisation="Kent Police")
    right = reader.sign(statement, organisation="essex police")

    assert wrong.status_code == 422
    assert "You are about to sign for Essex Police: type that name" in wrong.text
    assert right.status_code == 302


def test_a_record_that_could_not_be_made_at_once_is_made_later(
    browsing: Browsing, house: Adopting, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object, **kwargs: object) -> str:
        raise OSError("the disk is full")

    monkeypatch.setattr(stating, "seal_act", fail)
    reader, sign_off = browsing.as_("essex_dpo"), house.sign_off("essex").id

    signed = reader.sign(reader.state(sign_off, "endorse"))

    page = reader.get(signed.location)
    assert "Its signed PDF is being made" in page
    assert "Once it is made, the sign-off moves on" in page
    assert "It waits for the" not in page
    assert "/records/" not in page.split("What happens next")[1].split("See this sign-off")[0]
    assert house.sign_off("essex").stage == "advice"


def test_the_records_of_an_organisation_are_listed_for_it(
    browsing: Browsing, house: Adopting
) -> None:
    house.sign("essex_dpo", "endorse")

    assert "Dana Obi" in browsing.as_("essex_siro").get("/records")
    assert "Dana Obi" not in browsing.as_("kent_siro").get("/records")


def test_a_withdrawn_endorsement_asks_the_siro_again_and_closes_nothing(
    browsing: Browsing, house: Adopting
) -> None:
    house.sign("essex_dpo", "endorse")
    house.sign("essex_siro", "approve", NOT_NEEDED)
    sign_off, reasons = house.sign_off("essex").id, "The processor has changed since. " * 4
    dpo, siro = browsing.as_("essex_dpo"), browsing.as_("essex_siro")

    dpo.sign(dpo.state(sign_off, "withdraw_endorsement", reasons=reasons))
    asked = siro.get(f"/sign-offs/{sign_off}")
    siro.sign(siro.state(sign_off, "reaffirm", reasons=reasons))

    row = house.sign_off("essex")
    assert "Decide again on DPIA-1, version 1: the DPO has withdrawn the endorsement" in asked
    assert (row.stage, row.outcome, row.endorsement_withdrawn_at) == ("complete", "complete", None)


def test_a_withdrawn_adoption_ends_the_sign_off(browsing: Browsing, house: Adopting) -> None:
    house.sign("essex_dpo", "endorse")
    house.sign("essex_siro", "approve", NOT_NEEDED)
    siro, sign_off = browsing.as_("essex_siro"), house.sign_off("essex").id

    signed = siro.sign(siro.state(sign_off, "withdraw_adoption", reasons="The system is gone."))

    assert "Adoption withdrawn" in siro.get(signed.location)
    assert house.sign_off("essex").outcome == "withdrawn"
