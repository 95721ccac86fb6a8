"""Makes the certificates and revocation lists of the keyring: root, issuing authority, timestamps,
seal, and one per signing act.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

YEAR = timedelta(days=365)
DEMONSTRATION = "Demonstration keys: proves nothing"
"""The organisational unit of every certificate made from demonstration keys."""

LONGEST_NAME = 64
"""Characters: the upper bound of a name in a certificate (RFC 5280, appendix A.1)."""


@dataclass(frozen=True)
class Keyed:
    """A private key with the certificate that names its holder."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate


def new_key() -> ec.EllipticCurvePrivateKey:
    """A fresh P-256 key."""
    return ec.generate_private_key(ec.SECP256R1())


def name(
    common: str,
    organisation: str,
    *,
    unit: str | None = None,
    role: str | None = None,
    person: str | None = None,
) -> x509.Name:
    """A subject. Names are cut at the certificate's limit; the record's facts carry them whole."""
    parts = [
        (NameOID.ORGANIZATION_NAME, organisation),
        (NameOID.ORGANIZATIONAL_UNIT_NAME, unit),
        (NameOID.TITLE, role),
    ]
    parts += [(NameOID.COMMON_NAME, common), (NameOID.SERIAL_NUMBER, person)]
    return x509.Name([x509.NameAttribute(oid, text[:LONGEST_NAME]) for oid, text in parts if text])


def root(subject: str, at: datetime, *, demonstration: bool) -> Keyed:
    """The self-signed root, for thirty years."""
    key = new_key()
    who = _own_name(key, f"{subject} records root", subject, demonstration)
    builder = _builder(who, who, key.public_key(), at, at + 30 * YEAR)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=2), critical=True)
    builder = builder.add_extension(_usage(authority=True), critical=True)
    return Keyed(key, builder.sign(key, hashes.SHA256()))


def link(old: Keyed, new: x509.Certificate, at: datetime) -> x509.Certificate:
    """The new root's key certified by the old root: whoever trusts the old one may follow it
    (RFC 4210, appendix E: new with old).
    """
    public = new.public_key()
    if not isinstance(public, ec.EllipticCurvePublicKey):
        raise ValueError("roots have elliptic curve keys")
    end = old.certificate.not_valid_after_utc
    builder = _builder(new.subject, old.certificate.subject, public, at, end)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=1), critical=True)
    return _signed(builder.add_extension(_usage(authority=True), critical=True), old)


def issuing(
    parent: Keyed,
    subject: str,
    at: datetime,
    *,
    demonstration: bool,
    key: ec.EllipticCurvePrivateKey | None = None,
) -> Keyed:
    """The authority that issues to signers, for fifteen years; `key` when it exists already, as in
    a device.
    """
    key = key or new_key()
    who = _own_name(key, f"{subject} records issuing authority", subject, demonstration)
    builder = _builder(who, parent.certificate.subject, key.public_key(), at, at + 15 * YEAR)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    builder = builder.add_extension(_usage(authority=True), critical=True)
    return Keyed(key, _signed(builder, parent))


def timestamping(parent: Keyed, subject: str, at: datetime, *, demonstration: bool) -> Keyed:
    """The embedded timestamp authority, for fourteen years (RFC 3161, 2.3).

    Its parent is the root: whoever steals the issuing key must not be able to make timestamps.
    """
    key = new_key()
    who = _own_name(key, f"{subject} timestamp authority", subject, demonstration)
    builder = _leaf(_builder(who, parent.certificate.subject, key.public_key(), at, at + 14 * YEAR))
    builder = builder.add_extension(
        x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True
    )
    return Keyed(key, _signed(builder, parent))


def service_seal(parent: Keyed, subject: str, at: datetime, *, demonstration: bool) -> Keyed:
    """The service's own seal, for notices and executed copies; it stands for no person."""
    key = new_key()
    unit = DEMONSTRATION if demonstration else None
    who = name(f"{subject} service seal", subject, unit=unit, role="Service seal")
    builder = _leaf(_builder(who, parent.certificate.subject, key.public_key(), at, at + 14 * YEAR))
    return Keyed(key, _signed(builder, parent))


def signer(
    parent: Keyed, who: x509.Name, at: datetime, *, lasting: timedelta, cites: Iterable[str]
) -> Keyed:
    """A one-time key and its certificate, valid for `lasting` from `at`; `cites` are the URIs of
    act and authentication.
    """
    key = new_key()
    builder = _leaf(_builder(who, parent.certificate.subject, key.public_key(), at, at + lasting))
    uris = [x509.UniformResourceIdentifier(each) for each in cites]
    if uris:
        builder = builder.add_extension(x509.SubjectAlternativeName(uris), critical=False)
    return Keyed(key, _signed(builder, parent))


@dataclass(frozen=True)
class Revoked:
    """Since when a certificate is worth nothing, and why (RFC 5280, 5.3.1)."""

    at: datetime
    reason: x509.ReasonFlags = x509.ReasonFlags.unspecified


def revocation_list(
    authority: Keyed, revoked: Mapping[int, Revoked], at: datetime, *, lasting: timedelta
) -> x509.CertificateRevocationList:
    """The authority's list as at an instant: which serial numbers it has revoked."""
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(authority.certificate.subject)
        .last_update(at)
        .next_update(at + lasting)
        .add_extension(x509.CRLNumber(int(at.timestamp() * 1000)), critical=False)
        .add_extension(_authority_id(authority), critical=False)
    )
    for serial in sorted(revoked):
        builder = builder.add_revoked_certificate(_entry(serial, revoked[serial]))
    return builder.sign(authority.key, hashes.SHA256())


def _entry(serial: int, revoked: Revoked) -> x509.RevokedCertificate:
    entry = x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(revoked.at)
    if revoked.reason is not x509.ReasonFlags.unspecified:
        entry = entry.add_extension(x509.CRLReason(revoked.reason), critical=False)
    return entry.build()


def _own_name(
    key: ec.EllipticCurvePrivateKey,
    common: str,
    subject: str,
    demonstration: bool,
) -> x509.Name:
    """The name of one of our own authorities; its serial number is its key's, so that no two of
    them ever share a name.
    """
    number = x509.SubjectKeyIdentifier.from_public_key(key.public_key()).digest.hex()[:16]
    unit = DEMONSTRATION if demonstration else None
    return name(common, subject, unit=unit, person=number)


def _builder(
    subject: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePublicKey,
    start: datetime,
    end: datetime,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(end)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
    )


def _leaf(builder: x509.CertificateBuilder) -> x509.CertificateBuilder:
    builder = builder.add_extension(
        x509.BasicConstraints(ca=False, path_length=None), critical=True
    )
    return builder.add_extension(_usage(authority=False), critical=True)


def _signed(builder: x509.CertificateBuilder, parent: Keyed) -> x509.Certificate:
    return builder.add_extension(_authority_id(parent), critical=False).sign(
        parent.key, hashes.SHA256()
    )


def _authority_id(parent: Keyed) -> x509.AuthorityKeyIdentifier:
    held = parent.certificate.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    return x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(held)


def _usage(*, authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not authority,
        content_commitment=not authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=authority,
        crl_sign=authority,
        encipher_only=False,
        decipher_only=False,
    )
