"""The AuthZEN 1.0 endpoints over HTTP, whatever is decided behind them."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any, Generic, Protocol, TypeVar

from govern.api.authzen_messages import (
    AuthzenError,
    BadRequest,
    Entities,
    Unauthorised,
    body_of,
    entities_of,
    object_in,
)
from govern.api.authzen_paging import page_of
from govern.api.calls import Address, Call, Reply, View, reply

_LOG = logging.getLogger("govern.api")

MOST_EVALUATIONS = 10_000
"""Items in one batch."""

ACCESS = "/access/v1"
WHO = "Send a valid bearer token, or show a certificate that is bound."
SEARCHES = ("subject", "resource", "action")
_STOP_AT = {"execute_all": None, "deny_on_first_deny": False, "permit_on_first_permit": True}
_DEFAULTS = ("subject", "action", "resource", "context")

C = TypeVar("C")
C_contra = TypeVar("C_contra", contravariant=True)


class DecisionPoint(Protocol[C_contra]):
    """What decides one call: it gives the entities their meaning and knows the caller's rights."""

    def evaluate(self, asked: Entities, caller: C_contra) -> Mapping[str, Any]:
        """`decision` and `context`. An AuthzenError refuses the question."""

    def search(self, searched: str, asked: Entities, after: str, caller: C_contra) -> Iterator[str]:
        """Identifiers that sort after `after` and would be permitted, ascending, one by one."""


class Endpoints(Generic[C]):
    """The addresses of one decision point. `point` is asked for once in each call."""

    def __init__(
        self,
        point: Callable[[], DecisionPoint[C]],
        authenticate: Callable[[Call], C | None],
        *,
        searchable: bool,
        base_url: str | None = None,
        signed: Callable[[Mapping[str, str]], str | None] | None = None,
    ) -> None:
        self._signed = signed
        self._point = point
        self._authenticate = authenticate
        self._searches = SEARCHES if searchable else ()
        self._base_url = base_url

    def addresses(self) -> Mapping[str, Address]:
        """What answers, by path."""
        found = {
            f"{ACCESS}/evaluation": Address("POST", self.evaluation),
            f"{ACCESS}/evaluations": Address("POST", self.evaluations),
            "/.well-known/authzen-configuration": Address("GET", self.configuration),
        }
        for searched in self._searches:
            view = partial(self.search, searched)
            found[f"{ACCESS}/search/{searched}"] = Address("POST", view, quick=False)
        return {path: one._replace(view=_answered(one.view)) for path, one in found.items()}

    def evaluation(self, call: Call) -> Reply:
        """One question."""
        caller, body = self._opened(call)
        return reply(self._point().evaluate(entities_of(body), caller))

    def evaluations(self, call: Call) -> Reply:
        """Many questions; without any, the one that the body itself is."""
        caller, body = self._opened(call)
        items, stop_at = _batch(body)
        point = self._point()
        if not items:
            return reply(point.evaluate(entities_of(body), caller))
        defaults = {name: body[name] for name in _DEFAULTS if name in body}
        results = []
        for item in items:
            results.append(_item(point, caller, defaults, item))
            if results[-1]["decision"] is stop_at:
                break
        return reply({"evaluations": results})

    def search(self, searched: str, call: Call) -> Reply:
        """Which subjects, resources or actions would be permitted."""
        caller, body = self._opened(call)
        asked = entities_of(body, searched)
        page = page_of(searched, body)
        shown, token = page.cut(self._point().search(searched, asked, page.after, caller))
        return reply(
            {
                "page": {"next_token": token, "count": len(shown)},
                "results": [_result(searched, asked, one) for one in shown],
            }
        )

    def configuration(self, call: Call) -> Reply:
        """Where the endpoints are."""
        base = (self._base_url or call.root).rstrip("/")
        found = {
            "policy_decision_point": base,
            "access_evaluation_endpoint": f"{base}{ACCESS}/evaluation",
            "access_evaluations_endpoint": f"{base}{ACCESS}/evaluations",
        }
        for searched in self._searches:
            found[f"search_{searched}_endpoint"] = f"{base}{ACCESS}/search/{searched}"
        jwt = None if self._signed is None else self._signed(found)
        return reply(found if jwt is None else {**found, "signed_metadata": jwt})

    def _opened(self, call: Call) -> tuple[C, dict[str, Any]]:
        caller = self._authenticate(call)
        if caller is None:
            raise Unauthorised(WHO)
        return caller, body_of(call)


def _answered(view: View) -> View:
    """The view, whose errors become replies; a request id comes back with every answer."""

    def answer(call: Call) -> Reply:
        try:
            given = view(call)
        except AuthzenError as error:
            given = error.reply()
        except Exception:  # noqa: BLE001 - the caller takes every error as a no
            _LOG.exception("a call could not be answered")
            given = AuthzenError("This could not be answered.").reply()
        asked = call.header("X-Request-ID")
        if asked is not None:
            given.headers["X-Request-ID"] = asked
        return given

    return answer


def _item(
    point: DecisionPoint[C], caller: C, defaults: Mapping[str, Any], item: object
) -> Mapping[str, Any]:
    """One item: its entities replace the defaults whole, and its error stays its own."""
    try:
        if not isinstance(item, dict):
            raise BadRequest("Each of `evaluations` must be an object.")
        return point.evaluate(entities_of({**defaults, **item}), caller)
    except AuthzenError as error:
        return error.denied()


def _batch(body: Mapping[str, Any]) -> tuple[list[Any], bool | None]:
    """The items and the decision that ends the batch early."""
    semantic = object_in(body, "options").get("evaluations_semantic", "execute_all")
    if not isinstance(semantic, str) or semantic not in _STOP_AT:
        raise BadRequest("`options.evaluations_semantic` must be one of: " + ", ".join(_STOP_AT))
    items = body.get("evaluations", [])
    if not isinstance(items, list):
        raise BadRequest("`evaluations` must be an array.")
    if len(items) > MOST_EVALUATIONS:
        raise BadRequest(f"`evaluations` may hold at most {MOST_EVALUATIONS} items.")
    return items, _STOP_AT[semantic]


def _result(searched: str, asked: Entities, identifier: str) -> dict[str, str]:
    if searched == "action":
        return {"name": identifier}
    return {"type": asked[searched]["type"], "id": identifier}
