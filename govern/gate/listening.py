"""The gate's HTTP server: uvicorn in this one process, with bounds for who is slow or verbose."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable

from uvicorn import Config, Server
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from govern.gate.receiving import Receive, Scope, Send

MOST_CONNECTIONS = 1_000
"""Whoever comes when so many are open is answered 503, which is a no."""
WAITING = 1_024
"""Connections that nobody has accepted yet."""
LARGEST_HEAD = 64 * 1024
"""Bytes of a request line and headers."""
SECONDS = 30
"""For a call to arrive whole, and for a connection that nobody uses."""
GOODBYE = 10
"""Seconds for calls that are being answered when the gate is told to stop."""


class Bounded(HttpToolsProtocol):
    """A connection that is closed when a call is long in coming, or its head is too long."""

    _head = 0
    _in_head = True
    _late: asyncio.TimerHandle | None = None

    def connection_made(
        self,
        transport: asyncio.Transport,  # type: ignore[override]  # as uvicorn has it
    ) -> None:
        """As uvicorn has it."""
        super().connection_made(transport)
        self._expect()

    def connection_lost(self, exc: Exception | None) -> None:
        """As uvicorn has it."""
        self._came()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Counts what came before the head was complete."""
        self._head += len(data) if self._in_head else 0
        super().data_received(data)
        if self._in_head and self._head > LARGEST_HEAD and not self.transport.is_closing():
            self.send_400_response("The head of the request is too long.")

    def on_message_begin(self) -> None:
        """A call begins to arrive."""
        self._expect()
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """Its head is there."""
        self._in_head = False
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """It is there."""
        self._came()
        self._head, self._in_head = 0, True
        super().on_message_complete()

    def _expect(self) -> None:
        self._came()
        self._late = self.loop.call_later(SECONDS, self.transport.close)

    def _came(self) -> None:
        if self._late is not None:
            self._late.cancel()
        self._late = None


def bound(listen: str) -> socket.socket:
    """A socket that listens at `HOST:PORT`. OSError when it cannot be had."""
    host, _, port = listen.rpartition(":")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Said to be TCP, or asyncio leaves replies to Nagle's algorithm, which holds them back.
    made = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((host.strip("[]"), int(port)))
        made.listen(WAITING)
    except OSError:
        made.close()
        raise
    return made


def server(application: Callable[[Scope, Receive, Send], Awaitable[None]]) -> Server:
    """What serves an application, until it is told to stop by SIGTERM or SIGINT."""
    return Server(
        Config(
            application, http=Bounded, loop="asyncio", ws="none", lifespan="off",
            interface="asgi3", log_config=None, access_log=False, proxy_headers=False,
            server_header=False, limit_concurrency=MOST_CONNECTIONS,
            timeout_keep_alive=SECONDS, timeout_graceful_shutdown=GOODBYE,
        )
    )  # fmt: skip
