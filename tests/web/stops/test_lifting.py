"""Starting again: by a SIRO who did not stop, by two after a kill, each force for itself."""

from __future__ import annotations

import html

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.shared_sites import browse, submit
from tests.sharing import COUNCIL, WHY, Sharing
from tests.web.stops.test_placing import is_open

ESSEX = f"essex:{COUNCIL}"
ANY_FORM = "/stops/new?scope=flow"
PUT_RIGHT = "Every member of staff has been vetted since; the list was checked."


@pytest.fixture
def suspended(sharing: Sharing) -> str:
    return sharing.suspend("flow", sharing.flows[ESSEX], "essex_owner")


@pytest.fixture
def killed(sharing: Sharing) -> str:
    return sharing.suspend("flow", sharing.flows[ESSEX], "essex_duty", "kill")


def lift(client: FlaskClient, stop_id: str, form: str = "") -> tuple[str, int]:
    """Start it again; `form` is a page to take the form's token from, when its own has no form."""
    address = f"/stops/{stop_id}"
    answer = submit(client, form or address, f"{address}/lift", reasons=PUT_RIGHT)
    if answer.status_code == 302:
        answer = client.get(answer.location)
    return html.unescape(answer.text), answer.status_code


def test_a_siro_lifts_and_sees_before_what_opens(
    shared_site: Flask, sharing: Sharing, suspended: str
) -> None:
    siro = browse(shared_site, sharing, "essex_siro")
    before = siro.get(f"/stops/{suspended}").text

    page, _ = lift(siro, suspended)

    assert "1 flow opens" in before.lower()
    assert "Lifted" in page
    assert PUT_RIGHT in page
    assert "Sam Ito, SIRO" in page
    assert is_open(sharing, ESSEX)


def test_the_one_who_stopped_does_not_lift(shared_site: Flask, sharing: Sharing) -> None:
    stop_id = sharing.suspend("flow", sharing.flows[ESSEX], "essex_siro")

    siro = browse(shared_site, sharing, "essex_siro")
    shown = siro.get(f"/stops/{stop_id}").text
    page, status = lift(siro, stop_id, ANY_FORM)

    assert "You cannot start it again" in shown
    assert "Why may it start again?" not in shown
    assert status == 422
    assert PUT_RIGHT in page
    assert not is_open(sharing, ESSEX)


def test_a_kill_takes_two_others(shared_site: Flask, sharing: Sharing, killed: str) -> None:
    first, _ = lift(browse(shared_site, sharing, "essex_owner"), killed)
    half = is_open(sharing, ESSEX)
    lift(browse(shared_site, sharing, "essex_siro"), killed)

    assert "A second person" in first
    assert not half
    assert is_open(sharing, ESSEX)


def test_one_person_is_not_two(shared_site: Flask, sharing: Sharing, killed: str) -> None:
    siro = browse(shared_site, sharing, "essex_siro")
    lift(siro, killed)

    _, status = lift(siro, killed, ANY_FORM)

    assert status == 422
    assert not is_open(sharing, ESSEX)


@pytest.mark.parametrize("who", ["kent_siro", "kent_owner"])
def test_another_forces_stop_is_not_there(
    shared_site: Flask, sharing: Sharing, suspended: str, who: str
) -> None:
    client = browse(shared_site, sharing, who)

    theirs, nobodys = client.get(f"/stops/{suspended}"), client.get(f"/stops/{'0' * 32}")

    assert (theirs.status_code, nobodys.status_code) == (404, 404)
    assert theirs.data == nobodys.data


def test_gold_sees_it_and_leaves_the_restart_to_the_force(
    shared_site: Flask, sharing: Sharing, suspended: str
) -> None:
    page = browse(shared_site, sharing, "gold").get(f"/stops/{suspended}").text

    assert "The SIRO of Essex Police" in page
    assert "Why may it start again?" not in page
    assert WHY not in page
    assert "Olu Finch" not in page


def test_gold_does_not_read_who_lifted_or_why(
    shared_site: Flask, sharing: Sharing, suspended: str
) -> None:
    lift(browse(shared_site, sharing, "essex_siro"), suspended)

    page = browse(shared_site, sharing, "gold").get(f"/stops/{suspended}").text

    assert "Lifted" in page
    assert PUT_RIGHT not in page
    assert "Sam Ito" not in page


def test_the_list_says_what_was_lifted_lately(
    shared_site: Flask, sharing: Sharing, suspended: str
) -> None:
    siro = browse(shared_site, sharing, "essex_siro")
    lift(siro, suspended)

    page = siro.get("/stops").text

    assert "Nothing is stopped." in page
    assert suspended in page


def test_the_second_person_refuses_and_it_takes_two_again(
    shared_site: Flask, sharing: Sharing, killed: str
) -> None:
    lift(browse(shared_site, sharing, "essex_owner"), killed)
    siro = browse(shared_site, sharing, "essex_siro")

    refused = submit(
        siro, f"/stops/{killed}", f"/stops/{killed}/refuse", why="The list was not checked."
    )
    page = html.unescape(siro.get(f"/stops/{killed}").text)
    lift(siro, killed)

    assert refused.status_code == 302
    assert "Must stay stopped" in page
    assert "The list was not checked." in page
    assert "Ask to start again (first of two)" in page
    assert not is_open(sharing, ESSEX)


def test_what_nobody_asks_to_start_is_not_refused(
    shared_site: Flask, sharing: Sharing, killed: str
) -> None:
    siro = browse(shared_site, sharing, "essex_siro")

    page = siro.get(f"/stops/{killed}").text
    answer = submit(siro, f"/stops/{killed}", f"/stops/{killed}/refuse", why="No.")

    assert "It must stay stopped" not in page
    assert answer.status_code == 409
