"""Keeps the one form of an elliptic curve signature: of the two numbers that verify, the lower.

A signature (r, s) verifies as (r, n - s) too, so that anybody could make a second file of a record.
"""

from __future__ import annotations

from typing import Any

from asn1crypto import cms
from cryptography.hazmat.primitives.asymmetric.utils import (
    decode_dss_signature,
    encode_dss_signature,
)

ORDERS = {
    "secp256r1": 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551,
    "secp384r1": int(
        "ffffffffffffffffffffffffffffffffffffffffffffffff"
        "c7634d81f4372ddf581a0db248b0a77aecec196accc52973",
        16,
    ),
}
P_256 = ORDERS["secp256r1"]


def lower(signature: bytes, order: int = P_256) -> bytes:
    """An ECDSA signature in DER with the lower of its two forms."""
    r, s = decode_dss_signature(signature)
    return encode_dss_signature(r, min(s, order - s))


def low(token: cms.ContentInfo) -> cms.ContentInfo:
    """A timestamp token with its signature in the lower form; any but ECDSA is left as it is."""
    order = _order(token)
    if order is not None:
        signer = token["content"]["signer_infos"][0]
        signer["signature"] = lower(signer["signature"].native, order)
    return token


def is_low(token: Any) -> bool:
    """Whether a token's signature has the only form that we take; true for all but ECDSA."""
    order = _order(token)
    if order is None:
        return True
    signature: bytes = token["content"]["signer_infos"][0]["signature"].native
    try:
        return lower(signature, order) == signature
    except ValueError:
        return False


def _order(token: Any) -> int | None:
    serial = token["content"]["signer_infos"][0]["sid"].chosen
    for each in token["content"]["certificates"]:
        held = each.chosen
        if (
            held.serial_number == serial["serial_number"].native
            and held.public_key.algorithm == "ec"
        ):
            return ORDERS.get(str(held.public_key.curve[1]))
    return None
