"""An auditor reads how far the readiness checks in scope are, and none of their evidence."""

from __future__ import annotations

import html
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from govern.commands.readiness.open_check import open_check
from govern.store import auditing
from tests.readying import WORDS, Readying, ready
from tests.shared_sites import browse, submit
from tests.sharing import COUNCIL, Sharing


@pytest.fixture
def readying(sharing: Sharing) -> Readying:
    """A check of a council that Essex leads, open, with one item handed in."""
    made = ready(sharing)
    made.open()
    made.submit("GW-13")
    return made


@pytest.fixture
def of_kent(sharing: Sharing) -> str:
    """A check of a force that is out of the auditor's scope."""
    return open_check(
        sharing.installation,
        by=sharing.people.actor("kent_owner"),
        template="gateway_4",
        subject_id=sharing.people.organisations["kent"],
    )


def words(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return html.unescape(answer.text)


def appoint(readying: Readying, scope: str | list[str], days: int = 90) -> str:
    """Another auditor with another scope; the key to browse by."""
    people, key = readying.sharing.people, f"auditor of {scope}"
    people.persons[key] = people.person("Otto Lane", f"otto{len(people.persons)}@people.example")
    people.appointments[key] = people.appoint(
        people.persons[key],
        "county-panel",
        "auditor",
        scope={"organisations": scope},
        ends_at=readying.now + timedelta(days=days),
    )
    return key


def test_a_check_in_scope_shows_where_each_item_stands_and_no_evidence(
    readying: Readying, shared_site: Flask
) -> None:
    client = browse(shared_site, readying.sharing, "auditor")
    check = f"/readiness/{readying.check_id}"

    assert check in words(client, "/readiness")
    assert "Handed in" in words(client, check)
    shown = words(client, f"/readiness/items/{readying.items['GW-13']}")

    assert "Handed in" in shown and "Evidence of" in shown
    assert WORDS not in shown and "Abel Nutt" not in shown


def test_what_is_out_of_scope_is_not_there(
    readying: Readying, of_kent: str, shared_site: Flask
) -> None:
    client = browse(shared_site, readying.sharing, "auditor")

    assert client.get(f"/readiness/{of_kent}").status_code == 404
    assert of_kent not in words(client, "/readiness")


def test_a_scope_may_name_the_partner_or_all(
    readying: Readying, of_kent: str, shared_site: Flask
) -> None:
    by_partner = browse(shared_site, readying.sharing, appoint(readying, [COUNCIL]))
    listed = words(by_partner, "/readiness")
    assert readying.check_id in listed and of_kent not in listed

    of_all = browse(shared_site, readying.sharing, appoint(readying, "all"))
    listed = words(of_all, "/readiness")
    assert readying.check_id in listed and of_kent in listed
    assert of_all.get(f"/readiness/{of_kent}").status_code == 200


def test_each_view_is_noted_with_the_check_it_was_of(
    readying: Readying, shared_site: Flask
) -> None:
    client = browse(shared_site, readying.sharing, "auditor")

    client.get(f"/readiness/{readying.check_id}")
    client.get("/readiness")

    appointment = readying.sharing.people.appointments["auditor"]
    with readying.sharing.installation.reading() as session:
        seen = [(v.page, v.about) for v in auditing.views(session, appointment, most=9)]
    assert seen == [("readiness.index", ""), ("readiness.show", readying.check_id)]


def test_an_auditor_changes_nothing_and_takes_no_file(
    readying: Readying, shared_site: Flask
) -> None:
    client = browse(shared_site, readying.sharing, "auditor")
    item, check = f"/readiness/items/{readying.items['GW-13']}", f"/readiness/{readying.check_id}"
    for path in (f"{item}/accept", f"{item}/waive", f"{check}/pass", f"{check}/revoke"):
        assert submit(client, "/your-sign-in", path).status_code == 403
    assert client.get("/readiness/new").status_code == 403
    assert client.get(f"/readiness/files/{'0' * 32}").status_code == 403
    assert readying.item("GW-13").state == "submitted"


def test_after_the_end_of_the_appointment_there_is_nothing(
    readying: Readying, shared_site: Flask
) -> None:
    client = browse(shared_site, readying.sharing, appoint(readying, ["essex"], days=1))
    assert client.get("/readiness").status_code == 200

    readying.sharing.people.later(days=2)

    assert client.get(f"/readiness/{readying.check_id}").status_code != 200
