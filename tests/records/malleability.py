"""A second form of a timestamp that verifies elsewhere: all the same but for (r, n-s)."""

from __future__ import annotations

from asn1crypto import cms
from cryptography.hazmat.primitives.asymmetric.utils import (
    decode_dss_signature,
    encode_dss_signature,
)

from govern.records.pades.malleable import P_256
from tests.records import specimen


def restamped(record: bytes) -> bytes:
    """The record with its timestamp's signature negated; all lengths around it follow."""
    start = record.index(b"/Contents <", len(specimen.frozen())) + 11
    end = record.index(b">", start)
    held = bytes.fromhex(record[start:end].decode())
    signer = cms.ContentInfo.load(held)["content"]["signer_infos"][0]
    token = signer["unsigned_attrs"][0]["values"][0]
    old = token["content"]["signer_infos"][0]["signature"].native
    r, s = decode_dss_signature(old)
    new = encode_dss_signature(r, P_256 - s)
    made = _lengthened(held, held.rindex(old), len(old), new)
    return record[:start] + made.hex().upper().encode()[: end - start] + record[end:]


def _lengthened(held: bytes, place: int, size: int, new: bytes) -> bytes:
    """Put `new` in at the end of everything that holds it, and correct each length above."""
    grown = len(new) - size
    out = bytearray(held[:place] + new + held[place + size :])
    at = 0
    while at < place:
        head, length, body = _header(held, at)
        inside = body <= place < body + length
        if inside and grown:
            _set_length(out, at, length + grown)
        at = body if inside and head & 0x20 else (body + length if not inside else place)
    return bytes(out)


def _header(held: bytes, at: int) -> tuple[int, int, int]:
    """(tag, length, where the content begins) of the value at a place."""
    first = held[at + 1]
    if first < 0x80:
        return held[at], first, at + 2
    count = first & 0x7F
    return held[at], int.from_bytes(held[at + 2 : at + 2 + count], "big"), at + 2 + count


def _set_length(out: bytearray, at: int, length: int) -> None:
    first = out[at + 1]
    if first < 0x80:
        out[at + 1] = length
    else:
        count = first & 0x7F
        out[at + 2 : at + 2 + count] = length.to_bytes(count, "big")
