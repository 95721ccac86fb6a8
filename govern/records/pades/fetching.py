"""Gets one bounded answer over HTTP from an address that the operator named: no redirect is
followed, and size and time have an end.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from time import monotonic

import urllib3
from urllib3.exceptions import HTTPError


class NotFetched(Exception):
    """There is no such answer; the message says why."""


@dataclass(frozen=True)
class Bounds:
    """The end of the time for all answers together, seconds for one, bytes of one at most."""

    ends: float
    seconds: int
    most: int


def fetched(url: str, bounds: Bounds, *, body: bytes | None = None, kind: str = "") -> bytes:
    """The body of the answer to a GET, or to a POST of `body`, which is of media type `kind`.
    Raises NotFetched.
    """
    return b"".join(_pieces(url, bounds, body, kind))


def _pieces(url: str, bounds: Bounds, body: bytes | None, kind: str) -> Iterator[bytes]:
    left = min(bounds.ends - monotonic(), float(bounds.seconds))
    headers = {"Content-Type": kind} if body is not None else {}
    how = "GET" if body is None else "POST"
    with urllib3.PoolManager(retries=False, timeout=max(0.01, left)) as pool:
        try:
            answer = pool.request(
                how, url, body=body, headers=headers, preload_content=False, redirect=False
            )
            with closing(answer):
                if answer.status != 200:
                    raise NotFetched(f"{url} was answered {answer.status}")
                got = 0
                while piece := answer.read1(16 * 1024):
                    got += len(piece)
                    if got > bounds.most or monotonic() > bounds.ends:
                        raise NotFetched(f"the answer of {url} is too long or too slow")
                    yield piece
        except HTTPError as fault:
            raise NotFetched(f"{url} does not answer ({type(fault).__name__})") from None
