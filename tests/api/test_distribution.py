"""The register handed out over HTTP: to our machine callers alone, verifiable, with hints."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from flask.testing import FlaskClient
from tuf.api.exceptions import DownloadHTTPError
from tuf.ngclient import Updater
from tuf.ngclient.fetcher import FetcherInterface
from werkzeug.test import TestResponse

from govern.api import distribution
from govern.app import create_app
from govern.clock import text
from govern.commands.clients.add_client import add_client
from govern.commands.clients.revoke_client import revoke_client
from govern.commands.register.publish import Publisher
from govern.register.repository.held import read_shard
from tests.api.published import bearer as bearer
from tests.api.published import http as http
from tests.api.published import published as published
from tests.api.published import stop
from tests.sharing import COUNCIL, Sharing

ADDRESSES = (
    ("GET", "metadata/timestamp.json"), ("GET", "metadata/1.root.json"), ("GET", "wait?after=0"),
    ("GET", "since?force=essex"), ("GET", "events"), ("GET", "drift"),
    ("POST", "ack"), ("POST", "observed"),
    ("GET", "targets/" + "0" * 64 + ".kill.json"),
)  # fmt: skip


class OverHttp(FetcherInterface):
    """python-tuf's way to the test client."""

    def __init__(self, http: FlaskClient, headers: dict[str, str]) -> None:
        self._http, self._headers = http, headers

    def _fetch(self, url: str) -> Iterator[bytes]:
        answer = self._http.get(url, headers=self._headers)
        if answer.status_code != 200:
            raise DownloadHTTPError("refused", answer.status_code)
        return iter([answer.data])


@pytest.fixture
def ask(http: FlaskClient, bearer: dict[str, str]) -> Callable[..., TestResponse]:
    def get(path: str, **headers: str) -> TestResponse:
        return http.get(f"/register/v1/{path}", headers={**bearer, **headers})

    return get


def acknowledged(sharing: Sharing, **given: Any) -> dict[str, Any]:
    now = text(sharing.installation.clock.now())
    return {
        "gate": "rms-1", "forces": ["essex"], "epoch": 1, "received": 419, "applied": 418,
        "refusal": {"code": "bad_schema", "message": "it is no flow-shard/1"},
        "lease_until": now, "clock": now, **given,
    }  # fmt: skip


def observation(sharing: Sharing, *on: str, **given: Any) -> dict[str, Any]:
    version = sharing.installation.register.at(sharing.installation.clock.now()).version
    now = text(sharing.installation.clock.now())
    return {
        "system": "rms-1", "force": "essex", "epoch": 1, "version": version, "on": [*on],
        "observed_at": now, **given,
    }  # fmt: skip


@pytest.mark.parametrize(("method", "path"), ADDRESSES)
@pytest.mark.parametrize("token", ["", "Bearer wrong", "Bearer govern_wrong", "Basic eDp5"])
def test_nobody_without_a_good_token_reads_or_tells_anything(
    http: FlaskClient, method: str, path: str, token: str
) -> None:
    answer = http.open(f"/register/v1/{path}", method=method, headers={"Authorization": token})

    assert answer.status_code == 401


def test_a_revoked_caller_reads_nothing(sharing: Sharing, http: FlaskClient) -> None:
    made = add_client(sharing.installation, by=None, name="old gate", forces=["essex"])
    revoke_client(sharing.installation, by=None, client_id=made.client_id)
    headers = {"Authorization": f"Bearer {made.token}"}

    assert http.get("/register/v1/metadata/timestamp.json", headers=headers).status_code == 401


def test_a_standard_client_reads_and_verifies_any_force_over_http(
    sharing: Sharing, http: FlaskClient, bearer: dict[str, str], tmp_path: Path
) -> None:
    root = http.get("/register/v1/metadata/1.root.json", headers=bearer).data
    (tmp_path / "targets").mkdir()
    base = "/register/v1"
    with time_machine.travel(sharing.installation.clock.now(), tick=False):
        updater = Updater(
            str(tmp_path), f"{base}/metadata", str(tmp_path / "targets"), f"{base}/targets",
            OverHttp(http, bearer), bootstrap=root,
        )  # fmt: skip
        found = updater.get_targetinfo("force-kent.json.gz")
        assert found is not None
        data = Path(updater.download_target(found)).read_bytes()

    assert len(read_shard(data, "kent")) == 2


def test_the_timestamp_is_never_kept_and_everything_else_for_ever(
    ask: Callable[..., TestResponse],
) -> None:
    timestamp, root = ask("metadata/timestamp.json"), ask("metadata/1.root.json")

    assert timestamp.headers["Cache-Control"] == "no-store"
    assert "immutable" in root.headers["Cache-Control"]
    assert "private" in root.headers["Cache-Control"]


