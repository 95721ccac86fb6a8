"""Turns HTML into the final bytes of a document in a confined child process."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from govern.records.ahead import Ahead
from govern.records.confined.child import Child, TaskEnded
from govern.records.confined.limits import Limits
from govern.records.rendering.job import Field, Job

LIMITS = Limits(cpu_seconds=13, wall_seconds=120, memory_bytes=1536 * 1024 * 1024)
"""What one document may cost. The largest that is let through, some 100 pages, takes 7 to 9.3
seconds; a bomb is over, with what is done before and after its layout, within 15.

Processor time ends a bomb, so that a machine busy with other things still prints what is sound; the
longer time by the clock is for a child that waits and never works.
"""

_LAYOUT = Child("govern.records.rendering.worker", at_once=2)


class RenderError(Exception):
    """A document cannot be printed; the message says why, in a sentence for its author."""


class TooCostly(RenderError):
    """Its layout met a limit of time or memory."""


def render(
    html: str,
    *,
    identifier: bytes,
    at: datetime,
    fields: Sequence[Field] = (),
    tagged: bool = True,
    limits: Limits = LIMITS,
) -> bytes:
    """The final bytes for a page of HTML that carries its own title and language.

    `identifier` is 16 bytes, `at` the instant both dates of the file state; the same HTML,
    identifier and instant give the same bytes. With `tagged` the result is PDF/A-3a and PDF/UA-1
    with one empty signature field for each of `fields`. Raises RenderError, and TooCostly
    where a limit was met.
    """
    task = _job(html, identifier, at, fields, tagged).encode()
    try:
        answer = _AHEAD.ask(task) if limits is LIMITS else _LAYOUT.ask(task, limits)
    except TaskEnded:
        raise TooCostly(
            "It took more time or memory than one document may use. "
            "Shorten the longest tables and texts."
        ) from None
    if answer[:1] == b"+":
        return answer[1:]
    raise RenderError(answer[1:].decode(errors="replace"))


def begin(
    html: str,
    *,
    identifier: bytes,
    at: datetime,
    fields: Sequence[Field] = (),
    tagged: bool = True,
) -> None:
    """Start on a document that `render` will be asked for in just the same words; returns at once.

    What is asked for in other words is laid out when it is asked for, as ever.
    """
    _AHEAD.begin(_job(html, identifier, at, fields, tagged).encode())


def _job(html: str, identifier: bytes, at: datetime, fields: Sequence[Field], tagged: bool) -> Job:
    created = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return Job(html, created, identifier.hex(), tuple(fields), tagged)


_AHEAD = Ahead(lambda task: _LAYOUT.ask(task, LIMITS))
