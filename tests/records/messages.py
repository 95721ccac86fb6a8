"""Bends the signature inside a record: digests, names, times and what stands beside them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from asn1crypto import algos, cms, core
from cryptography.hazmat.primitives.asymmetric.utils import (
    decode_dss_signature,
    encode_dss_signature,
)

from govern.records.pades.malleable import P_256


def bent(held: bytes) -> Iterator[tuple[str, bytes]]:
    """(name, the bent message) for each way to bend one."""
    for bend in BENDS:
        message: Any = cms.ContentInfo.load(held).copy()
        try:
            bend(message["content"], message["content"]["signer_infos"][0])
        except (KeyError, TypeError) as fault:
            raise AssertionError(f"{bend.__name__} could not be made: {fault}") from fault
        yield bend.__name__.replace("_", " "), message.dump()


def weak_digest(signed: Any, signer: Any) -> None:
    signer["digest_algorithm"] = algos.DigestAlgorithm({"algorithm": "sha1"})


def weak_digest_listed(signed: Any, signer: Any) -> None:
    signed["digest_algorithms"] = [{"algorithm": "md5"}]


def two_digests_listed(signed: Any, signer: Any) -> None:
    signed["digest_algorithms"] = [{"algorithm": "sha256"}, {"algorithm": "sha1"}]


def other_signature_algorithm(signed: Any, signer: Any) -> None:
    signer["signature_algorithm"] = {"algorithm": "sha1_ecdsa"}


def no_signed_attributes(signed: Any, signer: Any) -> None:
    del signer["signed_attrs"]


def no_signing_certificate(signed: Any, signer: Any) -> None:
    _drop(signer, "signing_certificate_v2")


def no_message_digest(signed: Any, signer: Any) -> None:
    _drop(signer, "message_digest")


def no_content_type(signed: Any, signer: Any) -> None:
    _drop(signer, "content_type")


def message_digest_twice(signed: Any, signer: Any) -> None:
    found = next(each for each in signer["signed_attrs"] if each["type"].native == "message_digest")
    signer["signed_attrs"] = [*signer["signed_attrs"], found]


def other_message_digest(signed: Any, signer: Any) -> None:
    for each in signer["signed_attrs"]:
        if each["type"].native == "message_digest":
            each["values"] = [core.OctetString(bytes(32))]


def earlier_signing_time(signed: Any, signer: Any) -> None:
    time = {
        "type": "signing_time",
        "values": [cms.Time({"utc_time": core.UTCTime("200101000000Z")})],
    }
    signer["signed_attrs"] = [*signer["signed_attrs"], cms.CMSAttribute(time)]


def no_timestamp(signed: Any, signer: Any) -> None:
    del signer["unsigned_attrs"]


def no_certificates(signed: Any, signer: Any) -> None:
    del signed["certificates"]


def one_certificate_fewer(signed: Any, signer: Any) -> None:
    signed["certificates"] = list(signed["certificates"])[1:]


def another_version(signed: Any, signer: Any) -> None:
    signed["version"] = "v3"


def no_signer(signed: Any, signer: Any) -> None:
    signed["signer_infos"] = []


def signer_twice(signed: Any, signer: Any) -> None:
    signed["signer_infos"] = [signer, signer]


def content_inside(signed: Any, signer: Any) -> None:
    signed["encap_content_info"] = {"content_type": "data", "content": b"other"}


def signature_negated(signed: Any, signer: Any) -> None:
    r, s = decode_dss_signature(signer["signature"].native)
    signer["signature"] = encode_dss_signature(r, P_256 - s)


def signature_of_noughts(signed: Any, signer: Any) -> None:
    signer["signature"] = bytes.fromhex("3006020100020100")


def signature_empty(signed: Any, signer: Any) -> None:
    signer["signature"] = b""


def _drop(signer: Any, name: str) -> None:
    held = list(signer["signed_attrs"])
    kept = [each for each in held if each["type"].native != name]
    assert len(kept) < len(held), name
    signer["signed_attrs"] = kept


BENDS = (
    weak_digest,
    weak_digest_listed,
    two_digests_listed,
    other_signature_algorithm,
    no_signed_attributes,
    no_signing_certificate,
    no_message_digest,
    no_content_type,
    message_digest_twice,
    other_message_digest,
    earlier_signing_time,
    no_timestamp,
    no_certificates,
    one_certificate_fewer,
    another_version,
    no_signer,
    signer_twice,
    content_inside,
    signature_negated,
    signature_of_noughts,
    signature_empty,
)
