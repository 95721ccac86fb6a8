"""Asking over real connections what a gate serves: its own server and application, on loopback."""

from __future__ import annotations

import http.client
import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest
from werkzeug.wrappers import Response

from govern.api.calls import Address, Call
from govern.gate.gate import Gate
from govern.gate.listening import bound, server
from govern.gate.receiving import Application, Receive, Scope, Send
from govern.gate.serving import Served

HERE, ELSEWHERE = "127.0.0.1", "127.0.0.9"
"""Two addresses to call from: all of 127.0.0.0/8 is this computer."""


class Asking:
    """Calls to whatever is served now, each over a connection of its own."""

    def __init__(self, port: int) -> None:
        self.port = port

    def get(self, path: str, **given: Any) -> Response:
        """The reply to a GET."""
        return self.open("GET", path, **given)

    def post(self, path: str, **given: Any) -> Response:
        """The reply to a POST of `json` or `data`."""
        return self.open("POST", path, **given)

    def open(
        self, method: str, path: str, *, headers: Mapping[str, str] | None = None,
        data: bytes | None = None, json: Any = None, called_from: str = HERE,
    ) -> Response:  # fmt: skip
        """The reply, as Flask's own client gives it."""
        sent = {"Host": "localhost", **(headers or {})}
        if data is None and method == "POST":
            data, sent = _dumped(json), {"Content-Type": "application/json", **sent}
        line = http.client.HTTPConnection(HERE, self.port, 30, source_address=(called_from, 0))
        line.request(method, path, data, sent)
        told = line.getresponse()
        content = told.read()
        line.close()
        return Response(content, told.status, told.getheaders())


def _dumped(given: Any) -> bytes:
    return json.dumps(given).encode()


class Listening:
    """One server for all tests of a process; what it serves is exchanged."""

    def __init__(self, port: int) -> None:
        self.port = port
        self._served: Application | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """A call to whatever is served now."""
        assert self._served is not None
        await self._served(scope, receive, send)

    def serve(self, addresses: Mapping[str, Address], admits: Callable[[Call], object]) -> Asking:
        """Serve these from now on."""
        self._served = Application(addresses, admits, 2)
        return Asking(self.port)

    def gate(self, gate: Gate) -> Asking:
        """Serve a gate from now on."""
        served = Served(gate)
        return self.serve(served.addresses(), served.caller)


@pytest.fixture(scope="session")
def listening() -> Iterator[Listening]:
    """The server that a gate runs, in a thread."""
    with serving() as made:
        yield made


@contextmanager
def serving() -> Iterator[Listening]:
    """The server that a gate runs, in a thread, until the end of the `with`."""
    with bound(f"{HERE}:0") as there:
        made = Listening(there.getsockname()[1])
        running = server(made)
        thread = threading.Thread(target=running.run, args=([there],))
        thread.start()
        while not running.started:
            time.sleep(0.001)
        yield made
        running.should_exit = True
        thread.join()
