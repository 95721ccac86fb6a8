"""The bundle over HTTP: for callers of the force alone, of what is published, with its lease."""

from __future__ import annotations

import io
import json
import tarfile
from typing import Any

import pytest
from flask.testing import FlaskClient

from govern.app import create_app
from govern.clock import text
from govern.commands.register.publish import Publisher
from tests.api.published import bearer as bearer
from tests.api.published import bearer_of, stop
from tests.api.published import http as http
from tests.api.published import published as published
from tests.sharing import Sharing

BUNDLE = "/register/v1/opa/essex/bundle.tar.gz"


def held(data: bytes) -> dict[str, Any]:
    with tarfile.open(fileobj=io.BytesIO(data), mode="r:gz") as archive:
        part = archive.extractfile("/govern/forces/essex/register/data.json")
        assert part is not None
        found: dict[str, Any] = json.loads(part.read())
        return found


def test_it_holds_the_published_register_and_its_lease(
    sharing: Sharing, published: Publisher, http: FlaskClient, bearer: dict[str, str]
) -> None:
    answer = http.get(BUNDLE, headers=bearer)

    told = held(answer.data)
    state = published._repository.state()
    assert state is not None
    assert (told["epoch"], told["version"]) == (state.epoch, state.number)
    assert told["lease_until"] == text(state.timestamp.signed.expires)
    source = sharing.installation.register.at(sharing.installation.clock.now())
    rows = {k: row for k, row in source.register.rows.items() if k.force == "essex"}
    assert set(told["flows"]) == {"/".join(key[1:]) for key in rows}
    assert all(
        not told["flows"]["/".join(key[1:])]["reasons"] for key, row in rows.items() if row.open
    )


def test_a_change_and_a_renewed_lease_make_another_bundle(
    sharing: Sharing, published: Publisher, http: FlaskClient, bearer: dict[str, str]
) -> None:
    first = http.get(BUNDLE, headers=bearer)
    again = http.get(BUNDLE, headers={**bearer, "If-None-Match": first.headers["ETag"]})
    flow = stop(sharing)
    published.turn()
    changed = http.get(BUNDLE, headers={**bearer, "If-None-Match": first.headers["ETag"]})

    assert again.status_code == 304
    assert changed.status_code == 200
    stopped = [row for row in held(changed.data)["flows"].values() if row["flow"] == flow]
    assert [row["reasons"][0] for row in stopped] == ["flow_suspended"]


@pytest.mark.parametrize(
    ("path", "status"),
    [(BUNDLE, 401), (BUNDLE.replace("essex", "kent"), 403), (BUNDLE.replace("essex", "mars"), 403)],
)
def test_nobody_else_gets_it(
    http: FlaskClient, bearer: dict[str, str], path: str, status: int
) -> None:
    assert http.get(path, headers=bearer if status == 403 else {}).status_code == status


def test_a_force_that_the_register_does_not_have_is_not_there(
    sharing: Sharing, http: FlaskClient
) -> None:
    every = bearer_of(sharing, "all")

    assert http.get(BUNDLE.replace("essex", "mars"), headers=every).status_code == 404


def test_the_public_key_alone_is_handed_out(http: FlaskClient, bearer: dict[str, str]) -> None:
    answer = http.get("/register/v1/opa/key.pem", headers=bearer)

    assert answer.text.startswith("-----BEGIN PUBLIC KEY-----")
    assert "PRIVATE" not in answer.text


def test_before_anything_is_published_there_is_no_bundle(sharing: Sharing) -> None:
    http = create_app(sharing.installation).test_client()

    answer = http.get(BUNDLE, headers=bearer_of(sharing, "essex"))

    assert answer.status_code == 503
