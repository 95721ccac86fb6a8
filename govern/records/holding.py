"""Judges a person's own certificate: whether it may sign records now, by the roots and revocation
lists that the operator named for such.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from asn1crypto import crl
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import (
    ExpiredError,
    InsufficientRevinfoError,
    NotYetValidError,
    PathError,
    RevokedError,
    ValidationError,
)

from govern.records.authority import SMALLEST_RSA, is_weak, roots
from govern.records.pades.interrupted import Holder
from govern.records.pades.responders import NOBODY, Responders, answers, between
from govern.records.pades.running import run
from govern.records.pades.signers import for_library

_CURVES = ("secp256r1", "secp384r1")


class OwnCertificateError(Exception):
    """The certificate may not sign records, or the signature is not by it; the message says why."""


@dataclass(frozen=True)
class Issuers:
    """Who may issue own certificates: their roots, those between, their revocation lists, and the
    responders that may be asked.
    """

    certificates: tuple[x509.Certificate, ...] = ()
    lists: tuple[x509.CertificateRevocationList, ...] = ()
    responders: Responders = NOBODY

    @property
    def roots(self) -> tuple[x509.Certificate, ...]:
        """The certificates that sign themselves."""
        return roots(self.certificates)


def read_lists(folder: Path) -> tuple[x509.CertificateRevocationList, ...]:
    """The revocation lists in a folder, PEM or DER, as `*.crl`. Raises OwnCertificateError."""
    return tuple(_list(each) for each in sorted(folder.glob("*.crl")))


def read_certificate(content: bytes) -> x509.Certificate:
    """One certificate in PEM or DER. Raises OwnCertificateError."""
    try:
        if b"-----BEGIN" in content:
            return x509.load_pem_x509_certificate(content)
        return x509.load_der_x509_certificate(content)
    except ValueError:
        raise OwnCertificateError("This is not a certificate in PEM or DER.") from None


def holder(certificate: x509.Certificate, issuers: Issuers, at: datetime) -> Holder:
    """The certificate with its chain and lists, once it is sure that it may sign a record at an
    instant. Raises OwnCertificateError.
    """
    _require_kind(certificate)
    path = (certificate, *between(certificate, issuers.certificates))
    told = answers(path, issuers.certificates, issuers.responders, at)
    context = ValidationContext(
        trust_roots=[for_library(each) for each in issuers.roots],
        other_certs=[for_library(each) for each in issuers.certificates],
        crls=[_for_library(each) for each in issuers.lists],
        ocsps=list(told),
        moment=at,
        allow_fetching=False,
        revocation_mode="require",
    )
    judge = CertificateValidator(for_library(certificate), validation_context=context)
    try:
        proven = run(judge.async_validate_usage({"non_repudiation"}))
    except (PathError, ValidationError) as fault:
        raise OwnCertificateError(_why(fault, certificate)) from None
    above = tuple(
        x509.load_der_x509_certificate(each.dump())
        for each in proven.iter_certs(include_root=True)
        if each.dump() != for_library(certificate).dump()
    )
    names = {each.issuer for each in (certificate, *above)}
    lists = tuple(each for each in issuers.lists if each.issuer in names)
    return Holder(certificate, above, lists, told)


def _require_kind(certificate: x509.Certificate) -> None:
    key = certificate.public_key()
    usual = isinstance(key, rsa.RSAPublicKey) or (
        isinstance(key, ec.EllipticCurvePublicKey) and key.curve.name in _CURVES
    )
    if not usual or is_weak(certificate):
        raise OwnCertificateError(
            f"Its key or digest does not serve: it must be P-256, P-384, or RSA of {SMALLEST_RSA} "
            "bits and more, certified with SHA-256 or better."
        )
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except (x509.ExtensionNotFound, ValueError):
        usage = None
    if usage is None or not usage.content_commitment or usage.key_cert_sign:
        raise OwnCertificateError(
            "It is not for signing: its key usage must name non-repudiation (content commitment). "
            "Cards often hold two certificates; choose the one for signatures."
        )


def _why(fault: Exception, certificate: x509.Certificate) -> str:
    if isinstance(fault, RevokedError):
        return "It was revoked, or one above it was, as its issuer says."
    if isinstance(fault, ExpiredError):
        return f"It has expired: it was good until {certificate.not_valid_after_utc:%d %B %Y}."
    if isinstance(fault, NotYetValidError):
        return f"It is not good before {certificate.not_valid_before_utc:%d %B %Y}."
    if isinstance(fault, InsufficientRevinfoError):
        return (
            "Whether it was revoked cannot be known: its issuer's current revocation list is not "
            "in the folder of lists, and no responder that may be asked says so. Tell the operator."
        )
    held = certificate.issuer.get_attributes_for_oid(NameOID.COMMON_NAME)
    issuer = str(held[0].value) if held else certificate.issuer.rfc4514_string()
    return f"Its issuer, {issuer}, does not lead to a root that this service trusts for such."


def _list(path: Path) -> x509.CertificateRevocationList:
    try:
        content = path.read_bytes()
        if b"-----BEGIN" in content:
            return x509.load_pem_x509_crl(content)
        return x509.load_der_x509_crl(content)
    except (OSError, ValueError):
        raise OwnCertificateError(f"{path.name} is no revocation list that can be read.") from None


def _for_library(listing: x509.CertificateRevocationList) -> crl.CertificateList:
    return crl.CertificateList.load(listing.public_bytes(serialization.Encoding.DER))
