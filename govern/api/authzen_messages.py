"""AuthZEN messages: reading strictly what a caller sent, and writing what is sent back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from govern.api.calls import JSON, Call, Reply, reply
from govern.api.strict_json import read_json

LARGEST_BODY = 4 * 1024 * 1024
"""Bytes."""

Entities = Mapping[str, Mapping[str, Any]]
"""subject, action, resource and context, each well-formed."""

_LEFT_OUT: Mapping[str, Any] = {}
_REQUIRED = {"subject": ("type", "id"), "action": ("name",), "resource": ("type", "id")}


class AuthzenError(Exception):
    """A call that gets no decision; the caller takes it as a no."""

    status = 500
    headers: ClassVar[Mapping[str, str]] = {}

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message

    def reply(self) -> Reply:
        """The error as the specification writes it: a status and a message string."""
        return reply(self.message, self.status, self.headers)

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
    headers: ClassVar[Mapping[str, str]] = {"WWW-Authenticate": 'Bearer realm="register"'}


class Forbidden(AuthzenError):
    """The caller may not ask this."""

    status = 403


def body_of(call: Call) -> dict[str, Any]:
    """The JSON object a caller sent. BadRequest for any other body, and for repeated names."""
    kind, _, _ = (call.header("Content-Type") or "").partition(";")
    if kind.strip().lower() != JSON:
        raise BadRequest(f"Send the Content-Type {JSON}.")
    sent = call.body(LARGEST_BODY)
    if sent is None:
        raise BadRequest(f"Send a body of at most {LARGEST_BODY} bytes.")
    try:
        body = read_json(sent)
    except (ValueError, RecursionError) as error:
        raise BadRequest("The body is not one well-formed JSON object.") from error
    if not isinstance(body, dict):
        raise BadRequest("The body must be a JSON object.")
    return body


def entities_of(body: Mapping[str, Any], searched: str | None = None) -> Entities:
    """The entities of a request. BadRequest when one that is required is missing or malformed.

    In a search, the entity `searched` for need not have an id, and an action is left out whole.
    """
    if searched is None:
        return {
            "subject": _entity(body, "subject", _REQUIRED["subject"]),
            "action": _entity(body, "action", _REQUIRED["action"]),
            "resource": _entity(body, "resource", _REQUIRED["resource"]),
            "context": object_in(body, "context"),
        }
    found: dict[str, Mapping[str, Any]] = {}
    for name, members in _REQUIRED.items():
        if name != searched:
            found[name] = _entity(body, name, members)
        elif name != "action":
            found[name] = _entity(body, name, members[:1])
    found["context"] = object_in(body, "context")
    return found


def object_in(body: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """An optional object; empty when it is left out."""
    found = body.get(name, _LEFT_OUT)
    if not isinstance(found, dict):
        raise BadRequest(f"`{name}` must be an object.")
    return found


def _entity(body: Mapping[str, Any], name: str, required: tuple[str, ...]) -> dict[str, Any]:
    found = body.get(name)
    if not isinstance(found, dict):
        raise BadRequest(f"`{name}` must be an object.")
    for member in required:
        given = found.get(member)
        if not given or not isinstance(given, str):
            raise BadRequest(f"`{name}.{member}` must be a string that is not empty.")
    if "properties" in found and not isinstance(found["properties"], dict):
        raise BadRequest(f"`{name}.properties` must be an object.")
    return found
