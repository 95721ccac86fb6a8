"""What is kept of a caller's certificate: the SHA-256 of its DER, as openssl prints it."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re

from cryptography import x509

_PEM = re.compile(r"-----BEGIN CERTIFICATE-----(.+?)-----END CERTIFICATE-----", re.DOTALL)


def fingerprint(der: bytes) -> str:
    """In hexadecimal, small letters."""
    return hashlib.sha256(der).hexdigest()


def der_of_pem(pem: str) -> bytes | None:
    """The first certificate in a PEM text; None without one."""
    found = _PEM.search(pem)
    return None if found is None else der_of_base64("".join(found[1].split()))


def der_of_base64(written: str) -> bytes | None:
    """A certificate written in base64; None when it is none."""
    try:
        der = base64.b64decode(written, validate=True)
        x509.load_der_x509_certificate(der)
    except (binascii.Error, ValueError):
        return None
    return der
