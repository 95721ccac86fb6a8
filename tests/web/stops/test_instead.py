"""While a stop stands its pages say what stays closed, and what to use instead meanwhile."""

from __future__ import annotations

import html

import pytest
from flask import Flask

from tests.shared_sites import browse, submit
from tests.sharing import COUNCIL, TRUST, WHY, Sharing

SAID = "While it stands, {} closed, 1 of them safety-critical."
CHANNEL = "Ring the trust's duty desk"
TRUSTS = f"kent:{TRUST}"


def read(site: Flask, sharing: Sharing, path: str, who: str = "kent_owner") -> str:
    answer = browse(site, sharing, who).get(path)
    assert answer.status_code == 200
    return html.unescape(answer.text)


def stopped(sharing: Sharing, scope: str, kind: str = "suspension") -> str:
    of = {
        "force": sharing.people.organisations["kent"],
        "partner": sharing.people.organisations[TRUST],
        "flow": sharing.flows[TRUSTS],
        "agreement": sharing.documents["isa-trust"],
        "category": "crime-report",
    }
    return sharing.suspend(scope, of[scope], "kent_owner", kind)


@pytest.mark.parametrize("page", ["", "/gates"])
def test_the_channel_to_use_stands_where_the_stop_leads_to(
    shared_site: Flask, sharing: Sharing, page: str
) -> None:
    stop = stopped(sharing, "force")

    told = read(shared_site, sharing, f"/stops/{stop}{page}")

    assert SAID.format("2 flows stay") in told
    assert CHANNEL in told


@pytest.mark.parametrize("scope", ["partner", "flow", "agreement"])
def test_what_a_stop_does_not_touch_is_not_counted(
    shared_site: Flask, sharing: Sharing, scope: str
) -> None:
    told = read(shared_site, sharing, f"/stops/{stopped(sharing, scope)}")

    assert SAID.format("1 flow stays") in told


def test_of_a_category_every_flow_of_the_force_is(shared_site: Flask, sharing: Sharing) -> None:
    assert SAID.format("2 flows stay") in read(
        shared_site, sharing, f"/stops/{stopped(sharing, 'category')}"
    )


def test_a_flow_that_another_stop_closes_too_is_still_named(
    shared_site: Flask, sharing: Sharing
) -> None:
    wide, narrow = stopped(sharing, "force", "kill"), stopped(sharing, "partner", "kill")

    for stop in (wide, narrow):
        assert CHANNEL in read(shared_site, sharing, f"/stops/{stop}")


def test_a_stop_of_another_forces_flows_names_none_of_this_ones(
    shared_site: Flask, sharing: Sharing
) -> None:
    council = sharing.people.organisations[COUNCIL]
    stop = sharing.suspend("partner", council, "essex_duty")

    told = read(shared_site, sharing, f"/stops/{stop}", "essex_duty")

    assert "While it stands, 1 flow stays closed, none of them safety-critical." in told
    assert CHANNEL not in told


def test_once_lifted_nothing_is_to_be_used_instead(shared_site: Flask, sharing: Sharing) -> None:
    stop = stopped(sharing, "flow")
    siro = browse(shared_site, sharing, "kent_siro")

    submit(siro, f"/stops/{stop}", f"/stops/{stop}/lift", reasons=WHY)

    told = read(shared_site, sharing, f"/stops/{stop}")
    assert "Lifted" in told
    assert "While it stands" not in told


def test_the_button_that_stops_stands_before_a_long_list_of_flows(
    shared_site: Flask, sharing: Sharing
) -> None:
    kent = browse(shared_site, sharing, "kent_owner")
    given = {"scope": "force", "of": sharing.people.organisations["kent"], "reasons": WHY}

    shown = submit(
        kent, "/stops/new?scope=force", "/stops/new", **given, kind="suspension", incident=""
    )

    told = html.unescape(shown.text)
    assert told.index("2 flows close") < told.index("Stop now") < told.index(CHANNEL)


def test_the_bar_leads_to_the_channels_of_a_single_stop_and_else_to_the_stops(
    shared_site: Flask, sharing: Sharing
) -> None:
    stop = stopped(sharing, "partner", "kill")
    one = read(shared_site, sharing, "/your-sign-in")
    stopped(sharing, "flow", "kill")
    two = read(shared_site, sharing, "/your-sign-in")

    assert f'href="/stops/{stop}#instead"' in one
    assert f'href="/stops/{stop}#instead"' not in two
    assert "See the stops" in two
