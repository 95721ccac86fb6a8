"""One flow: the answer, what it stands on, what stopped it, and how it was recorded before."""

from __future__ import annotations

import html
import re
from datetime import timedelta

import pytest
from flask import Flask

from govern.clock import london, text
from tests.shared_sites import browse
from tests.sharing import COUNCIL, TRUST, WHY, Sharing, record_of

ESSEX, TRUSTS = f"essex:{COUNCIL}", f"kent:{TRUST}"


def page(site: Flask, sharing: Sharing, who: str, name: str, query: str = "") -> str:
    answer = browse(site, sharing, who).get(f"/flows/{sharing.flows[name]}{query}")
    assert answer.status_code == 200, answer.status_code
    return re.sub(r"\s+", " ", html.unescape(answer.text))


def test_an_open_flow_says_so_with_every_limb(shared_site: Flask, sharing: Sharing) -> None:
    shown = page(shared_site, sharing, "essex_owner", ESSEX)

    assert '<p class="app-flow__state">Open</p>' in shown
    assert "Sharing is on until" in shown
    for limb in ("The force's signature", "The partner's signature", "The DPIA", "Legal power"):
        assert limb in shown
    assert "Missing</strong>" not in shown


def test_a_closed_flow_says_why_and_who_can_put_it_right(
    shared_site: Flask, sharing: Sharing
) -> None:
    sharing.suspend("agreement", sharing.documents["isa-council"], "essex_owner")

    shown = page(shared_site, sharing, "essex_dpo", ESSEX)

    assert '<p class="app-flow__state">Closed</p>' in shown
    assert "Sharing is off: ISA-1 is suspended." in shown
    assert "if not the one who stopped it" in shown


def test_a_safety_critical_flow_that_is_closed_names_its_fallback(
    shared_site: Flask, sharing: Sharing
) -> None:
    sharing.suspend("flow", sharing.flows[TRUSTS], "kent_owner")

    shown = page(shared_site, sharing, "kent_owner", TRUSTS)

    assert "<strong>Use instead:</strong> Ring the trust's duty desk" in shown


def test_ones_own_record_is_a_link_and_anothers_is_not(
    shared_site: Flask, sharing: Sharing
) -> None:
    client = browse(shared_site, sharing, "essex_owner")
    shown = client.get(f"/flows/{sharing.flows[ESSEX]}").text
    links = re.findall(r'href="(/records/[0-9a-f]{64}\.pdf)"', shown)

    fetched = {client.get(link).data for link in links}

    assert record_of("isa-council signed by essex") in fetched
    assert record_of(f"isa-council signed by {COUNCIL}") not in fetched
    assert "held by North Hill Council" in shown


def test_the_page_says_that_a_deny_is_no_refusal_in_law(
    shared_site: Flask, sharing: Sharing
) -> None:
    shown = page(shared_site, sharing, "signatory", ESSEX)

    assert "no refusal in law" in shown
    assert "coroners" in shown


@pytest.mark.parametrize("written", ["london", "utc"])
def test_a_flow_can_be_seen_as_it_was_recorded_then(
    shared_site: Flask, sharing: Sharing, written: str
) -> None:
    before = sharing.installation.clock.now()
    sharing.people.later(hours=2)
    sharing.suspend("flow", sharing.flows[ESSEX], "essex_owner")
    sharing.people.later(hours=2)
    at = text(before) if written == "utc" else f"{london(before):%Y-%m-%dT%H:%M}"

    then = page(shared_site, sharing, "essex_owner", ESSEX, f"?at={at}")
    now = page(shared_site, sharing, "essex_owner", ESSEX)

    assert '<p class="app-flow__state">Open</p>' in then
    assert "As recorded on" in then
    assert "Stopped: this flow" not in then
    assert '<p class="app-flow__state">Closed</p>' in now
    assert "Stopped: this flow" in now


def test_before_it_was_listed_no_agreement_lists_it(shared_site: Flask, sharing: Sharing) -> None:
    before = sharing.installation.clock.now() - timedelta(days=3)

    shown = page(shared_site, sharing, "essex_owner", ESSEX, f"?at={text(before)}")

    assert "no agreement lists this flow" in shown


@pytest.mark.parametrize("at", ["2031-01-01", "yesterday", "9999-99-99"])
def test_what_is_no_past_time_is_refused_and_kept(
    shared_site: Flask, sharing: Sharing, at: str
) -> None:
    client = browse(shared_site, sharing, "essex_owner")

    answer = client.get(f"/flows/{sharing.flows[ESSEX]}?at={at}")

    assert answer.status_code == 422
    assert f'value="{at}"' in answer.text
    assert 'href="#at"' in answer.text


@pytest.mark.parametrize(
    ("who", "name"),
    [
        ("essex_owner", f"kent:{COUNCIL}"),
        ("essex_owner", TRUSTS),
        ("signatory", TRUSTS),
        ("trust_signatory", ESSEX),
    ],
)
def test_anothers_flow_looks_like_one_that_is_not_there(
    shared_site: Flask, sharing: Sharing, who: str, name: str
) -> None:
    client = browse(shared_site, sharing, who)

    theirs = client.get(f"/flows/{sharing.flows[name]}")
    nobodys = client.get(f"/flows/{'0' * 32}")

    assert (theirs.status_code, nobodys.status_code) == (404, 404)
    assert theirs.data == nobodys.data


def test_the_reasons_of_a_stop_stay_with_the_force(shared_site: Flask, sharing: Sharing) -> None:
    sharing.suspend("flow", sharing.flows[ESSEX], "essex_owner")

    assert WHY not in page(shared_site, sharing, "signatory", ESSEX)


def test_people_are_named_to_their_own_organisation_alone(
    shared_site: Flask, sharing: Sharing
) -> None:
    sharing.suspend("flow", sharing.flows[ESSEX], "essex_owner")

    assert "Olu Finch" in page(shared_site, sharing, "essex_dpo", ESSEX)
    assert "Olu Finch" not in page(shared_site, sharing, "signatory", ESSEX)
    assert "Olu Finch" not in page(shared_site, sharing, "operator", ESSEX)
