"""Reads an uploaded Word file in a confined child process, or says why it is refused."""

from __future__ import annotations

import orjson

from govern.exchange.confined.asking import WORD, ask
from govern.exchange.confined.refusing import Refused
from govern.exchange.word.guarding import LARGEST
from govern.exchange.word.model import WordText
from govern.records.confined.limits import Limits

LIMITS = Limits(cpu_seconds=10, wall_seconds=20, memory_bytes=768 * 1024 * 1024)
"""What one file may cost: ten times what sixty pages took."""


def opened(content: bytes, limits: Limits = LIMITS) -> WordText:
    """The text of the file. Raises Refused; nothing of the file runs or is fetched."""
    try:
        return WordText.decode(orjson.loads(ask(WORD, content, LARGEST, limits)))
    except (KeyError, TypeError, ValueError):
        raise Refused("The file cannot be read.") from None
