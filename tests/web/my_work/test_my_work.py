"""My work: what waits for each appointment, what ends soon, and nothing of anybody else's."""

from __future__ import annotations

import html
from datetime import timedelta

import pytest
from flask import Flask

from govern.clock import london, text
from govern.commands.organisations.record_policy_document import record_policy_document
from govern.store.identifiers import new_id
from tests.shared_sites import browse
from tests.sharing import COUNCIL, TRUST, Sharing, digest
from tests.waiting import ask, wait


def work(site: Flask, sharing: Sharing, who: str) -> str:
    answer = browse(site, sharing, who).get("/my-work")
    assert answer.status_code == 200
    return html.unescape(answer.text)


def test_it_is_where_the_day_begins(shared_site: Flask, sharing: Sharing) -> None:
    answer = browse(shared_site, sharing, "essex_dpo").get("/")

    assert answer.location == "/my-work"


@pytest.mark.parametrize(
    ("who", "sentence"),
    [
        ("essex_dpo", "Nothing waits for you today."),
        ("essex_duty", "You can stop a flow at any moment, alone."),
        ("coordinator", "You chase and report"),
        ("panel", "You read; nothing is asked of you."),
        ("operator", "those who run it sign nothing"),
    ],
)
def test_nothing_to_do_is_said_kindly(
    shared_site: Flask, sharing: Sharing, who: str, sentence: str
) -> None:
    assert sentence in work(shared_site, sharing, who)


def test_a_sign_off_waits_for_the_office_whose_turn_it_is(
    shared_site: Flask, sharing: Sharing
) -> None:
    wait(sharing, "isa-new", "ISA-3", "essex", COUNCIL)
    mine = f'href="/sign-offs/{sharing.sign_offs["isa-new", "essex"]}"'

    assert mine in work(shared_site, sharing, "essex_dpo")
    assert "1 thing waits for you. It is not late." in work(shared_site, sharing, "essex_dpo")
    for who in ("essex_siro", "essex_owner", "kent_dpo", "signatory"):
        assert mine not in work(shared_site, sharing, who), who


def test_the_late_stand_first_with_their_lateness(shared_site: Flask, sharing: Sharing) -> None:
    wait(sharing, "isa-new", "ISA-3", "essex", due_in=20)
    wait(sharing, "isa-late", "ISA-4", "essex", due_in=1)
    sharing.people.later(days=7)

    page = work(shared_site, sharing, "essex_dpo")

    assert "2 things wait for you, 1 of them late." in page
    assert page.index("ISA-4") < page.index("ISA-3")
    assert "working days late" in page


def test_a_partner_sees_what_to_sign_its_certificate_and_its_flows(
    shared_site: Flask, sharing: Sharing
) -> None:
    wait(sharing, "isa-new", "ISA-3", "essex", COUNCIL)

    page = work(shared_site, sharing, "signatory")

    assert f'href="/sign-offs/{sharing.sign_offs["isa-new", COUNCIL]}"' in page
    assert "Ends at the end of 2 November 2027" in page
    assert f"/records/{digest(f'certificate of {COUNCIL}')}.pdf" in page
    assert "flows open" in page


def test_a_text_in_review_waits_for_its_readers(shared_site: Flask, sharing: Sharing) -> None:
    version = sharing.version("isa-new", "sharing_agreement", "ISA-3", ("essex", COUNCIL))
    sharing.record("version_sent_for_review", "version", version, {})
    address = f'href="/documents/{sharing.documents["isa-new"]}/versions/1'

    assert "Read it and say what should change" in work(shared_site, sharing, "essex_dpo")
    assert address in work(shared_site, sharing, "author")
    assert address not in work(shared_site, sharing, "kent_dpo")


def test_a_lawyer_sees_drafts_reviews_and_what_came_back(
    shared_site: Flask, sharing: Sharing
) -> None:
    sharing.version("draft", "sharing_agreement", "ISA-3", ("essex",))
    version = sharing.version("review", "sharing_agreement", "ISA-4", ("essex",))
    sharing.record("version_sent_for_review", "version", version, {})
    wait(sharing, "back", "ISA-5", "kent")
    ended = {"stage": "refused", "outcome": "refused"}
    sharing.record("sign_off_ended", "sign_off", sharing.sign_offs["back", "kent"], ended)

    page = work(shared_site, sharing, "lawyer")

    assert "Go on writing" in page
    assert "Freeze it, or see what stands in the way: no request for changes is open" in page
    assert "Sent back or refused by 1 organisation" in page


def test_a_connection_waits_for_the_officers_of_its_lead_force(
    shared_site: Flask, sharing: Sharing
) -> None:
    name, ids = f"return-{TRUST}", sharing.people.organisations
    sign_off = new_id()
    opened = {
        "version_id": sharing.versions[name],
        "document_id": sharing.documents[name],
        "organisation_id": ids[TRUST],
        "chain": "connection",
        "chain_version": 1,
        "stage": "certification",
        "due_at": text(sharing.installation.clock.now() + timedelta(days=5)),
    }
    sharing.record("sign_off_opened", "sign_off", sign_off, opened)
    mine = f'href="/sign-offs/{sign_off}"'

    assert mine in work(shared_site, sharing, "kent_siro")
    assert mine not in work(shared_site, sharing, "essex_siro")
    assert mine not in work(shared_site, sharing, "trust_signatory")


