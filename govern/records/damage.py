"""Names what was done to a file that cannot be read as a PDF any more, by its bytes alone."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from typing import Any

from asn1crypto import cms

UNREADABLE = "This is not a PDF file that can be read, or it is damaged."
CHANGED = "The file was changed after it was signed."

_RANGE = re.compile(rb"/ByteRange ?\[ ?(\d{1,12}) +(\d{1,12}) +(\d{1,12}) +(\d{1,12})")
_LONGEST = 1024 * 1024
"""Bytes of a signature that are looked at; ours take 16 thousand."""


def named(data: bytes) -> Iterator[str]:
    """Sentences on what does not hold, the general one first. Never raises on what a file holds."""
    yield UNREADABLE
    if not data.startswith(b"%PDF-"):
        return
    found = [tuple(map(int, each)) for each in _RANGE.findall(data)]
    if not found:
        cut = "" if b"%%EOF" in data[-1024:] else ", and its end is missing"
        yield f"It carries no signature that can be found{cut}."
        return
    _, before, resume, after = found[-1]
    end = resume + after
    if end < len(data):
        yield f"After the end of what was signed, {len(data) - end:,} bytes were added."
    elif end > len(data):
        yield f"Its end is cut off: {end - len(data):,} bytes of what was signed are missing."
    elif not _intact(data, before, resume):
        yield CHANGED


def _intact(data: bytes, before: int, resume: int) -> bool:
    """Whether what the signature covers has the digest that it states."""
    if not 0 < resume - before < _LONGEST:
        return False
    covered = hashlib.sha256(data[:before] + data[resume:]).digest()
    try:
        held = bytes.fromhex(data[before + 1 : resume - 1].decode("ascii"))
        signer: Any = cms.ContentInfo.load(held)["content"]["signer_infos"][0]
        stated = [
            each["values"][0].native
            for each in signer["signed_attrs"]
            if each["type"].native == "message_digest"
        ]
    except (ValueError, TypeError, KeyError, IndexError):
        return False
    return stated == [covered]
