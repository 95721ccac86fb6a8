"""The examples for systems that are not written in Python ask as they should and take no for no."""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any, ClassVar

import orjson
import pytest

EXAMPLES = Path(__file__).resolve().parents[2] / "docs" / "examples"
FLOW = ("essex", "thornley", "crime-record", "care", "send")
RUNTIMES = {
    "ask-the-gate.mjs": "node",
    "AskTheGate.java": "java",
}
YES = b'{"decision":true,"context":{"reason":"ok"}}'
NOT_YES = (
    (200, b'{"decision":false,"context":{"reason":"expired","decision":true}}'),
    (200, b'{"decision":"true","context":{}}'),
    (200, b'[{"decision":true}]'),
    (200, b""),
    (200, b"<html>true</html>"),
    (403, YES),
    (500, YES),
    (302, YES),
)


class Stub(BaseHTTPRequestHandler):
    """Answers what it was told to and remembers what was asked."""

    reply: ClassVar[tuple[int, bytes]] = (200, YES)
    asked: ClassVar[list[tuple[str, str | None, Any]]] = []

    def do_POST(self) -> None:
        body = orjson.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.asked.append((self.path, self.headers["Authorization"], body))
        status, content = self.reply
        self.send_response(status)
        if status == 302:
            self.send_header("Location", "/elsewhere")
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def stub() -> Iterator[str]:
    """Where something answers as a gate would."""
    server = HTTPServer(("127.0.0.1", 0), Stub)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    Stub.asked.clear()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def runnable() -> list[str]:
    """The examples that this computer can run; the suite installs Node and not Java."""
    return [name for name, runtime in RUNTIMES.items() if shutil.which(runtime)]


def asks(example: str, gate: str, *flow: str) -> int:
    ran = subprocess.run(
        [RUNTIMES[example], str(EXAMPLES / example), *flow],
        env={**os.environ, "GATE": gate, "GATE_TOKEN": "gate_t"},
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    return ran.returncode


def test_each_example_asks_one_question_as_the_specification_says(stub: str) -> None:
    Stub.reply = (200, YES)
    codes = [asks(example, stub, *FLOW) for example in runnable()]

    assert codes == [0] * len(codes)
    assert all(
        one
        == (
            "/access/v1/evaluation",
            "Bearer gate_t",
            {
                "subject": {"type": "force", "id": "essex"},
                "action": {"name": "send"},
                "resource": {"type": "flow", "id": "thornley/crime-record/care"},
            },
        )
        for one in Stub.asked
    )
    assert {path.name for path in EXAMPLES.iterdir()} == RUNTIMES.keys()


def test_each_example_takes_anything_but_a_yes_for_a_no(stub: str) -> None:
    wrong = []
    for example in runnable():
        for reply in NOT_YES:
            Stub.reply = reply
            if asks(example, stub, *FLOW) != 1:
                wrong.append((example, reply))

    assert wrong == []


def test_each_example_takes_silence_for_a_no() -> None:
    assert [asks(example, "http://127.0.0.1:1", *FLOW) for example in runnable()] == [
        1 for _ in runnable()
    ]
