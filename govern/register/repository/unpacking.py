"""Reading a target whose signature holds: JSON, whole, of a bounded size."""

from __future__ import annotations

import zlib
from typing import Any

import orjson

LARGEST = 1 << 30
"""Bytes of one target when unpacked."""


class UnreadableTarget(ValueError):
    """A target that was verified and yet cannot be read here: written for a newer gate."""


def unzipped(data: bytes) -> bytes:
    """What gzip packed. UnreadableTarget when it is cut short, too large or something else."""
    unpacking = zlib.decompressobj(wbits=31)
    try:
        content = unpacking.decompress(data, LARGEST)
    except zlib.error as fault:
        raise UnreadableTarget("it is not packed by gzip") from fault
    if not unpacking.eof or unpacking.unused_data:
        raise UnreadableTarget("it is cut short or too large")
    return content


def object_in(data: bytes, schema: str) -> dict[str, Any]:
    """The JSON object in `data`. UnreadableTarget unless it says that it is of `schema`."""
    try:
        content = orjson.loads(data)
    except orjson.JSONDecodeError as fault:
        raise UnreadableTarget("it is no JSON") from fault
    if not isinstance(content, dict) or content.get("schema") != schema:
        raise UnreadableTarget(f"it is no {schema}")
    return content
