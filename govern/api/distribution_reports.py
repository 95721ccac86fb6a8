"""Reading what gates and systems send of themselves, each field checked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from govern.api.authzen_messages import BadRequest, body_of
from govern.api.calls import Call
from govern.clock import instant
from govern.commands.register.acknowledge import Acknowledgement, Observation

MOST_FORCES, MOST_FLOWS = 200, 100_000
_LONGEST = 2**53


def acknowledgement(call: Call) -> Acknowledgement:
    """What a gate says it holds. BadRequest names the first field that is wrong."""
    body = body_of(call)
    forces = _words(body, "forces", MOST_FORCES)
    return Acknowledgement(
        gate=_word(body, "gate", 100),
        forces=forces,
        epoch=_number(body, "epoch"),
        received=_number(body, "received"),
        applied=_number(body, "applied"),
        refusal=_refusal(body.get("refusal")),
        observing=_words(body, "observing", MOST_FORCES, required=False),
        lease_until=None if body.get("lease_until") is None else _instant(body, "lease_until"),
        clock=_instant(body, "clock"),
    )


def observation(call: Call) -> Observation:
    """What is really on in a system for one force."""
    body = body_of(call)
    return Observation(
        system=_word(body, "system", 100),
        force=_word(body, "force", 63),
        epoch=_number(body, "epoch"),
        version=_number(body, "version"),
        on=sorted(set(_words(body, "on", MOST_FLOWS))),
        observed_at=_instant(body, "observed_at"),
    )


def _refusal(given: Any) -> dict[str, Any] | None:
    if given is None:
        return None
    if not isinstance(given, dict):
        raise BadRequest("`refusal` must be an object with `code` and `message`.")
    return {"code": _word(given, "code", 40), "message": _word(given, "message", 500)}


def _word(body: Mapping[str, Any], name: str, longest: int) -> str:
    found = body.get(name)
    if not isinstance(found, str) or not 0 < len(found) <= longest or not found.isprintable():
        raise BadRequest(f"`{name}` must be a text of 1 to {longest} printable characters.")
    return found


def _words(body: Mapping[str, Any], name: str, most: int, *, required: bool = True) -> list[str]:
    found = body.get(name, None if required else [])
    good = isinstance(found, list) and len(found) <= most
    if not good or not all(isinstance(one, str) and len(one) <= 300 for one in found or ()):
        raise BadRequest(f"`{name}` must be an array of at most {most} texts.")
    return list(found or ())


def _number(body: Mapping[str, Any], name: str) -> int:
    found = body.get(name)
    if type(found) is not int or not 0 <= found < _LONGEST:
        raise BadRequest(f"`{name}` must be a whole number.")
    return found


def _instant(body: Mapping[str, Any], name: str) -> str:
    found = body.get(name)
    try:
        instant(found if isinstance(found, str) else "")
    except ValueError as fault:
        raise BadRequest(f"`{name}` must be an instant like 2027-03-31T23:00:00.000Z.") from fault
    return str(found)
