"""A mail's link leads on even when one acts under another of one's appointments."""

from __future__ import annotations

import html

from flask import Flask

from govern.clock import text
from govern.store.identifiers import new_id
from tests.shared_sites import browse
from tests.sharing import COUNCIL, Sharing
from tests.waiting import wait
from tests.web.signing_in import token_of

HELD = "Act as DPO, Kent Police"


def _appointed_too(sharing: Sharing) -> str:
    """Essex's DPO becomes Kent's as well; returns that appointment."""
    made, ids = new_id(), sharing.people.organisations
    given = {
        "person_id": sharing.people.persons["essex_dpo"],
        "organisation_id": ids["kent"],
        "role": "dpo",
    }
    with sharing.installation.writing(None) as w:
        w.record("appointment_made", ("appointment", made), given | {"starts_at": text(w.at)})
    return made


def test_a_link_meant_for_another_appointment_offers_it_and_leads_there(
    shared_site: Flask, sharing: Sharing
) -> None:
    wait(sharing, "isa-new", "ISA-3", "kent")
    kent = _appointed_too(sharing)
    link = f"/sign-offs/{sharing.sign_offs['isa-new', 'kent']}"
    client = browse(shared_site, sharing, "essex_dpo")

    refused = client.get(link)
    form = {"appointment": kent, "csrf_token": token_of(client, link)}
    switched = client.post(f"/acting-as?next={link}", data=form)

    assert refused.status_code == 404
    assert HELD in html.unescape(refused.text)
    assert switched.location == link
    assert client.get(link).status_code == 200


def test_what_none_of_them_may_see_is_offered_under_none(
    shared_site: Flask, sharing: Sharing
) -> None:
    wait(sharing, "isa-new", "ISA-3", "kent", COUNCIL)
    _appointed_too(sharing)
    client = browse(shared_site, sharing, "essex_dpo")

    hidden = client.get(f"/sign-offs/{sharing.sign_offs['isa-new', COUNCIL]}")
    missing = client.get(f"/sign-offs/{new_id()}")

    assert hidden.status_code == missing.status_code == 404
    assert HELD not in html.unescape(hidden.text + missing.text)


def test_whoever_holds_one_appointment_is_offered_nothing(
    shared_site: Flask, sharing: Sharing
) -> None:
    wait(sharing, "isa-new", "ISA-3", "kent")

    page = browse(shared_site, sharing, "essex_dpo").get(
        f"/sign-offs/{sharing.sign_offs['isa-new', 'kent']}"
    )

    assert "another of your appointments" not in page.text


def test_my_work_names_what_waits_under_the_other_and_acts_as_it_in_one_press(
    shared_site: Flask, sharing: Sharing
) -> None:
    wait(sharing, "isa-new", "ISA-3", "kent")
    kent = _appointed_too(sharing)
    client = browse(shared_site, sharing, "essex_dpo")

    page = html.unescape(client.get("/my-work").text)
    form = {"appointment": kent, "csrf_token": token_of(client, "/my-work")}
    after = client.post("/acting-as?next=/my-work", data=form, follow_redirects=True)

    assert "DPO, Kent Police: 1 text to sign" in page
    assert HELD in page
    assert "1 thing waits for you" in after.text
