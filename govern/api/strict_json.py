"""Reading JSON that two programs cannot understand differently (I-JSON, RFC 7493): one value of
UTF-8 text, no member name twice in an object, no lone surrogate, no NaN. A whole number of more
than 64 bits is read as a fraction, which is nowhere asked for.
"""

from __future__ import annotations

import json
from typing import Any

import orjson


def read_json(sent: bytes) -> Any:
    """The value. ValueError or RecursionError for anything else."""
    if b"\\" not in sent:
        read = orjson.loads(sent)
        if _is_whole(read, sent):
            return read
    return _carefully(sent.decode("utf-8"))


def _is_whole(read: Any, sent: bytes) -> bool:
    """Whether no member was dropped: the fast reader keeps the last of two that have one name.

    Without a backslash a text is written as it was read, so the colons are as many as before.
    """
    try:
        return orjson.dumps(read).count(b":") == sent.count(b":")
    except orjson.JSONEncodeError:
        return False  # deeper than it writes


def _carefully(written: str) -> Any:
    read = json.loads(
        written, object_pairs_hook=_no_repeats, parse_constant=_no_constant, parse_int=_number
    )
    if "\\u" in written:
        # Lone surrogates are no Unicode: they can be read from JSON and never written as UTF-8.
        json.dumps(read, ensure_ascii=False).encode("utf-8")
    return read


def _no_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a member name is repeated")
    return found


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")


def _number(written: str) -> float:
    number = int(written)
    return number if -(2**63) <= number < 2**64 else float(written)
