"""The gate's calls as an ASGI application: a short one is answered at once, others in a thread."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, MutableMapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from govern.api.authzen_messages import LARGEST_BODY
from govern.api.calls import Address, Call, Reply, reply

SHORT = 64 * 1024
"""Bytes: a longer call may ask much, and must not keep the others waiting."""

Scope = Mapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]


class Received:
    """A call as ASGI describes it. `sent` is its body, as far as it was read."""

    __slots__ = ("_headers", "_scope", "sent")

    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self._headers: Sequence[tuple[bytes, bytes]] = scope["headers"]
        self.sent = b""

    @property
    def address(self) -> str:
        """The address at the other end of the line."""
        client = self._scope.get("client")
        return str(client[0]) if client else ""

    @property
    def root(self) -> str:
        """The address under which we were called, as the caller wrote it."""
        return f"{self._scope['scheme']}://{self.header('Host') or ''}/"

    def header(self, name: str) -> str | None:
        """A header under its own name: one written with underscores is another."""
        wanted = name.lower().encode("latin-1")
        found = [value for each, value in self._headers if each == wanted]
        return b", ".join(found).decode("latin-1") if found else None

    def body(self, most: int) -> bytes | None:
        """What was sent, or None when it is longer than `most` bytes."""
        return self.sent if len(self.sent) <= most else None


class Application:
    """Answers at some addresses. A long body is read only from callers whom `admits` knows."""

    def __init__(
        self, addresses: Mapping[str, Address], admits: Callable[[Call], object], threads: int
    ) -> None:
        self._addresses = addresses
        self._admits = admits
        self._threads = ThreadPoolExecutor(threads, "asked")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One call."""
        given = await self._given(scope, receive)
        if given is None:
            return
        headers = [
            (name.encode("latin-1"), value.encode("latin-1"))
            for name, value in given.headers.items()
        ]
        headers.append((b"Content-Length", b"%d" % len(given.content)))
        await send({"type": "http.response.start", "status": given.status, "headers": headers})
        await send({"type": "http.response.body", "body": given.content})

    async def _given(self, scope: Scope, receive: Receive) -> Reply | None:
        """The reply; None when the caller went away."""
        found, method = self._addresses.get(scope["path"]), scope["method"]
        if found is None:
            return reply("There is nothing at this address.", 404)
        if found.method != ("GET" if method == "HEAD" else method):
            return reply(f"Ask this address by {found.method}.", 405, {"Allow": found.method})
        call = Received(scope)
        message = await receive()
        while message["type"] == "http.request":
            call.sent += message["body"]
            known = not message["more_body"] or self._admits(call)
            if not known or not message["more_body"] or len(call.sent) > LARGEST_BODY:
                return await self._answered(found, call)
            message = await receive()
        return None

    async def _answered(self, found: Address, call: Received) -> Reply:
        if found.quick and len(call.sent) <= SHORT:
            return found.view(call)
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, found.view, call)
