"""AuthZEN messages: reading strictly what a caller sent, and writing what is sent back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import orjson
from flask import Request, Response
from werkzeug.exceptions import RequestEntityTooLarge

LARGEST_BODY = 4 * 1024 * 1024
"""Bytes."""

Entities = Mapping[str, Mapping[str, Any]]
"""subject, action, resource and context, each well-formed."""

_REQUIRED = {"subject": ("type", "id"), "action": ("name",), "resource": ("type", "id")}


class AuthzenError(Exception):
    """A call that gets no decision; the caller takes it as a no."""

    status = 500

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message

    def reply(self) -> Response:
        """The error as the specification writes it: a status and a message string."""
        return reply(self.message, self.status)

    def denied(self) -> dict[str, Any]:
        """The error as one item of a batch carries it."""
        error = {"status": self.status, "message": self.message}
        return {"decision": False, "context": {"error": error}}


class BadRequest(AuthzenError):
    """The message breaks the specification."""

    status = 400


class Unauthorised(AuthzenError):
    """Nobody known is calling. It never means "denied"."""

    status = 401

    def reply(self) -> Response:
        response = super().reply()
        response.headers["WWW-Authenticate"] = 'Bearer realm="register"'
        return response


class Forbidden(AuthzenError):
    """The caller may not ask this."""

    status = 403


def reply(content: Any, status: int = 200) -> Response:
    """A JSON response that no cache keeps."""
    response = Response(orjson.dumps(content, default=dict), status, mimetype="application/json")
    response.headers["Cache-Control"] = "no-store"
    return response


def body_of(request: Request) -> dict[str, Any]:
    """The JSON object a caller sent. BadRequest for any other body, and for repeated names."""
    if request.mimetype != "application/json":
        raise BadRequest("Send the Content-Type application/json.")
    request.max_content_length = LARGEST_BODY
    try:
        written = request.get_data().decode("utf-8")
        body = json.loads(written, object_pairs_hook=_no_repeats, parse_constant=_no_constant)
        if "\\u" in written:
            # Lone surrogates are no Unicode: they can be read from JSON and never written as UTF-8.
            json.dumps(body, ensure_ascii=False).encode("utf-8")
    except RequestEntityTooLarge as error:
        raise BadRequest(f"Send a body of at most {LARGEST_BODY} bytes.") from error
    except (ValueError, RecursionError) as error:
        raise BadRequest("The body is not one well-formed JSON object.") from error
    if not isinstance(body, dict):
        raise BadRequest("The body must be a JSON object.")
    return body


def entities_of(body: Mapping[str, Any], searched: str | None = None) -> Entities:
    """The entities of a request. BadRequest when one that is required is missing or malformed.

    In a search, the entity `searched` for need not have an id, and an action is left out whole.
    """
    found = {
        name: _entity(body, name, members[:1] if name == searched else members)
        for name, members in _REQUIRED.items()
        if not name == searched == "action"
    }
    return {**found, "context": _object(body, "context", {})}


def object_in(body: Mapping[str, Any], name: str) -> dict[str, Any]:
    """An optional object; {} when it is left out."""
    return _object(body, name, {})


def _entity(body: Mapping[str, Any], name: str, required: tuple[str, ...]) -> dict[str, Any]:
    found = _object(body, name, None)
    for member in required:
        if not isinstance(found.get(member), str) or not found[member]:
            raise BadRequest(f"`{name}.{member}` must be a string that is not empty.")
    if not isinstance(found.get("properties", {}), dict):
        raise BadRequest(f"`{name}.properties` must be an object.")
    return found


def _object(body: Mapping[str, Any], name: str, absent: dict[str, Any] | None) -> dict[str, Any]:
    found = body.get(name, absent)
    if not isinstance(found, dict):
        raise BadRequest(f"`{name}` must be an object.")
    return found


def _no_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a member name is repeated")
    return found


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")
