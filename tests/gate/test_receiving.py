"""What the gate's own server does with calls that are slow, long, ambiguous or badly addressed."""

from __future__ import annotations

import socket
import threading

import pytest

from govern.api.authzen_messages import LARGEST_BODY
from govern.api.calls import Address, Call, Reply, reply
from govern.gate import listening as server
from govern.gate.receiving import SHORT
from tests.gate.asking import HERE, Asking, Listening

POST = b"POST /short HTTP/1.1\r\nHost: x\r\n"


class Told:
    """Addresses that say what they were sent, and how many threads they were asked in."""

    def __init__(self) -> None:
        self.threads: set[str] = set()
        self.known = True

    def addresses(self) -> dict[str, Address]:
        return {
            "/short": Address("POST", self.told),
            "/slow": Address("POST", self.told, quick=False),
            "/look": Address("GET", lambda call: reply({"root": call.root})),
            "/broken": Address("GET", self.broken),
        }

    def told(self, call: Call) -> Reply:
        self.threads.add(threading.current_thread().name)
        sent = call.body(LARGEST_BODY)
        length = None if sent is None else len(sent)
        return reply({"length": length, "dashed": call.header("Client-Cert")})

    def broken(self, call: Call) -> Reply:
        raise RuntimeError("no disk")

    def admits(self, call: Call) -> bool:
        return self.known


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def http(listening: Listening, told: Told) -> Asking:
    return listening.serve(told.addresses(), told.admits)


def raw(http: Asking, *pieces: bytes) -> bytes:
    """What comes back on one connection until it is closed."""
    with socket.create_connection((HERE, http.port), 10) as line:
        for piece in pieces:
            line.sendall(piece)
        got = b""
        while more := line.recv(65536):
            got += more
    return got


def test_a_header_with_underscores_is_not_taken_for_the_one_with_hyphens(http: Asking) -> None:
    forged = http.post("/short", data=b"{}", headers={"Client_Cert": ":AAAA:"})
    shown = http.post("/short", data=b"{}", headers={"client-cert": ":AAAA:"})

    assert (forged.json or {})["dashed"] is None
    assert (shown.json or {})["dashed"] == ":AAAA:"


def test_other_addresses_and_methods_are_refused_in_json(http: Asking) -> None:
    nowhere, wrong = http.post("/no", json={}), http.get("/short")
    head = http.open("HEAD", "/look")

    assert (nowhere.status_code, type(nowhere.json)) == (404, str)
    assert (wrong.status_code, wrong.headers["Allow"], type(wrong.json)) == (405, "POST", str)
    assert (head.status_code, head.data) == (200, b"")


def test_an_error_that_nobody_foresaw_is_no_success(http: Asking) -> None:
    assert http.get("/broken").status_code == 500


def test_a_long_call_is_answered_in_a_thread_and_a_short_one_at_once(
    http: Asking, told: Told
) -> None:
    http.post("/short", data=b"x" * SHORT)
    at_once = set(told.threads)
    http.post("/short", data=b"x" * (SHORT + 1))
    http.post("/slow", data=b"x")

    assert not any(name.startswith("asked") for name in at_once)
    assert any(name.startswith("asked") for name in told.threads)


@pytest.mark.parametrize("more", [0, 1])
def test_a_body_is_read_to_the_most_that_may_be_sent(http: Asking, more: int) -> None:
    length = (http.post("/short", data=b"x" * (LARGEST_BODY + more)).json or {})["length"]

    assert length == (None if more else LARGEST_BODY)


def test_a_long_body_of_somebody_unknown_is_not_waited_for(http: Asking, told: Told) -> None:
    told.known = False
    head = POST + b"Connection: close\r\nContent-Length: 1000000\r\n\r\n"

    assert raw(http, head, b"x" * 100).startswith(b"HTTP/1.1 200")


def test_calls_on_one_connection_are_answered_in_order(http: Asking) -> None:
    called = POST + b"Content-Length: %d\r\n%s\r\n%s"
    first, last = called % (2, b"", b"xx"), called % (3, b"Connection: close\r\n", b"xxx")

    answered = raw(http, first + last)

    assert [answered.count(b'"length":%d' % length) for length in (2, 3)] == [1, 1]
    assert answered.index(b'"length":2') < answered.index(b'"length":3')


def test_a_head_without_an_end_is_refused(http: Asking) -> None:
    begun = b"GET /look HTTP/1.1\r\nHost: x\r\nX-Long: "

    assert raw(http, begun, b"x" * (server.LARGEST_HEAD + 1)).startswith(b"HTTP/1.1 400")


@pytest.mark.parametrize(
    "begun",
    [b"", b"GET /look HT", POST + b"Content-Length: 9\r\n\r\nx"],
)
def test_who_is_slow_to_call_is_not_waited_for(
    http: Asking, monkeypatch: pytest.MonkeyPatch, begun: bytes
) -> None:
    monkeypatch.setattr(server, "SECONDS", 0.05)

    assert raw(http, begun) == b""


@pytest.mark.parametrize(
    "nonsense",
    [
        b"NONSENSE\r\n\r\n",
        POST + b"Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
        POST + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\nxx",
    ],
)
def test_what_two_programs_could_read_differently_is_refused(http: Asking, nonsense: bytes) -> None:
    assert raw(http, nonsense).startswith(b"HTTP/1.1 400")
