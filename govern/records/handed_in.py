"""Finds in what a person hands in the signature by their own key over what they were to sign."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator

from asn1crypto import cms
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from govern.records.holding import OwnCertificateError

LARGEST = 64 * 1024
"""Bytes: a signature, even in a CMS envelope with its certificates, is shorter."""


def signature_in(content: bytes, certificate: x509.Certificate, signed: bytes) -> bytes:
    """The signature of the certificate's key over `signed`, as a record holds it.

    Taken are the raw signature (DER, the two numbers of a device side by side, or RSA), the same in
    Base64, and a CMS envelope without signed attributes of its own. Raises OwnCertificateError.
    """
    if len(content) > LARGEST:
        raise OwnCertificateError("The file is too large to be a signature.")
    for each in _candidates(content):
        if verifies(each, certificate, signed):
            return each
    raise OwnCertificateError(
        "This is not the signature of the registered certificate's key over what was handed out "
        "for this act. Sign that very file with SHA-256, and hand in what comes out."
    )


def verifies(signature: bytes, certificate: x509.Certificate, signed: bytes) -> bool:
    """Whether a signature by the certificate's key, with SHA-256, is over these bytes."""
    key = certificate.public_key()
    try:
        if isinstance(key, rsa.RSAPublicKey):
            key.verify(signature, signed, padding.PKCS1v15(), hashes.SHA256())
        elif isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(signature, signed, ec.ECDSA(hashes.SHA256()))
        else:
            return False
    except InvalidSignature:
        return False
    return True


def _candidates(content: bytes) -> Iterator[bytes]:
    for each in (content, _from_base64(content)):
        if each:
            yield each
            yield from _pair(each)
            yield from _in_envelope(each)


def _from_base64(content: bytes) -> bytes | None:
    lines = [each for each in content.split() if not each.startswith(b"-----")]
    try:
        return base64.b64decode(b"".join(lines), validate=True)
    except (ValueError, binascii.Error):
        return None


def _pair(content: bytes) -> Iterator[bytes]:
    """What a PKCS#11 device answers: r and s, each of the length of the curve."""
    if len(content) in (64, 96):
        half = len(content) // 2
        r, s = int.from_bytes(content[:half], "big"), int.from_bytes(content[half:], "big")
        yield encode_dss_signature(r, s)


def _in_envelope(content: bytes) -> Iterator[bytes]:
    try:
        message = cms.ContentInfo.load(content, strict=True)
        if message["content_type"].native == "signed_data":
            yield from (each["signature"].native for each in message["content"]["signer_infos"])
    except (ValueError, TypeError, KeyError):
        return
