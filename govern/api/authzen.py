"""Asking over HTTP (OpenID AuthZEN 1.0): may this flow run? Served alike by application and gate.

subject {"type": "force", "id": slug}; action {"name": "send" or "receive"}; resource
{"type": "flow", "id": "partner/category/purpose"}, or {"type": "rms_code", "id": code} for a flow
as the force's records system calls it. It imports nothing of what answers, authenticates or lists
flows: those are handed in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Protocol

from govern.api.authzen_messages import BadRequest, Entities, Forbidden
from govern.register.decide import Answer, Question
from govern.register.reasons import sentence
from govern.register.row import FlowKey

DIRECTIONS = ("send", "receive")
CODE = "rms_code"
"""The type of a resource that is named by its code in the force's records system."""


class Caller(Protocol):
    """A machine client that has proved who it is, bound to a set of forces (decision 26)."""

    def may_ask_about(self, force: str) -> bool:
        """Whether it may ask about flows of the force with this slug."""


class Directory(Protocol):
    """What may be searched: the flows a register knows, open or closed."""

    def keys(
        self,
        *,
        force: str | None = None,
        partner: str | None = None,
        category: str | None = None,
        purpose: str | None = None,
        direction: str | None = None,
    ) -> Iterable[FlowKey]:
        """Every flow with these parts; a part that is None may be anything."""


Codes = Callable[[str, str], FlowKey | None]
"""The flow that a code of a force's records system stands for; None for one that is not mapped."""


class Flows:
    """The decision point of the flow register."""

    def __init__(
        self,
        answer: Callable[[Question], Answer],
        directory: Directory | None = None,
        codes: Codes | None = None,
    ) -> None:
        self._answer = answer
        self._directory = directory
        self._codes = codes

    def evaluate(self, asked: Entities, caller: Caller) -> Mapping[str, Any]:
        """Answer for one flow. What cannot name a flow is denied: `no_such_flow`."""
        force = _force(asked, caller)
        at_least = _at_least(asked["context"])
        if asked["resource"]["type"] == CODE and force is not None:
            return self._coded(force, asked, at_least)
        key = _key(force, asked["action"]["name"], asked["resource"])
        answer = NO_SUCH_FLOW if key is None else self._answer(Question(key, at_least))
        return {"decision": answer.decision, "context": answer.context}

    def _coded(
        self, force: str, asked: Entities, at_least: tuple[int, int] | None
    ) -> Mapping[str, Any]:
        """Answer for the flow that a code stands for; one that stands for none is denied."""
        code = asked["resource"]["id"]
        key = None if self._codes is None else self._codes(force, code)
        if key is None:
            return _unmapped(f"the code {code} is not in the table of this force.", code)
        if key.direction != asked["action"]["name"]:
            said = f"the code {code} stands for a flow that is there to {key.direction}."
            return _unmapped(said, code)
        answer = self._answer(Question(key, at_least))
        return {"decision": answer.decision, "context": {**answer.context, "code": code}}

    def search(self, searched: str, asked: Entities, after: str, caller: Caller) -> Iterator[str]:
        """The forces, flows or directions that would be answered yes."""
        parts = _parts(searched, asked, caller)
        if parts is None or self._directory is None:
            return
        found = {_identifier(searched, key): key for key in self._directory.keys(**parts)}
        for identifier in sorted(one for one in found if one > after):
            key = found[identifier]
            if caller.may_ask_about(key.force) and self._answer(Question(key)).decision:
                yield identifier


def _unmapped(said: str, code: str) -> Mapping[str, Any]:
    context = {**NO_SUCH_FLOW.context, "reason_user": f"Sharing is off: {said}", "code": code}
    return {"decision": False, "context": context}


NO_SUCH_FLOW = Answer(
    False,
    {
        "reason": "no_such_flow",
        "reasons": ["no_such_flow"],
        "reason_user": sentence("no_such_flow"),
    },
)


def _force(asked: Entities, caller: Caller) -> str | None:
    """The slug of the force asked about; Forbidden when it is none of the caller's."""
    subject = asked["subject"]
    if subject["type"] != "force":
        return None
    force: str = subject["id"]
    if not caller.may_ask_about(force):
        raise Forbidden(f"This caller may not ask about the force {force!r}.")
    return force


def _key(force: str | None, action: str, resource: Mapping[str, Any]) -> FlowKey | None:
    named = _resource(resource)
    if force is None or named is None or action not in DIRECTIONS:
        return None
    return FlowKey(force, *named, action)


def _resource(resource: Mapping[str, Any]) -> tuple[str, str, str] | None:
    """Partner, category and purpose; None when the identifier names no flow."""
    parts = resource["id"].split("/")
    if resource["type"] != "flow" or len(parts) != 3:
        return None
    return parts[0], parts[1], parts[2]


def _at_least(context: Mapping[str, Any]) -> tuple[int, int] | None:
    """The (epoch, version) that the answer must not be older than."""
    wanted = context.get("at_least")
    if wanted is None:
        return None
    if isinstance(wanted, dict):
        epoch, version = wanted.get("epoch"), wanted.get("version")
        if type(epoch) is int and type(version) is int:
            return epoch, version
    raise BadRequest("`context.at_least` must be an object with whole numbers `epoch`, `version`.")


def _parts(searched: str, asked: Entities, caller: Caller) -> dict[str, str] | None:
    """The known parts of the flows to look through; None when nothing can match."""
    if asked["subject"]["type"] != "force" or asked["resource"]["type"] != "flow":
        return None
    parts: dict[str, str] = {}
    if searched != "subject":
        force = _force(asked, caller)
        parts["force"] = force or ""
    if searched != "action":
        parts["direction"] = asked["action"]["name"]
    if searched != "resource":
        named = _resource(asked["resource"])
        if named is None:
            return None
        parts |= zip(("partner", "category", "purpose"), named, strict=True)
    return parts


def _identifier(searched: str, key: FlowKey) -> str:
    if searched == "subject":
        return key.force
    if searched == "action":
        return key.direction
    return f"{key.partner}/{key.category}/{key.purpose}"
