"""Endpoints for programs inside Flask: calls read, and replies given, as its views do it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from flask import Blueprint, Request, Response, request
from werkzeug.exceptions import RequestEntityTooLarge

from govern.api import calls
from govern.api.authzen import Caller, Codes, Directory, Flows
from govern.api.authzen_messages import AuthzenError
from govern.api.authzen_protocol import Endpoints
from govern.api.calls import Call, View
from govern.register.decide import Answer, Question


class FlaskCall:
    """A call that Flask received."""

    def __init__(self, received: Request) -> None:
        self._received = received

    @property
    def address(self) -> str:
        """The address at the other end of the line."""
        return self._received.remote_addr or ""

    @property
    def root(self) -> str:
        """The address under which we were called."""
        return self._received.url_root

    def header(self, name: str) -> str | None:
        """A header, whatever the case of its name."""
        return self._received.headers.get(name)

    def body(self, most: int) -> bytes | None:
        """What was sent, or None when it is longer than `most` bytes."""
        self._received.max_content_length = most
        try:
            return self._received.get_data()
        except RequestEntityTooLarge:
            return None


def called() -> Call:
    """The call that is being answered."""
    return FlaskCall(request)


def given(made: calls.Reply) -> Response:
    """A reply as Flask gives it."""
    return Response(made.content, made.status, made.headers)


def reply(content: Any, status: int = 200) -> Response:
    """A reply in JSON that no cache keeps."""
    return given(calls.reply(content, status))


def refused(error: AuthzenError) -> Response:
    """What an error is answered with."""
    return given(error.reply())


def blueprint(
    answer: Callable[[Question], Answer],
    authenticate: Callable[[Call], Caller | None],
    directory: Directory | None = None,
    *,
    codes: Codes | None = None,
    signed: Callable[[Mapping[str, str]], str | None] | None = None,
    base_url: str | None = None,
    name: str = "authzen",
) -> Blueprint:
    """The endpoints under `/access/v1` and `/.well-known/authzen-configuration`.

    `answer` decides one question and never raises; `authenticate` finds the caller of a request,
    None when there is none (401); `directory` lists what may be searched (without it there is no
    search). `codes` translates codes of records systems, and is called for those alone; `signed`
    makes a JWT of the metadata. `base_url` is the https address callers use, taken from the request
    when not given.
    """
    flows = Flows(answer, directory, codes)
    searchable = directory is not None
    made = Endpoints(
        lambda: flows, authenticate, searchable=searchable, base_url=base_url, signed=signed
    )
    return mounted(made, name)


def mounted(endpoints: Endpoints[Any], name: str = "authzen") -> Blueprint:
    """The endpoints of one decision point."""
    pages = Blueprint(name, __name__)
    for path, one in endpoints.addresses().items():
        pages.add_url_rule(
            path, path.rsplit("/", 1)[1], partial(_served, one.view), methods=[one.method]
        )
    return pages


def _served(view: View) -> Response:
    return given(view(called()))
