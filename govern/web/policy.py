"""Who may call what: every endpoint declares a rule, and one without a rule answers no one."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

from flask import Blueprint, Flask, redirect, request, url_for
from werkzeug.exceptions import Forbidden, Unauthorized
from werkzeug.wrappers import Response

from govern.web.viewer import Viewer

View = TypeVar("View", bound=Callable[..., Any])
log = logging.getLogger(__name__)
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class Caller(Protocol):
    """A kind of caller that a rule may admit."""

    def admits(self, viewer: Viewer | None) -> bool:
        """True when this viewer is such a caller."""


@dataclass(frozen=True)
class _Anyone:
    name: str = "anyone"

    def admits(self, viewer: Viewer | None) -> bool:
        return True


@dataclass(frozen=True)
class _Machine:
    """A program with its own token; the view itself authenticates it, and there is no cookie."""

    name: str = "machine"

    def admits(self, viewer: Viewer | None) -> bool:
        return True


@dataclass(frozen=True)
class _SignedIn:
    name: str = "signed_in"

    def admits(self, viewer: Viewer | None) -> bool:
        return viewer is not None


@dataclass(frozen=True)
class _Acting:
    """Signed in, under one chosen appointment, of a role and a kind of organisation if named."""

    roles: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    name: str = field(default="acting")

    def admits(self, viewer: Viewer | None) -> bool:
        if viewer is None or viewer.acting is None:
            return False
        post = viewer.acting
        return (not self.roles or post.role in self.roles) and (
            not self.kinds or post.organisation_kind in self.kinds
        )


anyone: Caller = _Anyone()
machine: Caller = _Machine()
signed_in: Caller = _SignedIn()
acting: Caller = _Acting()


def role(*names: str) -> Caller:
    """Those acting under an appointment to one of these roles."""
    return _Acting(roles=frozenset(names), name=f"role({', '.join(names)})")


def organisation(*kinds: str) -> Caller:
    """Those acting for an organisation of one of these kinds: force, partner, legal, ..."""
    return _Acting(kinds=frozenset(kinds), name=f"organisation({', '.join(kinds)})")


@dataclass(frozen=True)
class Rule:
    """Who an endpoint admits (any one of them), and how it keeps organisations apart.

    `isolation` is a sentence for the reader and the sweep test: whose objects the view loads, and
    that another's is a 404. `demonstration` ends the endpoint's existence outside that mode.
    """

    callers: tuple[Caller, ...]
    isolation: str = "holds nothing of any organisation"
    demonstration: bool = False

    def admits(self, viewer: Viewer | None) -> bool:
        """True when this viewer may call the endpoint."""
        return any(caller.admits(viewer) for caller in self.callers)


def rule(
    *callers: Caller, isolation: str = "", demonstration: bool = False
) -> Callable[[View], View]:
    """Declare who may call a view; stands below `@blueprint.get(...)`."""

    def declare(view: View) -> View:
        stated = Rule(callers, isolation or Rule.isolation, demonstration)
        view.__dict__["rule"] = stated
        return view

    return declare


def declare(app: Flask, blueprint: Blueprint, stated: Rule) -> None:
    """Give one rule to every endpoint of a blueprint that knows no pages, such as AuthZEN."""
    app.extensions.setdefault("govern.rules", {})[blueprint.name] = stated


def rule_of(app: Flask, endpoint: str) -> Rule | None:
    """The rule of an endpoint; None when nobody declared one."""
    view = app.view_functions.get(endpoint)
    stated = getattr(view, "rule", None)
    if isinstance(stated, Rule):
        return stated
    by_blueprint: Mapping[str, Rule] = app.extensions.get("govern.rules", {})
    return by_blueprint.get(endpoint.rpartition(".")[0])


def rules(app: Flask) -> dict[str, Rule | None]:
    """The whole table, endpoint to rule, for the sweep test and the printed list."""
    return {each.endpoint: rule_of(app, each.endpoint) for each in app.url_map.iter_rules()}


def may_call(app: Flask, endpoint: str, viewer: Viewer | None) -> bool:
    """True when the endpoint exists and admits this viewer: for links and buttons."""
    stated = rule_of(app, endpoint) if endpoint in app.view_functions else None
    return stated is not None and stated.admits(viewer)


def admits(app: Flask, endpoint: str, *, role: str, kind: str) -> bool:
    """Whether somebody in that role, for an organisation of that kind, may call the endpoint."""
    stated = rule_of(app, endpoint)
    asked = _Acting(frozenset({role}), frozenset({kind}))
    return stated is not None and any(_includes(caller, asked) for caller in stated.callers)


def _includes(caller: Caller, asked: _Acting) -> bool:
    if not isinstance(caller, _Acting):
        return True
    return (not caller.roles or asked.roles <= caller.roles) and (
        not caller.kinds or asked.kinds <= caller.kinds
    )


def guard(app: Flask, viewer: Callable[[], Viewer | None]) -> None:
    """Check the rule before every request; refuse what has none."""

    def check() -> Response | None:
        if request.endpoint is None:
            return None
        stated = rule_of(app, request.endpoint)
        if stated is None:
            log.error("endpoint %s declares no rule and is refused", request.endpoint)
            raise Forbidden
        if anyone in stated.callers or machine in stated.callers:
            return None
        return _refusal(stated, viewer())

    app.before_request(check)


def _refusal(stated: Rule, viewer: Viewer | None) -> Response | None:
    if stated.admits(viewer):
        return None
    if viewer is None:
        if request.method not in SAFE:
            raise Unauthorized
        return redirect(url_for("sign_in.start", next=_here()))
    if viewer.acting is None and viewer.posts:
        return redirect(url_for("acting_as.choose", next=_here()))
    raise Forbidden


def _here() -> str:
    return request.full_path.rstrip("?")
