"""Machine callers: added with a token that is shown once, bound to forces, and revoked."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from tests.shared_sites import browse, submit
from tests.sharing import COUNCIL, Sharing

QUESTION = {
    "subject": {"type": "force", "id": "essex"},
    "action": {"name": "send"},
    "resource": {"type": "flow", "id": f"{COUNCIL}/crime-report/prevention"},
}


def ask(site: Flask, token: str) -> int:
    headers = {"Authorization": f"Bearer {token}"}
    answer = site.test_client().post("/access/v1/evaluation", json=QUESTION, headers=headers)
    return answer.status_code


def test_a_new_callers_token_asks_until_it_is_revoked(shared_site: Flask, sharing: Sharing) -> None:
    admin = browse(shared_site, sharing, "admin")

    submit(admin, "/clients", name="RMS of Essex", forces="essex")
    second = re.search(r'href="(/second-person/[0-9a-f]{32})"', admin.get("/second-person").text)
    assert second
    coordinator = browse(shared_site, sharing, "coordinator")
    page = submit(coordinator, second[1], meant="y", demonstration_proof="clicked").text
    token = re.search(r'id="secret">([^<]+)<', page)
    assert token
    before = ask(shared_site, token[1])
    listed = admin.get("/clients").text
    address = re.search(r'href="(/clients/[0-9a-f]{32}/revoke)"', listed)
    assert address
    submit(admin, address[1])

    assert before == 200
    assert token[1] not in listed
    assert ask(shared_site, token[1]) == 401


def test_a_caller_without_a_force_is_refused(shared_site: Flask, sharing: Sharing) -> None:
    answer = submit(browse(shared_site, sharing, "admin"), "/clients", name="RMS")

    assert answer.status_code == 422
    assert "Choose at least one force" in answer.text


@pytest.mark.parametrize("who", ["essex_siro", "signatory", "lawyer", "gold", "operator"])
def test_machines_are_for_the_administrator_and_the_office(
    shared_site: Flask, sharing: Sharing, who: str
) -> None:
    assert browse(shared_site, sharing, who).get("/clients").status_code == 403