def test_a_timestamp_that_did_not_change_is_not_sent_again(
    ask: Callable[..., TestResponse],
) -> None:
    etag = ask("metadata/timestamp.json").headers["ETag"]

    again = ask("metadata/timestamp.json", **{"If-None-Match": etag})

    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize(
    "path",
    ["metadata/2.root.json", "metadata/root.json", "metadata/..%2F..%2Fgovern.db",
     "metadata/.lock", "targets/" + "0" * 64 + ".kill.json", "targets/kill.json",
     "targets/..%2Fmetadata%2Ftimestamp.json", "metadata/1.root.json%00"],
)  # fmt: skip
def test_what_is_not_published_is_not_there(ask: Callable[..., TestResponse], path: str) -> None:
    assert ask(path).status_code == 404


def test_whoever_is_behind_is_told_at_once(ask: Callable[..., TestResponse]) -> None:
    number = ask("wait?after=0").get_json()

    assert number["epoch"] == 1
    assert number["version"] > 1


def test_whoever_waits_is_told_when_something_is_published(
    sharing: Sharing, published: Publisher, ask: Callable[..., TestResponse]
) -> None:
    before = ask("wait?after=0").get_json()["version"]
    stop(sharing)
    later = threading.Timer(0.2, published.turn)
    later.start()

    after = ask(f"wait?after={before}&timeout=20").get_json()["version"]

    later.join()
    assert after > before


def test_waiting_ends_when_nothing_comes(ask: Callable[..., TestResponse]) -> None:
    number = ask("wait?after=0").get_json()["version"]

    assert ask(f"wait?after={number}&timeout=0").get_json()["version"] == number


def test_a_lower_epoch_is_behind_whatever_its_number(ask: Callable[..., TestResponse]) -> None:
    assert ask("wait?epoch=0&after=999999999&timeout=20").get_json()["epoch"] == 1


