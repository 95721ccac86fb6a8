"""Pages of a search: how many results, after which one, by a token that fits that search alone."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from govern.api.authzen_messages import BadRequest, object_in

LARGEST_PAGE = 1000
"""Results on one page; also what a page holds when no limit is asked for."""

_ASKED = ("subject", "action", "resource", "context")


@dataclass(frozen=True, slots=True)
class Page:
    """What is asked for. `digest` is of the search that a token is bound to."""

    limit: int
    after: str
    digest: str

    def cut(self, identifiers: Iterator[str]) -> tuple[list[str], str]:
        """The identifiers on this page, and the token of the next one: "" after the last."""
        found = list(islice(identifiers, self.limit + 1))
        shown = found[: self.limit]
        if len(found) <= self.limit:
            return shown, ""
        marks = {"d": self.digest, "n": self.limit, "a": shown[-1] if shown else self.after}
        return shown, base64.urlsafe_b64encode(json.dumps(marks).encode()).decode("ascii")


def page_of(searched: str, body: Mapping[str, Any]) -> Page:
    """The page a request asks for. BadRequest for a malformed one or a token of another search."""
    asked = object_in(body, "page")
    object_in(asked, "properties")
    limit, token = asked.get("limit"), asked.get("token", "")
    # A bool is an int to Python and no number to anyone else.
    if limit is not None and (type(limit) is not int or limit < 0):
        raise BadRequest("`page.limit` must be a whole number, 0 or more.")
    if not isinstance(token, str):
        raise BadRequest("`page.token` must be a string.")
    most = None if limit is None else min(limit, LARGEST_PAGE)
    digest = _digest(searched, body)
    if token:
        return _continued(token, most, digest)
    return Page(LARGEST_PAGE if most is None else most, "", digest)


def _continued(token: str, most: int | None, digest: str) -> Page:
    try:
        read = json.loads(base64.urlsafe_b64decode(token.encode("ascii")))
        marked, limit, after = read["d"], read["n"], read["a"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise BadRequest("`page.token` is not one this service gave.") from error
    if type(limit) is not int or not 0 <= limit <= LARGEST_PAGE or not isinstance(after, str):
        raise BadRequest("`page.token` is not one this service gave.")
    if marked != digest or most not in (None, limit):
        raise BadRequest("`page.token` belongs to another search: start again without it.")
    return Page(limit, after, digest)


def _digest(searched: str, body: Mapping[str, Any]) -> str:
    asked = json.dumps([searched, {name: body.get(name) for name in _ASKED}], sort_keys=True)
    return hashlib.sha256(asked.encode()).hexdigest()[:32]
