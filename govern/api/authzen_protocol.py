"""The AuthZEN 1.0 endpoints over HTTP, whatever is decided behind them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Generic, Protocol, TypeVar

from flask import Blueprint, Request, Response, request

from govern.api.authzen_messages import (
    AuthzenError,
    BadRequest,
    Entities,
    Unauthorised,
    body_of,
    entities_of,
    object_in,
    reply,
)
from govern.api.authzen_paging import page_of

MOST_EVALUATIONS = 10_000
"""Items in one batch."""

SEARCHES = ("subject", "resource", "action")
_STOP_AT = {"execute_all": None, "deny_on_first_deny": False, "permit_on_first_permit": True}
_DEFAULTS = ("subject", "action", "resource", "context")

C = TypeVar("C")
C_contra = TypeVar("C_contra", contravariant=True)


class DecisionPoint(Protocol[C_contra]):
    """What decides: it gives the entities their meaning and knows the caller's rights."""

    searchable: bool

    def evaluate(self, asked: Entities, caller: C_contra) -> Mapping[str, Any]:
        """`decision` and `context`. An AuthzenError refuses the question."""

    def search(self, searched: str, asked: Entities, after: str, caller: C_contra) -> Iterator[str]:
        """Identifiers that sort after `after` and would be permitted, ascending, one by one."""


class Endpoints(Generic[C]):
    """The view functions of one decision point."""

    def __init__(
        self,
        point: DecisionPoint[C],
        authenticate: Callable[[Request], C | None],
        base_url: str | None,
        signed: Callable[[Mapping[str, str]], str | None] | None = None,
    ) -> None:
        self._signed = signed
        self._point = point
        self._authenticate = authenticate
        self._base_url = base_url

    def evaluation(self) -> Response:
        """One question."""
        caller, body = self._opened()
        return reply(self._point.evaluate(entities_of(body), caller))

    def evaluations(self) -> Response:
        """Many questions; without any, the one that the body itself is."""
        caller, body = self._opened()
        items, stop_at = _batch(body)
        if not items:
            return reply(self._point.evaluate(entities_of(body), caller))
        results = []
        for item in items:
            results.append(self._item(body, item, caller))
            if results[-1]["decision"] is stop_at:
                break
        return reply({"evaluations": results})

    def search(self, searched: str) -> Response:
        """Which subjects, resources or actions would be permitted."""
        caller, body = self._opened()
        asked = entities_of(body, searched)
        page = page_of(searched, body)
        shown, token = page.cut(self._point.search(searched, asked, page.after, caller))
        return reply(
            {
                "page": {"next_token": token, "count": len(shown)},
                "results": [_result(searched, asked, one) for one in shown],
            }
        )

    def configuration(self) -> Response:
        """Where the endpoints are."""
        base = (self._base_url or request.url_root).rstrip("/")
        found = {
            "policy_decision_point": base,
            "access_evaluation_endpoint": f"{base}/access/v1/evaluation",
            "access_evaluations_endpoint": f"{base}/access/v1/evaluations",
        }
        for searched in SEARCHES if self._point.searchable else ():
            found[f"search_{searched}_endpoint"] = f"{base}/access/v1/search/{searched}"
        jwt = None if self._signed is None else self._signed(found)
        return reply(found if jwt is None else {**found, "signed_metadata": jwt})

    def _opened(self) -> tuple[C, dict[str, Any]]:
        caller = self._authenticate(request)
        if caller is None:
            raise Unauthorised("Send a valid bearer token, or show a certificate that is bound.")
        return caller, body_of(request)

    def _item(self, body: Mapping[str, Any], item: object, caller: C) -> Mapping[str, Any]:
        """One item: its entities replace the defaults whole, and its error stays its own."""
        try:
            if not isinstance(item, dict):
                raise BadRequest("Each of `evaluations` must be an object.")
            defaults = {name: body[name] for name in _DEFAULTS if name in body}
            return self._point.evaluate(entities_of({**defaults, **item}), caller)
        except AuthzenError as error:
            return error.denied()


def protocol(
    point: DecisionPoint[C],
    authenticate: Callable[[Request], C | None],
    *,
    signed: Callable[[Mapping[str, str]], str | None] | None = None,
    base_url: str | None = None,
    name: str = "authzen",
) -> Blueprint:
    """The endpoints under `/access/v1` and the metadata document, for one decision point."""
    endpoints = Endpoints(point, authenticate, base_url, signed)
    pages = Blueprint(name, __name__)
    access = "/access/v1"
    pages.add_url_rule(f"{access}/evaluation", view_func=endpoints.evaluation, methods=["POST"])
    pages.add_url_rule(f"{access}/evaluations", view_func=endpoints.evaluations, methods=["POST"])
    pages.add_url_rule(
        "/.well-known/authzen-configuration", view_func=endpoints.configuration, methods=["GET"]
    )
    if point.searchable:
        pages.add_url_rule(
            f"{access}/search/<any{SEARCHES}:searched>",
            view_func=endpoints.search,
            methods=["POST"],
        )
    pages.register_error_handler(AuthzenError, _refused)
    pages.after_request(_echo_request_id)
    return pages


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


def _refused(error: AuthzenError) -> Response:
    return error.reply()


def _echo_request_id(response: Response) -> Response:
    asked = request.headers.get("X-Request-ID")
    if asked is not None:
        response.headers["X-Request-ID"] = asked
    return response
