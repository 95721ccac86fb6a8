"""Stopping: found at once, its effect shown before, one person alone, within their own force."""

from __future__ import annotations

import html
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from govern.web.stops import choosing
from tests.shared_sites import browse, submit
from tests.sharing import COUNCIL, TRUST, WHY, Sharing

ESSEX, TRUSTS = f"essex:{COUNCIL}", f"kent:{TRUST}"
SUSPEND = {"kind": "suspension", "incident": "", "reasons": WHY}
KILL = {"kind": "kill", "incident": "INC-7", "reasons": WHY}


def is_open(sharing: Sharing, name: str) -> bool:
    now = sharing.installation.clock.now()
    return sharing.installation.register.explain(sharing.flows[name], now).open


def stop(client: FlaskClient, scope: str, of: str, **fields: str) -> tuple[str, int]:
    """Both steps as a person takes them; the page that followed the second."""
    given = {"scope": scope, "of": of, **(fields or SUSPEND)}
    shown = submit(client, f"/stops/new?scope={scope}", "/stops/new", **given)
    assert shown.status_code == 200, shown.text
    token = re.search(r'name="csrf_token" value="([^"]+)"', shown.text)
    assert token
    done = client.post("/stops", data={"csrf_token": token[1], **given}, follow_redirects=True)
    return html.unescape(done.text), done.status_code


def test_a_duty_officer_stops_a_partner_in_two_steps(shared_site: Flask, sharing: Sharing) -> None:
    duty, council = (
        browse(shared_site, sharing, "essex_duty"),
        sharing.people.organisations[COUNCIL],
    )

    page, status = stop(duty, "partner", council)

    assert status == 200
    assert "All sharing with North Hill Council" in page
    assert not is_open(sharing, ESSEX)
    assert is_open(sharing, f"kent:{COUNCIL}")


def test_the_ways_to_stop_stand_on_the_first_page(shared_site: Flask, sharing: Sharing) -> None:
    page = browse(shared_site, sharing, "essex_duty").get("/stops").text

    for scope in ("flow", "agreement", "partner", "category", "force"):
        assert f'href="/stops/new?scope={scope}"' in page
    assert "scope=everything" not in page


def test_what_closes_is_shown_before_and_nothing_has_stopped_yet(
    shared_site: Flask, sharing: Sharing
) -> None:
    client = browse(shared_site, sharing, "kent_owner")
    given = {"scope": "force", "of": sharing.people.organisations["kent"], **SUSPEND}

    page = submit(client, "/stops/new?scope=force", "/stops/new", **given).text

    assert "2 flows close" in page
    assert page.index("Mill Lane Trust") < page.index("North Hill Council")
    assert "Ring the trust" in page
    assert is_open(sharing, TRUSTS)


def test_an_emergency_stop_needs_an_incident_number(shared_site: Flask, sharing: Sharing) -> None:
    client = browse(shared_site, sharing, "essex_duty")
    given = {"scope": "flow", "of": sharing.flows[ESSEX], **KILL, "incident": ""}

    answer = submit(client, "/stops/new?scope=flow", "/stops/new", **given)

    assert answer.status_code == 422
    assert 'href="#incident"' in answer.text
    assert WHY in answer.text


def test_a_reason_is_needed(shared_site: Flask, sharing: Sharing) -> None:
    client = browse(shared_site, sharing, "essex_duty")
    given = {"scope": "flow", "of": sharing.flows[ESSEX], **SUSPEND, "reasons": " "}

    answer = submit(client, "/stops/new?scope=flow", "/stops/new", **given)

    assert answer.status_code == 422
    assert 'href="#reasons"' in answer.text


def test_what_was_typed_can_be_changed_before_confirming(
    shared_site: Flask, sharing: Sharing
) -> None:
    client = browse(shared_site, sharing, "essex_duty")
    given = {"scope": "flow", "of": sharing.flows[ESSEX], **KILL, "change": "yes"}

    page = submit(client, "/stops/new?scope=flow", "/stops/new", **given).text

    assert WHY in page
    assert 'value="INC-7"' in page


@pytest.mark.parametrize(
    ("scope", "whose"),
    [("flow", "flow"), ("agreement", "document"), ("partner", "body"), ("force", "body")],
)
def test_what_is_another_forces_cannot_be_stopped(
    shared_site: Flask, sharing: Sharing, scope: str, whose: str
) -> None:
    client = browse(shared_site, sharing, "essex_duty")
    theirs = {
        "flow": sharing.flows[TRUSTS],
        "document": sharing.documents["isa-trust"],
        "body": sharing.people.organisations["kent" if scope == "force" else TRUST],
    }[whose]
    given = {"scope": scope, "of": theirs, **SUSPEND}

    shown = submit(client, f"/stops/new?scope={scope}", "/stops/new", **given)
    placed = submit(client, f"/stops/new?scope={scope}", "/stops", **given)

    assert (shown.status_code, placed.status_code) == (422, 422)
    assert "Mill Lane" not in shown.text + placed.text
    assert is_open(sharing, TRUSTS)