def test_what_ends_within_ninety_days_is_announced_to_its_parties(
    shared_site: Flask, sharing: Sharing
) -> None:
    sharing.people.later(days=250)

    assert "ISA-1" in work(shared_site, sharing, "essex_siro")
    assert "Extend it once" in work(shared_site, sharing, "essex_siro")
    assert "Extend it once" not in work(shared_site, sharing, "essex_dpo")
    assert "ISA-2" not in work(shared_site, sharing, "essex_siro")


def test_the_office_sees_whom_to_chase(shared_site: Flask, sharing: Sharing) -> None:
    wait(sharing, "isa-new", "ISA-3", "essex", "kent", COUNCIL, due_in=1)
    ask(sharing, "isa-new", "kent", "owner", due_in=-3)
    sharing.people.later(days=3)

    page = work(shared_site, sharing, "coordinator")

    assert "Late, and whom to chase" in page
    for words in ("Essex Police", "Kent Police", "North Hill Council", "Information asset owner"):
        assert words in page


def test_a_duty_officer_sees_the_stops_in_force(shared_site: Flask, sharing: Sharing) -> None:
    sharing.suspend("partner", sharing.people.organisations[COUNCIL], "essex_duty")

    mine = work(shared_site, sharing, "essex_duty")

    assert "Stop sharing now" in mine
    assert "Every flow with a partner" in mine
    assert "Every flow with a partner" not in work(shared_site, sharing, "kent_siro")


def test_another_appointment_with_work_is_named(shared_site: Flask, sharing: Sharing) -> None:
    sharing.people.appoint(sharing.people.actor("essex_dpo").person, "kent", "dpo")
    wait(sharing, "isa-new", "ISA-3", "kent")

    page = work(shared_site, sharing, "essex_dpo")

    assert "DPO, Kent Police: 1 text to sign" in page


def test_an_agreement_extended_by_a_force_has_not_ended_for_its_partner(
    shared_site: Flask, sharing: Sharing
) -> None:
    sharing.people.later(days=310)
    before = work(shared_site, sharing, "signatory")
    later = text(sharing.installation.clock.now() + timedelta(days=60))
    extended = {
        "organisation_id": sharing.people.organisations["essex"],
        "subject_kind": "agreement",
        "subject_id": sharing.documents["isa-council"],
        "until": later,
        "record_sha256": digest("the extension"),
    }
    sharing.record("extension_granted", "extension", new_id(), extended)

    partner, force = (work(shared_site, sharing, who) for who in ("signatory", "essex_dpo"))
    other = work(shared_site, sharing, "kent_dpo")

    assert "it has ended" in before
    for page in (partner, force):
        assert "extended once" in page
        assert "it has ended" not in page
    assert "extended once" not in other


def test_a_late_policy_document_waits_for_those_who_keep_it(
    shared_site: Flask, sharing: Sharing
) -> None:
    today = london(sharing.installation.clock.now()).date()
    record_policy_document(
        sharing.installation,
        by=None,
        organisation_id=sharing.people.organisations["essex"],
        title="Appropriate policy document",
        reviewed_on=today - timedelta(days=400),
        review_due_on=today - timedelta(days=35),
    )

    mine = work(shared_site, sharing, "essex_dpo")

    assert "Review this policy document, and record it" in mine
    assert "and it is late" in mine
    for who in ("essex_siro", "kent_dpo", "signatory"):
        assert "Review this policy document" not in work(shared_site, sharing, who), who


def test_a_partners_people_find_what_is_their_own_on_its_home_alone(
    shared_site: Flask, sharing: Sharing
) -> None:
    partner = work(shared_site, sharing, "signatory")
    home = browse(shared_site, sharing, "signatory").get("/partner").text

    for address in ("/definitions", "/our-settings", "/policy-documents"):
        assert f'href="{address}"' not in partner, address
    assert 'href="/records"' in partner
    for address in ("/our-settings", "/policy-documents"):
        assert f'href="{address}"' in home, address


@pytest.mark.parametrize(
    ("who", "wanted", "unwanted"),
    [
        ("lawyer", "/definitions", "/records"),
        ("essex_dpo", "/policy-documents", "/counts"),
        ("essex_duty", "/stops", "/definitions"),
        ("auditor", "/audit", "/records"),
        ("admin", "/people", "/conditions"),
        ("coordinator", "/policy-documents", "/records"),
    ],
)
def test_only_pages_that_say_something_to_a_role_are_named_below(
    shared_site: Flask, sharing: Sharing, who: str, wanted: str, unwanted: str
) -> None:
    below = work(shared_site, sharing, who).partition("See also")[2]

    assert f'href="{wanted}"' in below
    assert f'href="{unwanted}"' not in below


def test_gold_sees_the_stops_and_chases_nobody(shared_site: Flask, sharing: Sharing) -> None:
    page = work(shared_site, sharing, "gold")

    assert "Stops in force" in page
    assert "whom to chase" not in page
