"""News of a newer register: by a stream of events, and by long polls when there is none."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest

from govern.gate import news as news_module
from govern.gate.line import Line
from govern.gate.news import News
from tests.gate.test_line import told


class Stub(BaseHTTPRequestHandler):
    """A service whose stream says what the test wants, and whose long poll says 1.77."""

    stream: ClassVar[bytes | None] = None
    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.asked.append(self.path.split("?")[0].rsplit("/", 1)[1])
        streaming = "/events" in self.path
        if streaming and self.stream is None:
            self.send_error(404)
            return
        content = self.stream if streaming and self.stream else b'{"epoch":1,"version":77}'
        self.send_response(200)
        kind = "text/event-stream; charset=utf-8" if streaming else "application/json"
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def news() -> Iterator[News]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Stub)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    Stub.asked.clear()
    line = Line(told(f"http://127.0.0.1:{server.server_port}"))
    made = News(line)
    yield made
    made.close()
    line.close()
    server.shutdown()
    server.server_close()
    thread.join()


def event(version: int) -> bytes:
    return b'event: version\nid: %d\ndata: {"epoch":1,"version":%d}\n\n' % (version, version)


def test_events_are_taken_one_by_one_from_one_stream(
    news: News, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Stub, "stream", b": still here\n\n" + event(7) + event(9) + event(12))

    found = [news.wait(1, 8, 15), news.wait(1, 9, 15)]

    assert found == [(1, 9), (1, 12)]
    assert Stub.asked == ["events"]


def test_what_is_no_newer_is_passed_over_and_an_ended_stream_is_opened_again(
    news: News, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Stub, "stream", event(7))

    assert news.wait(1, 8, 15) == (1, 8)
    assert news.wait(1, 8, 15) == (1, 8)
    assert Stub.asked == ["events", "events"]


def test_when_the_time_is_over_one_looks_all_the_same(
    news: News, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Stub, "stream", b": still here\n\n" * 3)

    assert news.wait(1, 8, 0) == (1, 8)


@pytest.mark.parametrize(
    "stream",
    [None, b"retry: 1000\n\n", b"data: {\n\n", b'data: {"epoch":1}\n\n', b"x" * 5000, b"\xff\n"],
)
def test_without_a_stream_that_can_be_read_long_polls_do(
    news: News, monkeypatch: pytest.MonkeyPatch, stream: bytes | None
) -> None:
    monkeypatch.setattr(Stub, "stream", stream)

    assert [news.wait(1, 8, 15), news.wait(1, 8, 15)] == [(1, 77), (1, 77)]
    assert Stub.asked == ["events", "wait", "wait"]


def test_after_a_while_the_stream_is_tried_again(
    news: News, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(news_module, "AGAIN", 0.0)
    monkeypatch.setattr(Stub, "stream", None)
    news.wait(1, 8, 15)
    monkeypatch.setattr(Stub, "stream", event(9))

    assert news.wait(1, 8, 15) == (1, 9)
    assert Stub.asked == ["events", "wait", "events"]


def test_a_line_that_trickles_is_given_up(news: News, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(news_module, "SILENCE", -1.0)
    monkeypatch.setattr(Stub, "stream", event(9))
    monkeypatch.setattr(Line, "listen", lambda line, *_: _Trickle())

    assert news.wait(1, 8, 0) == (1, 77)


class _Trickle:
    """An answer that never ends a line."""

    def stream(self, _: int) -> Iterator[bytes]:
        while True:
            yield b"x"

    def close(self) -> None:
        """Nothing is held."""
