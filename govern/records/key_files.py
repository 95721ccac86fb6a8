"""Keys and certificates as files: written whole; a key that others may read is not read at all."""

from __future__ import annotations

import stat
from datetime import timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

from govern.durable import write_whole

ROOT, ISSUING, TIMESTAMP, SERVICE = "root", "issuing", "timestamp", "service"
NAMES = (ROOT, ISSUING, TIMESTAMP, SERVICE)
"""The keys of a keyring; the certificate of each lies under its name."""


ROOT_LIST_LASTS = timedelta(days=400)
"""How long a list of the root is good; its key is brought that often."""


class KeyringError(Exception):
    """The keyring is missing, unsafe or out of date; the message says what to do."""


def read_key(path: Path) -> ec.EllipticCurvePrivateKey:
    """The key in a file. KeyringError when it is missing, no such key, or readable by others."""
    if not path.exists():
        raise KeyringError(f"{path} is missing.")
    require_private(path)
    try:
        key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    except ValueError as fault:
        raise KeyringError(f"{path} is no key that can be read.") from fault
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise KeyringError(f"{path} is not an elliptic curve key.")
    return key


def require_private(path: Path) -> None:
    """Refuse a file that others than its owner may read, with the line that mends it."""
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & 0o077:
        raise KeyringError(
            f"{path} may be read by others (mode {mode:04o}). Only its owner may: chmod 600 {path}"
        )


def read_certificate(path: Path) -> x509.Certificate:
    """The certificate in a file. KeyringError when it is missing or no certificate."""
    if not path.exists():
        raise KeyringError(f"{path} is missing.")
    try:
        return x509.load_pem_x509_certificate(path.read_bytes())
    except ValueError as fault:
        raise KeyringError(f"{path} is no certificate that can be read.") from fault


def write_key(path: Path, key: ec.EllipticCurvePrivateKey) -> None:
    """Write a key that its owner alone may read, from the first byte."""
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    write_whole(path, pem, mode=0o600)


def write_certificate(path: Path, certificate: x509.Certificate) -> None:
    """Write a certificate, for anybody."""
    write_whole(path, certificate.public_bytes(serialization.Encoding.PEM), mode=0o644)


def fingerprint(certificate: x509.Certificate) -> str:
    """SHA-256 of the certificate, in hex."""
    return certificate.fingerprint(SHA256()).hex()


def read_list(path: Path) -> x509.CertificateRevocationList:
    """The revocation list in a file, in DER or PEM. KeyringError when it is none."""
    try:
        content = path.read_bytes()
    except OSError as fault:
        raise KeyringError(f"{path} cannot be read: {fault.strerror}.") from fault
    try:
        if content.startswith(b"-----"):
            return x509.load_pem_x509_crl(content)
        return x509.load_der_x509_crl(content)
    except ValueError as fault:
        raise KeyringError(f"{path} is no revocation list.") from fault


def write_list(path: Path, listing: x509.CertificateRevocationList) -> None:
    """Write a revocation list in DER, for anybody."""
    write_whole(path, listing.public_bytes(serialization.Encoding.DER), mode=0o644)