def test_gold_stops_everything_and_each_force_gets_its_own_stop(
    shared_site: Flask, sharing: Sharing
) -> None:
    gold = browse(shared_site, sharing, "gold")

    stop(gold, "everything", "everything", **KILL)
    page = gold.get("/stops").text

    assert not any(is_open(sharing, name) for name in sharing.flows)
    assert "All sharing by Essex Police" in page
    assert "All sharing by Kent Police" in page


@pytest.mark.parametrize(
    "who", ["signatory", "lawyer", "operator", "coordinator", "panel", "admin"]
)
def test_who_may_not_stop_gets_no_way_to(shared_site: Flask, sharing: Sharing, who: str) -> None:
    client = browse(shared_site, sharing, who)

    assert client.get("/stops/new?scope=flow").status_code == 403
    assert client.post("/stops", data={"scope": "flow"}).status_code in (400, 403)


def test_a_dpo_advises_in_one_click_and_the_advice_stands_on_the_page(
    shared_site: Flask, sharing: Sharing
) -> None:
    dpo, flow_id = browse(shared_site, sharing, "essex_dpo"), sharing.flows[ESSEX]

    submit(dpo, f"/flows/{flow_id}", "/stops/advise", scope="flow", of=flow_id)
    page = browse(shared_site, sharing, "essex_owner").get("/stops").text

    assert "The DPO advises a stop" in page
    assert f'href="/stops/new?scope=flow&amp;of={flow_id}"' in page
    assert is_open(sharing, ESSEX)


def test_advice_waits_for_those_who_can_stop_it_until_one_of_them_acts(
    shared_site: Flask, sharing: Sharing
) -> None:
    dpo, duty = (browse(shared_site, sharing, who) for who in ("essex_dpo", "essex_duty"))
    flow_id, asked = sharing.flows[ESSEX], "Stop it as the DPO advises, or let it go on"

    submit(dpo, f"/flows/{flow_id}", "/stops/advise", scope="flow", of=flow_id)

    assert asked in duty.get("/my-work").text
    assert asked not in browse(shared_site, sharing, "kent_owner").get("/my-work").text
    stop(duty, "flow", flow_id)
    assert asked not in duty.get("/my-work").text


def test_a_dpo_cannot_stop_directly(shared_site: Flask, sharing: Sharing) -> None:
    dpo, flow_id = browse(shared_site, sharing, "essex_dpo"), sharing.flows[ESSEX]
    given = {"scope": "flow", "of": flow_id, **SUSPEND}

    answer = submit(dpo, "/stops/new?scope=flow", "/stops", **given)

    assert answer.status_code == 409
    assert is_open(sharing, ESSEX)


def test_the_flow_page_leads_to_its_own_stop(shared_site: Flask, sharing: Sharing) -> None:
    flow_id = sharing.flows[ESSEX]

    page = browse(shared_site, sharing, "essex_duty").get(f"/flows/{flow_id}").text

    assert f'href="/stops/new?scope=flow&amp;of={flow_id}"' in page