def test_when_too_many_wait_the_next_is_asked_to_come_again(
    sharing: Sharing, published: Publisher, bearer: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(distribution, "MOST_WAITING", 0)
    crowded = create_app(sharing.installation).test_client()

    answer = crowded.get("/register/v1/wait?after=999999&timeout=20", headers=bearer)

    assert (answer.status_code, answer.headers["Retry-After"]) == (200, "1")


def test_a_stream_says_the_number_and_that_it_is_alive(
    ask: Callable[..., TestResponse], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(distribution, "ALIVE_EVERY", 0.05)
    monkeypatch.setattr(distribution, "STREAM_LASTS", 0.1)
    number = ask("wait?after=0").get_json()["version"]

    stream = ask("events?after=0").get_data(as_text=True)

    assert stream.startswith(
        f'event: version\nid: {number}\ndata: {{"epoch":1,"version":{number}}}'
    )
    assert ": still here" in stream


@pytest.mark.parametrize("query", ["after=x", "after=-1", "after=1.5", "timeout=soon", "epoch=%00"])
def test_a_number_that_is_none_is_refused(ask: Callable[..., TestResponse], query: str) -> None:
    assert ask(f"wait?{query}").status_code == 400


def test_what_a_gate_refused_is_kept_and_shown(
    sharing: Sharing, http: FlaskClient, bearer: dict[str, str], ask: Callable[..., TestResponse]
) -> None:
    told = http.post("/register/v1/ack", json=acknowledged(sharing), headers=bearer)
    sharing.people.later(seconds=20)

    (gate,) = ask("drift").get_json()["gates"]

    assert told.get_json()["published"]["epoch"] == 1
    assert (gate["gate"], gate["state"], gate["applied"]) == ("rms-1", "refused", 418)
    assert (gate["refusal"]["code"], gate["age"]) == ("bad_schema", 20)


def test_a_gate_that_falls_silent_is_unknown_and_never_well(
    sharing: Sharing, http: FlaskClient, bearer: dict[str, str], ask: Callable[..., TestResponse]
) -> None:
    given = acknowledged(sharing, refusal=None, applied=419)
    http.post("/register/v1/ack", json=given, headers=bearer)
    fresh = ask("drift").get_json()["gates"][0]["state"]
    sharing.people.later(seconds=46)

    assert (fresh, ask("drift").get_json()["gates"][0]["state"]) == ("applied", "unknown")


@pytest.mark.parametrize(
    "fault",
    [{"gate": ""}, {"gate": "a\nb"}, {"forces": "essex"}, {"applied": "418"}, {"applied": True},
     {"clock": "now"}, {"lease_until": 5}, {"refusal": "no"}, {"refusal": {"code": "x"}},
     {"epoch": -1}, {"observing": [1]}],
    ids=str,
)  # fmt: skip
def test_an_acknowledgement_with_a_fault_is_refused(
    sharing: Sharing, http: FlaskClient, bearer: dict[str, str], fault: dict[str, Any]
) -> None:
    given = acknowledged(sharing, **fault)

    assert http.post("/register/v1/ack", json=given, headers=bearer).status_code == 400


def test_nobody_speaks_for_a_force_that_is_not_theirs(
    sharing: Sharing, http: FlaskClient, bearer: dict[str, str]
) -> None:
    answers = [
        http.post("/register/v1/ack", json=acknowledged(sharing, forces=["kent"]), headers=bearer),
        http.post("/register/v1/observed", json=observation(sharing, force="kent"), headers=bearer),
    ]

    assert [one.status_code for one in answers] == [403, 403]


def test_a_flow_that_is_on_and_should_be_off_is_critical(
    sharing: Sharing, published: Publisher, http: FlaskClient, bearer: dict[str, str],
    ask: Callable[..., TestResponse],
) -> None:  # fmt: skip
    flow = sharing.flows[f"essex:{COUNCIL}"]
    stop(sharing)
    published.turn()
    http.post("/register/v1/observed", json=observation(sharing, flow), headers=bearer)

    (system,) = ask("drift").get_json()["systems"]

    assert system["state"] == "drifted"
    assert [(one["flow"], one["severity"]) for one in system["differences"]] == [(flow, "critical")]


def test_a_system_in_step_drifts_from_nothing_whichever_name_it_uses(
    sharing: Sharing, http: FlaskClient, bearer: dict[str, str], ask: Callable[..., TestResponse]
) -> None:
    for named in (sharing.flows[f"essex:{COUNCIL}"], f"{COUNCIL}/crime-report/prevention/send"):
        http.post("/register/v1/observed", json=observation(sharing, named), headers=bearer)

        (system,) = ask("drift").get_json()["systems"]

        assert (system["state"], system["differences"]) == ("in_step", [])


def test_a_flow_that_no_register_knows_is_critical_and_one_that_is_off_a_warning(
    sharing: Sharing, http: FlaskClient, bearer: dict[str, str], ask: Callable[..., TestResponse]
) -> None:
    http.post("/register/v1/observed", json=observation(sharing, "a/b/c/send"), headers=bearer)

    (system,) = ask("drift").get_json()["systems"]

    found = {one["named"]: one["severity"] for one in system["differences"]}
    assert found == {f"{COUNCIL}/crime-report/prevention/send": "warning", "a/b/c/send": "critical"}


def test_a_report_on_an_older_register_is_catching_up_and_a_silent_one_unknown(
    sharing: Sharing, http: FlaskClient, bearer: dict[str, str], ask: Callable[..., TestResponse]
) -> None:
    flow = sharing.flows[f"essex:{COUNCIL}"]
    older = observation(sharing, flow, version=1)
    http.post("/register/v1/observed", json=older, headers=bearer)
    behind = ask("drift").get_json()["systems"][0]["state"]
    sharing.people.later(**{"seconds": timedelta(minutes=1).total_seconds()})

    assert (behind, ask("drift").get_json()["systems"][0]["state"]) == ("catching_up", "unknown")


def test_a_caller_sees_the_drift_of_its_own_forces_alone(
    sharing: Sharing, http: FlaskClient, bearer: dict[str, str], ask: Callable[..., TestResponse]
) -> None:
    token = add_client(sharing.installation, by=None, name="kent gate", forces=["kent"]).token
    kent = {"Authorization": f"Bearer {token}"}
    http.post("/register/v1/ack", json=acknowledged(sharing, forces=["kent"]), headers=kent)
    http.post("/register/v1/observed", json=observation(sharing, force="kent"), headers=kent)

    told = ask("drift").get_json()

    assert (told["gates"], told["systems"]) == ([], [])


def test_reports_are_kept_on_each_database(sharing_anywhere: Sharing) -> None:
    installation = sharing_anywhere.installation
    http = create_app(installation).test_client()
    token = add_client(installation, by=None, name="gate", forces=["all"]).token
    headers = {"Authorization": f"Bearer {token}"}
    for _ in range(2):
        given = observation(sharing_anywhere, "a/b/c/send")
        http.post("/register/v1/observed", json=given, headers=headers)
        http.post("/register/v1/ack", json=acknowledged(sharing_anywhere), headers=headers)

    told = http.get("/register/v1/drift", headers=headers).get_json()

    assert (len(told["gates"]), len(told["systems"])) == (1, 1)


def test_service_and_gates_call_one_register_by_one_number(
    sharing: Sharing, published: Publisher, http: FlaskClient, bearer: dict[str, str],
    ask: Callable[..., TestResponse],
) -> None:  # fmt: skip
    def asked() -> Any:
        body = {
            "subject": {"type": "force", "id": "essex"},
            "action": {"name": "send"},
            "resource": {"type": "flow", "id": f"{COUNCIL}/crime-report/prevention"},
        }
        answer = http.post("/access/v1/evaluation", json=body, headers=bearer).get_json()
        return answer["context"]["register"]

    sharing.people.later(days=300)
    published.turn()
    published.turn(anew=True)
    by_time_alone = (asked(), ask("wait?after=0").get_json())
    stop(sharing)
    before = asked()
    published.turn()

    assert by_time_alone[0] == by_time_alone[1]
    assert before == asked() == ask("wait?after=0").get_json()
