"""What a force's records system calls its flows, as it is published: a target of its own."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from typing import Any

import orjson

from govern.register.repository.unpacking import UnreadableTarget, object_in, unzipped
from govern.register.row import FlowKey

SCHEMA = "flow-codes/1"
_DIRECTIONS = ("send", "receive")


def codes_name(force: str) -> str:
    """The name under which the force's table is published, when it has one."""
    return f"force-{force}.codes.json.gz"


def encode_codes(force: str, table: Mapping[str, FlowKey]) -> bytes:
    """The table of one force, the same bytes for the same codes."""
    codes = {code: "/".join(key[1:]) for code, key in table.items()}
    content = {"schema": SCHEMA, "force": force, "codes": codes}
    packed = orjson.dumps(content, option=orjson.OPT_SORT_KEYS)
    return gzip.compress(packed, compresslevel=1, mtime=0)


def read_codes(data: bytes, force: str) -> dict[str, FlowKey]:
    """A verified table of that force. UnreadableTarget when any part of it cannot be understood."""
    content = object_in(unzipped(data), SCHEMA)
    codes = content.get("codes")
    if content.get("force") != force or not isinstance(codes, dict):
        raise UnreadableTarget(f"it is no table of {force}")
    return {code: _key(force, written) for code, written in codes.items()}


def _key(force: str, written: Any) -> FlowKey:
    parts = written.split("/") if isinstance(written, str) else []
    if len(parts) != 4 or parts[3] not in _DIRECTIONS:
        raise UnreadableTarget(f"{written!r} names no flow")
    return FlowKey(force, *parts)
