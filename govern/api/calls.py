"""A call over HTTP and its reply, as the endpoints for programs see them: whoever serves them reads
the one and writes the other, and they import no web framework.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol

import orjson

JSON = "application/json"


class Call(Protocol):
    """What a caller sent."""

    @property
    def address(self) -> str:
        """The address at the other end of the line: the caller's, or that of a proxy."""

    @property
    def root(self) -> str:
        """The address under which we were called, without a path."""

    def header(self, name: str) -> str | None:
        """A header, whatever the case of its name; several of one name are joined with commas."""

    def body(self, most: int) -> bytes | None:
        """What was sent, or None when it is longer than `most` bytes."""


@dataclass(slots=True)
class Reply:
    """What a caller is sent."""

    content: bytes
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


def reply(content: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> Reply:
    """A reply in JSON that no cache keeps."""
    written = orjson.dumps(content, default=dict)
    return Reply(
        written, status, {"Content-Type": JSON, "Cache-Control": "no-store", **(headers or {})}
    )


View = Callable[[Call], Reply]


class Address(NamedTuple):
    """What answers at one path. `quick`: it never takes long for a short call."""

    method: str
    view: View
    quick: bool = True
