"""The parts of a signature that nothing signs: in a record they are as we make them."""

from __future__ import annotations

from typing import Any

_SHA256 = bytes.fromhex("300d06096086480165030402010500")
_ONLY_SHA256 = bytes.fromhex("310f300d06096086480165030402010500")
_ECDSA = bytes.fromhex("300a06082a8648ce3d040302")
_VERSIONS = {1: bytes.fromhex("020101"), 3: bytes.fromhex("020103")}
_SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")
_DATA = bytes.fromhex("06092a864886f70d010701")
_TOKEN = bytes.fromhex("060b2a864886f70d0109100104")
_STAMP = bytes.fromhex("060b2a864886f70d010910020e")


def is_ours(message: Any) -> bool:
    """Whether a signature (a CMS content info) has our shape, its timestamp included.

    A byte changed in a version, an algorithm or a length is seen by no signature, and most readers
    forgive it; here it makes the file something else than what was sealed (RFC 5652, 5.3 and 11).
    """
    if not _is_wrapped(message) or not _is_signed_data(message["content"], 1, _DATA):
        return False
    unsigned = message["content"]["signer_infos"][0]["unsigned_attrs"]
    if (
        len(unsigned) != 1
        or unsigned[0]["type"].dump() != _STAMP
        or len(unsigned[0]["values"]) != 1
    ):
        return False
    token = unsigned[0]["values"][0]
    return _is_wrapped(token) and _is_signed_data(token["content"], 3, _TOKEN)


def _is_wrapped(message: Any) -> bool:
    kind: bytes = message["content_type"].dump()
    return kind == _SIGNED_DATA and bytes(message.contents) == kind + message["content"].dump()


def _is_signed_data(signed: Any, version: int, content: bytes) -> bool:
    signers = signed["signer_infos"]
    return bool(
        len(signers) == 1
        and signed["version"].dump() == _VERSIONS[version]
        and signed["digest_algorithms"].dump() == _ONLY_SHA256
        and signed["encap_content_info"]["content_type"].dump() == content
        and signers[0]["version"].dump() == _VERSIONS[1]
        and signers[0]["digest_algorithm"].dump() == _SHA256
        and signers[0]["signature_algorithm"].dump() == _ECDSA
    )
