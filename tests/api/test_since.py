"""All that a gate lacks in one call over HTTP: for the caller's own forces, and verifiable."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine
from flask.testing import FlaskClient
from tuf.api.exceptions import DownloadHTTPError
from tuf.ngclient import Updater
from tuf.ngclient.fetcher import FetcherInterface

from govern.app import create_app
from govern.commands.clients.add_client import add_client
from govern.commands.register.publish import Publisher
from govern.gate.brought import Brought
from govern.register.repository.held import read_shard
from tests.api.published import bearer as bearer
from tests.api.published import bearer_of, stop
from tests.api.published import http as http
from tests.api.published import published as published
from tests.sharing import COUNCIL, Sharing

PATH = "/register/v1/since"


class FromOne(FetcherInterface):
    """python-tuf's way to nothing but what one answer brought."""

    def __init__(self, content: bytes) -> None:
        self._brought = Brought.read(content)

    def _fetch(self, url: str) -> Iterator[bytes]:
        found = self._brought.take(url)
        if found is None:
            raise DownloadHTTPError("it was not brought", 404)
        return iter([found])


def test_a_standard_client_needs_nothing_beside_one_answer(
    sharing: Sharing, published: Publisher, http: FlaskClient, bearer: dict[str, str],
    tmp_path: Path,
) -> None:  # fmt: skip
    root = http.get("/register/v1/metadata/1.root.json", headers=bearer).data
    stop(sharing)
    published.turn()
    (tmp_path / "targets").mkdir()

    content = http.get(f"{PATH}?force=essex", headers=bearer).data

    with time_machine.travel(sharing.installation.clock.now(), tick=False):
        updater = Updater(
            str(tmp_path), "metadata", str(tmp_path / "targets"), "targets", FromOne(content),
            bootstrap=root,
        )  # fmt: skip
        found = updater.get_targetinfo("force-essex.json.gz")
        assert found is not None
        data = Path(updater.download_target(found)).read_bytes()
    row = read_shard(data, "essex").lookup(COUNCIL, "crime-report", "prevention", "send")
    assert row is not None
    assert row.reasons == ("flow_suspended",)


def test_what_did_not_change_is_not_sent_again(http: FlaskClient, bearer: dict[str, str]) -> None:
    first = http.get(f"{PATH}?force=essex", headers=bearer)
    headers = {**bearer, "If-None-Match": first.headers["ETag"]}

    again = http.get(f"{PATH}?force=essex", headers=headers)

    assert first.headers["Cache-Control"] == "no-store"
    assert (again.status_code, again.data) == (304, b"")


def test_a_caller_is_sent_files_of_its_own_forces_alone(
    sharing: Sharing, http: FlaskClient, bearer: dict[str, str]
) -> None:
    made = add_client(sharing.installation, by=None, name="both", forces=["essex", "kent"])
    both = {"Authorization": f"Bearer {made.token}"}

    alone = http.get(f"{PATH}?force=essex", headers=bearer).get_json()["files"]
    asked = {
        query: http.get(f"{PATH}?{query}", headers=bearer).status_code
        for query in ("force=kent", "force=essex&force=kent", "force=")
    }
    of_both = http.get(f"{PATH}?force=kent&force=essex", headers=both).get_json()["files"]

    assert not [name for name in alone if "force-kent" in name]
    assert set(asked.values()) == {403}
    assert len([name for name in of_both if "targets/" in name]) == 3


@pytest.mark.parametrize(
    "query", ["", "force=essex&after=x", "force=essex&root=-1", "&".join(["force=essex"] * 201)]
)
def test_a_call_that_cannot_be_meant_is_refused_with_a_sentence(
    http: FlaskClient, bearer: dict[str, str], query: str
) -> None:
    answer = http.get(f"{PATH}?{query}", headers=bearer)

    assert (answer.status_code, type(answer.get_json())) == (400, str)


def test_before_anything_is_published_it_says_to_ask_again(sharing: Sharing) -> None:
    site: Any = create_app(sharing.installation).test_client()

    answer = site.get(f"{PATH}?force=essex", headers=bearer_of(sharing, "essex"))

    assert (answer.status_code, "Ask again" in answer.get_json()) == (503, True)
