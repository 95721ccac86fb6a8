"""The parts of a signature that nothing signs: in a record they are as we make them."""

from __future__ import annotations

from collections.abc import Set
from typing import Any

from govern.records.pades.malleable import is_low

_ONLY_SHA256 = bytes.fromhex("310f300d06096086480165030402010500")
_SHA256 = bytes.fromhex("300d06096086480165030402010500")
_ECDSA = bytes.fromhex("300a06082a8648ce3d040302")
_RSA = bytes.fromhex("300d06092a864886f70d01010b0500")
_OWN = {_ECDSA, _RSA}
_VERSIONS = {1: bytes.fromhex("020101"), 3: bytes.fromhex("020103")}
_SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")
_DATA = bytes.fromhex("06092a864886f70d010701")
_TOKEN = bytes.fromhex("060b2a864886f70d0109100104")
_STAMP = bytes.fromhex("060b2a864886f70d010910020e")
_OUTSIDE_DIGESTS = {"sha256", "sha384", "sha512"}
_OUTSIDE_SIGNATURES = {
    "rsassa_pkcs1v15",
    "rsassa_pss",
    *(f"{digest}_{kind}" for digest in _OUTSIDE_DIGESTS for kind in ("rsa", "ecdsa")),
}


def is_ours(message: Any, *, own: bool = False) -> bool:
    """Whether a signature (a CMS content info) has our shape, its timestamp included.

    A byte changed in a version, an algorithm or a length is seen by no signature, and most readers
    forgive it; here it makes the file something else than what was sealed (RFC 5652, 5.3 and 11).
    `own`: a person's own certificate signed, whose key may also be RSA.
    """
    if not _is_wrapped(message) or not _is_signed_data(message["content"], _DATA):
        return False
    signer = message["content"]["signer_infos"][0]
    unsigned = signer["unsigned_attrs"]
    if (
        message["content"]["version"].dump() != _VERSIONS[1]
        or not _is_sha256(message["content"], _OWN if own else {_ECDSA})
        or len(unsigned) != 1
        or unsigned[0]["type"].dump() != _STAMP
        or len(unsigned[0]["values"]) != 1
    ):
        return False
    return is_token(unsigned[0]["values"][0])


def is_token(token: Any) -> bool:
    """Whether a timestamp token has the one shape that we take: strong algorithms, nothing beside
    what is signed, its signature in the lower of its two forms.
    """
    if not _is_wrapped(token) or not _is_signed_data(token["content"], _TOKEN):
        return False
    signed = token["content"]
    signer = signed["signer_infos"][0]
    if signed["version"].dump() != _VERSIONS[3] or len(signer["unsigned_attrs"]) != 0:
        return False
    digests = [each["algorithm"].native for each in signed["digest_algorithms"]]
    named = signer["digest_algorithm"]["algorithm"].native
    strong = (
        digests == [named]
        and named in _OUTSIDE_DIGESTS
        and signed["digest_algorithms"][0].dump() == signer["digest_algorithm"].dump()
        and signer["signature_algorithm"]["algorithm"].native in _OUTSIDE_SIGNATURES
    )
    return strong and is_low(token)


def _is_wrapped(message: Any) -> bool:
    kind: bytes = message["content_type"].dump()
    return kind == _SIGNED_DATA and bytes(message.contents) == kind + message["content"].dump()


def _is_signed_data(signed: Any, content: bytes) -> bool:
    signers = signed["signer_infos"]
    return bool(
        len(signers) == 1
        and len(signed["crls"]) == 0
        and signed["encap_content_info"]["content_type"].dump() == content
        and signers[0]["version"].dump() == _VERSIONS[1]
    )


def _is_sha256(signed: Any, algorithms: Set[bytes]) -> bool:
    signer = signed["signer_infos"][0]
    return bool(
        signed["digest_algorithms"].dump() == _ONLY_SHA256
        and signer["digest_algorithm"].dump() == _SHA256
        and signer["signature_algorithm"].dump() in algorithms
    )
