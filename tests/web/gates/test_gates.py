"""The gates' pages: what is applied, refused or unknown, what runs and should not, observe mode."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from govern.clock import london, text
from govern.commands.clients.add_client import add_client
from govern.commands.register.ceremony import hold_ceremony
from govern.commands.register.observe import ask_to_observe, start_observing
from govern.commands.register.publish import Publisher
from govern.commands.stops.place import Stop, place_stop
from tests.shared_sites import browse, submit
from tests.sharing import COUNCIL, Sharing

WHY = "Our live flows are compared with the register before anything is closed."
MEANT = {"meant": "y", "demonstration_proof": "clicked"}


@pytest.fixture
def published(sharing: Sharing) -> int:
    """The number of the register that is published."""
    hold_ceremony(sharing.installation)
    (one,) = Publisher(sharing.installation).turn()
    return one.number


def told(shared_site: Flask, sharing: Sharing, path: str, **given: Any) -> None:
    """Something a gate or a system of Essex says of itself."""
    name = f"caller {path} {len(given)}"
    token = add_client(sharing.installation, by=None, name=name, forces=["essex"]).token
    now = text(sharing.installation.clock.now())
    common = {"ack": {"gate": "rms-1", "forces": ["essex"], "clock": now, "received": 1,
                      "applied": 1, "refusal": None},
              "observed": {"system": "rms-1", "force": "essex", "observed_at": now, "on": [],
                           "version": 10**6}}[path]  # fmt: skip
    body = {"epoch": 1, **common, **given}
    headers = {"Authorization": f"Bearer {token}"}
    answer = shared_site.test_client().post(f"/register/v1/{path}", json=body, headers=headers)
    assert answer.status_code == 200, answer.text


def page(shared_site: Flask, sharing: Sharing, who: str = "essex_siro") -> str:
    answer = browse(shared_site, sharing, who).get("/gates")
    assert answer.status_code == 200
    return answer.text


def asked(sharing: Sharing, who: str = "essex_owner") -> str:
    until = sharing.installation.clock.now() + timedelta(days=14)
    by = sharing.people.actor(who)
    return ask_to_observe(sharing.installation, by=by, until=until, reasons=WHY)


def test_before_anything_is_published_the_page_says_so(
    shared_site: Flask, sharing: Sharing
) -> None:
    shown = page(shared_site, sharing)

    assert "No register is published yet" in shown
    assert "No gate has reported yet" in shown
    assert "Everything is enforced." in shown


def test_a_gate_shows_what_it_holds_and_how_far_it_is_behind(
    shared_site: Flask, sharing: Sharing, published: int
) -> None:
    told(shared_site, sharing, "ack", received=published, applied=published - 2)

    shown = page(shared_site, sharing)

    assert f"Register {published} of epoch 1 is published." in shown
    assert f"Register {published - 2}" in shown
    assert "2 numbers behind" in shown
    assert ">Applied</strong>" in shown


def test_a_gate_that_refused_says_why_and_a_silent_one_is_unknown(
    shared_site: Flask, sharing: Sharing
) -> None:
    told(shared_site, sharing, "ack", refusal={"code": "rolled_back", "message": "older"})
    refused = page(shared_site, sharing)
    sharing.people.later(minutes=3)

    silent = page(shared_site, sharing)

    assert ">Refused</strong>" in refused
    assert "rolled_back" in refused
    assert ">Unknown</strong>" in silent
    assert "3 minutes ago" in silent


def test_a_flow_that_runs_and_should_not_comes_first(
    shared_site: Flask, sharing: Sharing, published: int
) -> None:
    flow = sharing.flows[f"essex:{COUNCIL}"]
    stop = Stop("suspension", "flow", flow, WHY)
    place_stop(sharing.installation, by=sharing.people.actor("essex_owner"), stop=stop)
    told(shared_site, sharing, "observed", on=[flow, "nobody/knows/this/send"])

    shown = page(shared_site, sharing)

    assert "On and should be off" in shown
    assert f'href="/flows/{flow}"' in shown
    assert "No register knows this flow" in shown
    assert "2 flows on and should be off" in shown


def test_desired_applied_and_observed_stand_side_by_side_with_their_ages(
    shared_site: Flask, sharing: Sharing, published: int
) -> None:
    flow = sharing.flows[f"essex:{COUNCIL}"]
    stop = Stop("suspension", "flow", flow, WHY)
    place_stop(sharing.installation, by=sharing.people.actor("essex_owner"), stop=stop)
    told(shared_site, sharing, "ack", received=published, applied=published)
    told(shared_site, sharing, "observed", on=[flow])
    sharing.people.later(seconds=7)

    shown = browse(shared_site, sharing, "essex_siro").get("/gates/systems/essex/rms-1").text

    row = shown.split(f'href="/flows/{flow}"')[1].split("</tr>")[0]
    assert row.index(">Off<") < row.index(f"register {published}") < row.index(">On<")
    assert "7 seconds ago" in row
    assert "alarm since" in shown


def test_an_alarm_stands_on_every_page_of_the_force_until_it_is_mended(
    shared_site: Flask, sharing: Sharing
) -> None:
    told(shared_site, sharing, "observed", on=["nobody/knows/this/send"])
    raised = [page(shared_site, sharing, who) for who in ("essex_siro", "kent_siro", "operator")]
    told(shared_site, sharing, "observed", on=[], version=10**7)

    said = "Alarm: sharing runs in rms-1 that should be off."
    assert [said in each for each in raised] == [True, False, True]
    assert said not in page(shared_site, sharing)


def test_another_forces_system_is_not_there(shared_site: Flask, sharing: Sharing) -> None:
    told(shared_site, sharing, "observed")
    path = "/gates/systems/essex/rms-1"

    answers = [
        browse(shared_site, sharing, who).get(path).status_code
        for who in ("essex_siro", "kent_siro")
    ]

    assert answers == [200, 404]


def test_a_force_sees_its_own_gates_alone_and_the_operator_all(
    shared_site: Flask, sharing: Sharing
) -> None:
    told(shared_site, sharing, "ack", gate="gate-of-essex")

    assert "gate-of-essex" not in page(shared_site, sharing, "kent_siro")
    assert "gate-of-essex" in page(shared_site, sharing, "operator")


@pytest.mark.parametrize("who", ["signatory", "lawyer", "panel"])
def test_nobody_else_sees_any(shared_site: Flask, sharing: Sharing, who: str) -> None:
    assert browse(shared_site, sharing, who).get("/gates").status_code == 403


def test_two_people_start_observe_mode_and_every_page_says_so(
    shared_site: Flask, sharing: Sharing
) -> None:
    owner = browse(shared_site, sharing, "essex_owner")
    last = london(sharing.installation.clock.now()).date() + timedelta(days=14)
    day = [str(last.day), str(last.month), str(last.year)]

    ask = submit(owner, "/gates/observe", until=day, reasons=WHY)
    siro = browse(shared_site, sharing, "essex_siro")
    address = _start_address(siro.get("/gates").text)
    start = submit(siro, address, **MEANT)

    assert (ask.status_code, start.status_code) == (302, 302)
    for path in ("/gates", "/flows", "/stops"):
        assert "only emergency stops are enforced" in siro.get(path).text
    assert "only emergency stops" not in page(shared_site, sharing, "kent_siro")
    assert "Only observing" in page(shared_site, sharing, "operator")


def _start_address(shown: str) -> str:
    before, _, _ = shown.partition("/start")
    return before.rpartition('"')[2] + "/start"


def test_whoever_asked_is_offered_no_start_and_gets_none(
    shared_site: Flask, sharing: Sharing
) -> None:
    observation = asked(sharing, "essex_siro")
    client = browse(shared_site, sharing, "essex_siro")

    answer = submit(client, f"/gates/observe/{observation}/start", **MEANT)

    assert "/start" not in client.get("/gates").text
    assert answer.status_code == 422
    assert "takes two people" in answer.text


def test_it_is_not_started_without_proof_or_meaning_it(
    shared_site: Flask, sharing: Sharing
) -> None:
    path = f"/gates/observe/{asked(sharing)}/start"
    client = browse(shared_site, sharing, "essex_siro")

    unproved = submit(client, path, meant="y")
    unmeant = submit(client, path, demonstration_proof="clicked")

    assert (unproved.status_code, unmeant.status_code) == (422, 422)
    assert "only emergency stops" not in client.get("/gates").text.split("<main")[0]


def test_an_end_too_far_away_is_refused_and_what_was_typed_is_kept(
    shared_site: Flask, sharing: Sharing
) -> None:
    client = browse(shared_site, sharing, "essex_siro")

    answer = submit(client, "/gates/observe", until=["1", "1", "2030"], reasons=WHY)

    assert answer.status_code == 422
    assert "within 90 days" in answer.text
    assert WHY in answer.text


def test_the_duty_officer_ends_it(shared_site: Flask, sharing: Sharing) -> None:
    observation = asked(sharing)
    by = sharing.people.actor("essex_siro")
    start_observing(sharing.installation, by=by, observation_id=observation)
    client = browse(shared_site, sharing, "essex_duty")

    answer = submit(client, "/gates", to=f"/gates/observe/{observation}/end")

    assert answer.status_code == 302
    assert "Everything is enforced." in client.get("/gates").text


def test_another_forces_observe_mode_is_not_there(shared_site: Flask, sharing: Sharing) -> None:
    observation = asked(sharing)
    client = browse(shared_site, sharing, "kent_siro")

    started = client.get(f"/gates/observe/{observation}/start")
    ended = submit(client, "/gates/observe", to=f"/gates/observe/{observation}/end")

    assert (started.status_code, ended.status_code) == (404, 404)


def test_people_read_names_and_what_to_do_about_a_flow_that_runs_wrongly(
    shared_site: Flask, sharing: Sharing, published: int
) -> None:
    flow = sharing.flows[f"essex:{COUNCIL}"]
    stop = Stop("suspension", "flow", flow, WHY)
    place_stop(sharing.installation, by=sharing.people.actor("essex_owner"), stop=stop)
    told(shared_site, sharing, "ack", received=published, applied=published)
    told(shared_site, sharing, "observed", on=[flow])

    listed = page(shared_site, sharing)
    system = browse(shared_site, sharing, "essex_siro").get("/gates/systems/essex/rms-1").text

    for shown in (listed, system):
        assert "Essex Police to North Hill Council" in shown
        assert "telephone whoever runs the system" in shown
        assert ">essex<" not in shown
    assert "govuk-tag--red" in system.split(f'href="/flows/{flow}"')[1].split("</tr>")[0]


def test_what_a_silent_system_said_last_is_not_told_as_what_is(
    shared_site: Flask, sharing: Sharing
) -> None:
    told(shared_site, sharing, "observed", on=["nobody/knows/this/send"])
    sharing.people.later(minutes=1)

    silent = page(shared_site, sharing)

    assert ">Unknown</strong>" in silent
    assert silent.index("Silent. What it said last:") < silent.index("1 flow on and should be off")


def test_before_observe_mode_starts_it_says_what_may_run_and_is_withdrawn_rather_than_ended(
    shared_site: Flask, sharing: Sharing
) -> None:
    flow = sharing.flows[f"essex:{COUNCIL}"]
    observation = asked(sharing)
    client = browse(shared_site, sharing, "essex_siro")
    path = f"/gates/observe/{observation}/start"
    nothing_closed = client.get(path).text
    stop = Stop("suspension", "flow", flow, WHY)
    place_stop(sharing.installation, by=sharing.people.actor("essex_owner"), stop=stop)

    suspended = client.get(path).text

    assert "No closed flows, and any that no agreement lists" in nothing_closed
    assert "1 closed flow, and any that no agreement lists" in suspended
    assert "Withdraw it" in client.get("/gates").text
