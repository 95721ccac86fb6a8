"""Every route, by every role, by a stranger and with a password alone: the rule is what happens."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule as Route

from govern.app import create_app
from govern.clock import text
from govern.commands.sign_in.enter_demonstration import enter_demonstration
from govern.commands.sign_in.opening import open_session
from govern.installation import Installation
from govern.store.identifiers import new_id
from govern.store.rows.people import PersonRow
from govern.web import policy
from govern.web.policy import anyone, machine
from tests.web.conftest import new_installation
from workflows import roles

NOBODYS = "0" * 32
KINDS = {
    **dict.fromkeys(roles.FORCE_ROLES, "force"),
    **dict.fromkeys(roles.PARTNER_ROLES, "partner"),
    roles.LAWYER: "legal",
    roles.AUDITOR: "scrutiny",
    roles.PANEL_MEMBER: "scrutiny",
}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    made = new_installation(Path(tmp_path_factory.mktemp("sweep")), demonstration=True)
    yield made
    made.database.close()


@pytest.fixture(scope="module")
def app(house: Installation) -> Flask:
    made = create_app(house)
    made.config["WTF_CSRF_ENABLED"] = False
    return made


@pytest.fixture(scope="module")
def clients(house: Installation, app: Flask) -> dict[str, FlaskClient]:
    """A signed-in browser for each role."""
    organisations = {kind: _organisation(house, kind) for kind in {*KINDS.values(), "office"}}
    return {
        role: _client(app, _session(house, role, organisations[KINDS.get(role, "office")]))
        for role in roles.TITLES
    }


def _organisation(house: Installation, kind: str) -> str:
    made = new_id()
    data = {"slug": kind, "kind": kind, "name": kind.title()}
    with house.writing(None) as writing:
        writing.record("organisation_added", ("organisation", made), data)
    return made


def _session(house: Installation, role: str, organisation: str) -> str:
    person, appointment = new_id(), new_id()
    with house.writing(None) as writing:
        at = text(writing.at)
        writing.session.add(PersonRow(id=person, name=role, created_at=at))
        data = {"person_id": person, "organisation_id": organisation, "role": role, "starts_at": at}
        writing.record("appointment_made", ("appointment", appointment), data)
    return enter_demonstration(house, person_id=person, browser="").token


def _client(app: Flask, token: str) -> FlaskClient:
    client = app.test_client()
    with client.session_transaction() as cookie:
        cookie["sign_in"] = token
    return client


def guarded(app: Flask) -> list[Route]:
    """Routes whose rule asks who is looking."""
    found = []
    for route in app.url_map.iter_rules():
        stated = policy.rule_of(app, route.endpoint)
        assert stated is not None, f"{route.endpoint} declares no rule"
        if anyone not in stated.callers and machine not in stated.callers:
            found.append(route)
    return found


def calls(route: Route) -> Iterator[tuple[str, str]]:
    """Each method with an address whose every part is an id that nothing has."""
    path = re.sub(r"<int[^>]*>", "1", route.rule)
    path = re.sub(r"<[^>]+>", NOBODYS, path)
    for method in sorted((route.methods or set()) & {"GET", "POST", "PUT", "DELETE"}):
        yield method, path


def test_a_stranger_gets_nothing(app: Flask) -> None:
    client = app.test_client()

    for route in guarded(app):
        for method, path in calls(route):
            answer = client.open(path, method=method)
            assert answer.status_code in {302, 401}, (method, path, answer.status_code)
            if answer.status_code == 302:
                assert answer.location.startswith("/sign-in")


def test_the_password_alone_gets_nothing(app: Flask, house: Installation) -> None:
    with house.database.writing() as session:
        opened = open_session(
            session,
            person_id=new_id(),
            method="totp",
            browser="",
            at=house.clock.now(),
            whole=False,
        )
    client = _client(app, opened.token)

    for route in guarded(app):
        for method, path in calls(route):
            assert client.open(path, method=method).status_code in {302, 401}, (method, path)


@pytest.mark.parametrize("role", sorted(roles.TITLES))
def test_a_role_gets_what_the_rules_say_and_never_a_fault(
    app: Flask, clients: dict[str, FlaskClient], role: str
) -> None:
    kind = KINDS.get(role, "office")

    for route in guarded(app):
        if route.endpoint in {"sign_in.leave", "sessions.end_others"}:
            continue  # would end the sign-in of this sweep
        admitted = policy.admits(app, route.endpoint, role=role, kind=kind)
        for method, path in calls(route):
            status = clients[role].open(path, method=method).status_code
            assert status < 500, (method, path, status)
            assert (status != 403) or not admitted or method != "GET", (method, path, status)
            assert admitted or status == 403, (method, path, status)