def test_of_a_long_choice_some_are_shown_and_all_of_it_on_demand(
    shared_site: Flask, sharing: Sharing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(choosing, "MOST_SHOWN", 1)
    gold = browse(shared_site, sharing, "gold")

    few = html.unescape(gold.get(SEARCHED).text)
    assert 'name="look" value="all">Show all 2</button>' in few and "1 of 3 are shown." in few
    looked = {"scope": "flow", "find": "council", "sought": "council", "look": "all"}
    whole = html.unescape(submit(gold, SEARCHED, "/stops/new", **looked).text)

    assert "2 of 3 are shown." in whole and "Show all" not in whole
    assert 'name="find" type="search" value="council"' in whole
    assert whole.count('type="radio"') == few.count('type="radio"') + 1


SEARCHED = "/stops/new?scope=flow&find=council"


@pytest.mark.parametrize("pressed", [{"look": "words"}, {"enter": "yes"}])
def test_a_new_search_keeps_all_that_was_typed(
    shared_site: Flask, sharing: Sharing, monkeypatch: pytest.MonkeyPatch, pressed: dict[str, str]
) -> None:
    monkeypatch.setattr(choosing, "MOST_SHOWN", 1)
    typed = {"scope": "flow", "of": sharing.flows[ESSEX], "kind": "kill", "incident": "INC-99"}
    words = {"find": "trust", "sought": "council", "all": "yes", "reasons": "Typed before looking"}

    gold = browse(shared_site, sharing, "gold")
    page = submit(gold, SEARCHED, "/stops/new", **typed, **words, **pressed)

    shown = html.unescape(page.text)
    assert page.status_code == 200 and "Nothing has stopped yet" not in shown
    assert "Typed before looking" in shown and 'value="INC-99"' in shown
    assert re.search(rf'value="{sharing.flows[ESSEX]}"[^>]* checked', shown)
    assert re.search(r'value="kill"[^>]* checked', shown)
    assert 'type="search" value="trust"' in shown and "Mill Lane" in shown


def test_enter_goes_on_when_no_other_words_are_looked_for(
    shared_site: Flask, sharing: Sharing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(choosing, "MOST_SHOWN", 1)
    given = {"scope": "flow", "of": sharing.flows[ESSEX], **SUSPEND}
    words = {"find": "council", "sought": "council", "enter": "yes"}

    gold = browse(shared_site, sharing, "gold")
    page = submit(gold, SEARCHED, "/stops/new", **given, **words)

    assert "Nothing has stopped yet" in page.text


def test_changing_something_goes_on_with_the_words_that_were_looked_for(
    shared_site: Flask, sharing: Sharing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(choosing, "MOST_SHOWN", 1)
    gold, start = browse(shared_site, sharing, "gold"), "/stops/new?scope=flow&find=council&all=yes"
    chosen = {"scope": "flow", "of": sharing.flows[ESSEX], **SUSPEND}
    looked_for = {"find": "council", "all": "yes"}

    shown = submit(gold, start, "/stops/new", **chosen, **looked_for)
    hidden = dict(re.findall(r'type="hidden" name="([a-z_]+)" value="([^"]*)"', shown.text))
    changed = gold.post("/stops/new", data={**hidden, "change": "yes"})

    page = html.unescape(changed.text)
    assert changed.status_code == 200
    assert 'type="search" value="council"' in page
    assert "2 of 3 are shown." in page
    assert WHY in page


def test_of_many_flows_the_partner_is_chosen_first_and_each_is_then_one_short_line(
    shared_site: Flask, sharing: Sharing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(choosing, "FEW", 0)
    gold = browse(shared_site, sharing, "gold")

    first = html.unescape(gold.get("/stops/new?scope=flow").text)
    link = re.search(r'href="([^"]+partner=[^"]+)">North Hill Council</a>', first)
    assert link and 'type="radio"' not in first and "There are 3 flows." in first
    second = html.unescape(gold.get(link[1]).text)

    assert "One flow with North Hill Council" in second
    assert second.count('name="of" type="radio"') == 2
    assert "Essex Police sends: " in second and "Essex Police to North" not in second
    assert re.search(r'href="/stops/new\?scope=flow"[^>]*>Choose another partner<', second)


def test_words_find_a_flow_of_any_partner_and_say_with_whom_it_is(
    shared_site: Flask, sharing: Sharing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(choosing, "FEW", 0)
    monkeypatch.setattr(choosing, "MOST_SHOWN", 1)

    page = browse(shared_site, sharing, "gold").get("/stops/new?scope=flow&find=kent+trust").text

    assert "Kent Police sends: " in page
    assert "With Mill Lane" in page


def test_a_refused_form_and_a_change_keep_to_the_partner_that_was_chosen(
    shared_site: Flask, sharing: Sharing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(choosing, "FEW", 0)
    gold, council = browse(shared_site, sharing, "gold"), sharing.people.organisations[COUNCIL]
    given = {"scope": "flow", "of": sharing.flows[ESSEX], "partner": council}
    start = f"/stops/new?scope=flow&partner={council}"

    refused = submit(gold, start, "/stops/new", **given, **SUSPEND | {"reasons": ""})
    shown = submit(gold, start, "/stops/new", **given, **SUSPEND)
    hidden = dict(re.findall(r'type="hidden" name="([a-z_]+)" value="([^"]*)"', shown.text))
    changed = gold.post("/stops/new", data={**hidden, "change": "yes"})

    for page in (refused.text, changed.text):
        assert "One flow with North Hill Council" in page
        assert page.count('name="of" type="radio"') == 2


@pytest.mark.parametrize("partner", ["nobody", "0" * 32])
def test_a_partner_that_is_not_there_narrows_nothing(
    shared_site: Flask, sharing: Sharing, partner: str
) -> None:
    page = browse(shared_site, sharing, "gold").get(f"/stops/new?scope=flow&partner={partner}")

    assert page.status_code == 200
    assert page.text.count('name="of" type="radio"') == 3
