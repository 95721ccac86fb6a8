"""The page of an action plan, what of it waits in my work, and measures made conditions."""

from __future__ import annotations

import pytest
from flask import Flask

from govern.store.identifiers import new_id
from tests.planning import in_days, write_plan
from tests.shared_sites import browse, submit
from tests.sharing import Sharing
from tests.waiting import wait
from tests.web.documents.world import strict

EVIDENCE = "Configured on 3 March; see ticket 4411."


@pytest.fixture
def page(sharing: Sharing) -> str:
    """The address of the plan."""
    write_plan(sharing)
    return f"/documents/{sharing.documents['dpia']}/versions/1/action-plan"


def test_a_force_sees_its_measures_with_owners_and_dates(
    shared_site: Flask, sharing: Sharing, page: str
) -> None:
    essex = strict(browse(shared_site, sharing, "essex_owner").get(page))

    assert "Two identifiers before a link" in essex and "Data standards manager" in essex
    assert "Settled in the text" in essex
    assert "Not taken on by you" in essex
    assert essex.count("It is in place") == 1


def test_what_is_reported_is_accepted_by_another_and_its_evidence_is_ones_own(
    shared_site: Flask, sharing: Sharing, page: str
) -> None:
    kent = browse(shared_site, sharing, "kent_owner")
    assert "Put this measure in place" in strict(kent.get("/my-work"))

    reported = submit(kent, page, f"{page}/r1/submit", words=EVIDENCE)

    dpo = browse(shared_site, sharing, "kent_dpo")
    assert reported.status_code == 302
    assert "Put this measure in place" not in strict(kent.get("/my-work"))
    assert "Waits to be accepted" in strict(kent.get(page))
    assert "Accept it as in place" not in strict(kent.get(page))
    assert "Accept this measure as in place" in strict(dpo.get("/my-work"))
    assert EVIDENCE in strict(dpo.get(page))
    submit(dpo, page, f"{page}/r1/accept")
    assert "Accepted as in place" in strict(kent.get(page))
    assert "Accept this measure as in place" not in strict(dpo.get("/my-work"))
    assert EVIDENCE not in strict(browse(shared_site, sharing, "essex_owner").get(page))


def test_a_fault_is_said_where_it_was_typed(
    shared_site: Flask, sharing: Sharing, page: str
) -> None:
    kent = browse(shared_site, sharing, "kent_owner")

    refused = submit(kent, page, f"{page}/r1/submit", words="No")

    assert refused.status_code == 422
    assert "10 to 4,000 characters" in strict(refused)


def test_a_late_measure_is_shown_to_the_dpo_and_not_asked_of_them(
    shared_site: Flask, sharing: Sharing, page: str
) -> None:
    wait(sharing, "isa-new", "ISA-3", "kent", due_in=60)
    sharing.people.later(days=21)
    dpo = browse(shared_site, sharing, "kent_dpo")

    mine = strict(dpo.get("/my-work"))

    assert "Put this measure in place" not in mine
    assert "1 thing waits for you" in mine
    assert mine.index("Give your advice") < mine.index("Late measures, which others put in place")
    assert f"{page}#measure-r1" in mine
    assert ">Late<" in "".join(strict(dpo.get(page)).split())


def test_what_is_asked_stands_above_measures_to_accept(
    shared_site: Flask, sharing: Sharing, page: str
) -> None:
    wait(sharing, "isa-new", "ISA-3", "kent", due_in=60)
    submit(browse(shared_site, sharing, "kent_owner"), page, f"{page}/r1/submit", words=EVIDENCE)

    mine = strict(browse(shared_site, sharing, "kent_dpo").get("/my-work"))

    assert mine.index("Accept this measure") < mine.index("Give your advice")


def test_an_action_and_a_risk_of_one_number_are_two_measures(
    shared_site: Flask, sharing: Sharing, page: str
) -> None:
    kent = browse(shared_site, sharing, "kent_owner")

    submit(kent, page, f"{page}/actions-r1/submit", words=EVIDENCE)

    after = strict(kent.get(page))
    assert after.count("It is in place") == 1
    assert after.count(EVIDENCE) == 1


def test_the_document_leads_to_its_plan_and_strangers_find_none(
    shared_site: Flask, sharing: Sharing, page: str
) -> None:
    document = page.split("/versions")[0]

    assert page in browse(shared_site, sharing, "essex_siro").get(document).text
    assert browse(shared_site, sharing, "signatory").get(page).status_code == 404
    code = f"/documents/{sharing.documents['code']}/versions/1/action-plan"
    assert browse(shared_site, sharing, "essex_siro").get(code).status_code == 404


def test_a_signer_makes_measures_conditions_that_carry_their_dates(
    shared_site: Flask, sharing: Sharing, page: str
) -> None:
    sign_off = new_id()
    opened = {
        "version_id": sharing.versions["dpia"],
        "document_id": sharing.documents["dpia"],
        "organisation_id": sharing.people.organisations["essex"],
        "chain": "dpia",
        "chain_version": 1,
        "stage": "advice",
        "due_at": None,
    }
    sharing.record("sign_off_opened", "sign_off", sign_off, opened)
    client = browse(shared_site, sharing, "essex_dpo")
    act = f"/sign-offs/{sign_off}/acts/endorse_with_conditions"

    empty = strict(client.get(act))
    filled = strict(client.get(f"{act}?measure=r1"))

    assert 'value="r1"' in empty and 'value="actions-r1"' not in empty
    assert "Two identifiers before a link Owner: Data standards manager." in filled
    due = in_days(sharing, 20)
    assert f'value="{due.day}"' in filled and f'value="{due.year}"' in filled
