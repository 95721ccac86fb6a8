"""Reads an uploaded Word file in a confined child process, or says why it is refused."""

from __future__ import annotations

import orjson

from govern.exchange.word.guarding import LARGEST
from govern.exchange.word.model import WordText
from govern.records.confined.child import Child, TaskEnded
from govern.records.confined.limits import Limits

LIMITS = Limits(cpu_seconds=10, wall_seconds=20, memory_bytes=768 * 1024 * 1024)
"""What one file may cost: ten times what sixty pages took."""

_READING = Child("govern.exchange.word.worker", at_once=2)


class Unreadable(Exception):
    """The file is refused; the message is a sentence for whoever sent it."""


def opened(content: bytes, limits: Limits = LIMITS) -> WordText:
    """The text of the file. Raises Unreadable; nothing of the file runs or is fetched."""
    if len(content) > LARGEST:
        raise Unreadable(f"The file is larger than {LARGEST // 1024 // 1024} MB.")
    try:
        answer = _READING.ask(content, limits)
    except TaskEnded:
        raise Unreadable("Reading the file took more time or memory than one may use.") from None
    if answer[:1] != b"+":
        raise Unreadable(answer[1:].decode(errors="replace"))
    try:
        return WordText.decode(orjson.loads(answer[1:]))
    except (KeyError, TypeError, ValueError):
        raise Unreadable("The file cannot be read.") from None
