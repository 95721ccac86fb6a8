"""The line to the service: the token goes nowhere else, and nobody can keep or flood the gate."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

import orjson
import pytest
from tuf.api.exceptions import DownloadError, DownloadHTTPError, DownloadLengthMismatchError

from govern.gate import line as line_module
from govern.gate.line import Line
from govern.gate.settings import GateSettings


class Stub(BaseHTTPRequestHandler):
    """A service that answers as its address says."""

    seen: ClassVar[list[tuple[str, str, dict[str, str], bytes]]] = []

    def do_GET(self) -> None:
        self._remember()
        what = self.path.split("?")[0].rsplit("/", 1)[1]
        if what == "moved":
            self._say(302, b"", Location="http://127.0.0.1:1/elsewhere")
        elif what == "long":
            self._say(200, b"x" * 2_000_000)
        elif what == "slow":
            self._trickle()
        elif what == "timestamp.json":
            unchanged = self.headers.get("If-None-Match") == '"7"'
            self._say(304 if unchanged else 200, b"" if unchanged else b"{}", ETag='"7"')
        elif what == "wait":
            self._say(200, b'{"epoch":1,"version":9}')
        elif what == "crowded":
            self._say(200, b'{"epoch":1,"version":9}', **{"Retry-After": "1"})
        else:
            self._say(404, b"")

    def do_POST(self) -> None:
        self._remember()
        self._say(200, b"{}")

    def _remember(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.seen.append((self.command, self.path, dict(self.headers), body))

    def _say(self, status: int, content: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _trickle(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        for _ in range(1000):
            try:
                self.wfile.write(b"x")
                self.wfile.flush()
            except OSError:
                return
            time.sleep(0.02)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def line() -> Iterator[Line]:
    """A line to the stub."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Stub)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    Stub.seen.clear()
    made = Line(told(f"http://127.0.0.1:{server.server_port}"))
    yield made
    made.close()
    server.shutdown()
    server.server_close()
    thread.join()


def told(url: str) -> GateSettings:
    nothing: dict[str, Any] = {
        "root": b"", "forces": ("essex",), "state": Path("/nowhere"), "listen": "",
        "kill_file": Path("/nowhere"), "address": None, "certificate_authority": None,
        "honours": None, "callers": (),
    }  # fmt: skip
    return GateSettings(name="rms-1", url=url, token="secret", **nothing)


def fetched(line: Line, name: str, most: int = 1_000_000) -> bytes:
    content: bytes = line.download_bytes(f"{line.base}/{name}", most)
    return content


def test_the_token_is_sent_with_every_request(line: Line) -> None:
    fetched(line, "timestamp.json")
    line.wait(1, 8, 1)
    line.acknowledge({"gate": "rms-1"})

    assert [one[2]["Authorization"] for one in Stub.seen] == ["Bearer secret"] * 3
    assert Stub.seen[2][0::2][0] == "POST"
    assert orjson.loads(Stub.seen[2][3]) == {"gate": "rms-1"}


def test_nobody_can_send_it_elsewhere(line: Line) -> None:
    with pytest.raises(DownloadHTTPError) as refused:
        fetched(line, "moved")

    assert refused.value.status_code == 302
    assert len(Stub.seen) == 1


def test_an_answer_that_is_too_long_is_cut_off(line: Line) -> None:
    with pytest.raises(DownloadLengthMismatchError):
        fetched(line, "long", 1_000_000)


def test_an_answer_that_trickles_is_given_up(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line_module, "WHOLE", 0.2)
    monkeypatch.setattr(line_module, "CHUNK", 4)
    began = time.monotonic()

    with pytest.raises(DownloadError, match="longer than"):
        fetched(line, "slow")

    assert time.monotonic() - began < 5


def test_an_answer_that_never_goes_on_is_given_up(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(line_module, "READ", 0.01)

    with pytest.raises(DownloadError):
        fetched(line, "slow")


def test_a_timestamp_that_did_not_change_is_taken_from_the_last_time(line: Line) -> None:
    first = fetched(line, "timestamp.json")
    second = fetched(line, "timestamp.json")

    assert first == second == b"{}"
    assert Stub.seen[1][2]["If-None-Match"] == '"7"'


def test_a_file_that_is_not_there_is_told_apart_from_a_fault(line: Line) -> None:
    with pytest.raises(DownloadHTTPError) as refused:
        fetched(line, "2.root.json")

    assert refused.value.status_code == 404


def test_a_hint_says_the_number_or_to_come_again(line: Line) -> None:
    number = line.wait(1, 8, 1)
    line.base += "/crowded?"

    assert (number, line.wait(1, 8, 1)) == ((1, 9), None)


def test_nobody_at_the_other_end_is_a_failed_download() -> None:
    line = Line(told("http://127.0.0.1:1"))

    with pytest.raises(DownloadError, match="cannot be reached"):
        fetched(line, "timestamp.json")
    with pytest.raises(DownloadError):
        line.acknowledge({})
    line.close()
