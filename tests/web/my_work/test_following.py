"""My work: what others hold up stands apart, and whoever signs nothing finds what they follow."""

from __future__ import annotations

import html
from datetime import timedelta

from flask import Flask

from govern.clock import text
from govern.commands.second_person.ask import do_or_ask
from govern.store.identifiers import new_id
from tests.shared_sites import browse
from tests.sharing import COUNCIL, Sharing
from tests.waiting import ask, wait


def work(site: Flask, sharing: Sharing, who: str) -> str:
    return html.unescape(browse(site, sharing, who).get("/my-work").text)


def _ordered(sharing: Sharing) -> None:
    """An agreement whose partner signs first, before the SIRO of Essex."""
    sharing.version("isa-new", "sharing_agreement", "ISA-3", ("essex", COUNCIL))
    sharing.freeze("isa-new", facts={"signing_order": "partners_first"})
    ask(sharing, "isa-new", COUNCIL, "signature")
    ask(sharing, "isa-new", "essex", "decision")


def test_a_decision_that_the_partner_holds_up_stands_apart_from_what_can_be_done_now(
    shared_site: Flask, sharing: Sharing
) -> None:
    _ordered(sharing)

    page = work(shared_site, sharing, "essex_siro")
    now, _, held = page.partition("Held until others act")

    assert "Nothing waits for you today." in now
    assert "ISA-3" not in now
    assert "ISA-3" in held
    assert "North Hill Council, which signs first" in held
    assert "ask for changes or refuse them already" in held


def test_a_partner_is_threatened_with_nobody_above_it(shared_site: Flask, sharing: Sharing) -> None:
    _ordered(sharing)
    address = f"/sign-offs/{sharing.sign_offs['isa-new', COUNCIL]}"

    page = browse(shared_site, sharing, "signatory").get(address).text

    assert "You are reminded; nothing else follows." in page
    assert "those above you" not in page


def test_once_the_partner_signed_it_waits_for_the_siro_now(
    shared_site: Flask, sharing: Sharing
) -> None:
    _ordered(sharing)
    done = {"stage": "complete", "record_sha256": "0" * 64}
    sharing.record("sign_off_completed", "sign_off", sharing.sign_offs["isa-new", COUNCIL], done)

    page = work(shared_site, sharing, "essex_siro")

    assert "Held until others act" not in page
    assert "1 thing waits for you" in page


def test_a_request_waits_for_the_second_person_and_its_asker_follows_it(
    shared_site: Flask, sharing: Sharing
) -> None:
    people = sharing.people
    given = {"person_id": people.persons["essex_dpo"]}
    do_or_ask(
        sharing.installation, by=people.actor("admin"), act="reset_second_factor", given=given
    )

    asker, second = (work(shared_site, sharing, who) for who in ("admin", "coordinator"))

    address = f'href="/second-person/{people.asked()}"'
    assert address in asker.partition("You asked for this; it waits for a second person")[2]
    assert "Confirm or refuse, as the second person" not in asker
    assert address in second
    assert "Confirm or refuse, as the second person" in second
    assert address not in work(shared_site, sharing, "kent_dpo")
    people.later(hours=73)
    assert address not in work(shared_site, sharing, "coordinator")


def test_the_office_and_gold_see_all_flows_and_an_auditor_those_in_scope(
    shared_site: Flask, sharing: Sharing
) -> None:
    wait(sharing, "isa-new", "ISA-3", "essex", "kent", due_in=1)
    sharing.people.later(days=5)

    for who in ("coordinator", "gold", "auditor"):
        page = work(shared_site, sharing, who)
        assert 'href="/flows?state=open"' in page, who
    auditor = work(shared_site, sharing, "auditor")
    assert "Late, in what you audit" in auditor
    assert "whom to chase" not in auditor


def test_an_administrator_is_told_of_appointments_that_end_soon(
    shared_site: Flask, sharing: Sharing
) -> None:
    before = work(shared_site, sharing, "admin")
    people = sharing.people
    end = text(sharing.installation.clock.now() + timedelta(days=12))
    with sharing.installation.writing(None) as w:
        given = {
            "person_id": people.persons["essex_dpo"],
            "organisation_id": people.organisations["kent"],
            "role": "dpo",
            "starts_at": text(w.at),
            "ends_at": end,
        }
        w.record("appointment_made", ("appointment", new_id()), given)

    after = work(shared_site, sharing, "admin")

    assert "No appointment ends within the next 30 days." in before
    assert "DPO, Kent Police" in after.partition("Appointments that end soon")[2]
