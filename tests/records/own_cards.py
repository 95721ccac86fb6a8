"""A certificate authority outside the service, as of a card scheme, and signing by openssl."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import AuthorityInformationAccessOID, NameOID

from govern.records.holding import Issuers
from tests.records import specimen

Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


@dataclass(frozen=True)
class Card:
    """A certificate and, outside the service, its key."""

    key: Key
    certificate: x509.Certificate

    def sign(self, signed: bytes, folder: Path, *extra: str) -> bytes:
        """What `openssl dgst` makes of a file with this key."""
        (folder / "card.pem").write_bytes(
            self.key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )
        (folder / "to-sign.der").write_bytes(signed)
        command = ("openssl", "dgst", "-sha256", "-sign", str(folder / "card.pem"), *extra)
        done = subprocess.run(
            (*command, "-out", str(folder / "signature"), str(folder / "to-sign.der")), check=True
        )
        assert done.returncode == 0
        return (folder / "signature").read_bytes()


@dataclass(frozen=True)
class Scheme:
    """A root that issues cards itself."""

    name: str = "Specimen card scheme"

    @cached_property
    def root(self) -> Card:
        """The root, for ten years."""
        key = ec.generate_private_key(ec.SECP256R1())
        start = specimen.BEFORE
        made = _certificate(self.name, key, self.name, key, start, start + timedelta(days=3650))
        return Card(key, made)

    def card(
        self,
        whose: str = "Priya Nair",
        *,
        key: Key | None = None,
        days: int = 730,
        signing: bool = True,
        responder: str = "",
    ) -> Card:
        """A card issued by the root, for so many days; it may name a responder."""
        own = key or ec.generate_private_key(ec.SECP256R1())
        start = specimen.BEFORE
        made = _certificate(
            whose, own, self.name, self.root.key, start, start + timedelta(days), signing, responder
        )
        return Card(own, made)

    def revocation_list(
        self, *revoked: Card, at: datetime = specimen.AT
    ) -> x509.CertificateRevocationList:
        """The root's list, a day old at `at`, for a week."""
        since = at - timedelta(days=1)
        builder = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(self.root.certificate.subject)
            .last_update(since)
            .next_update(since + timedelta(days=7))
            .add_extension(x509.CRLNumber(1), critical=False)
        )
        for each in revoked:
            entry = x509.RevokedCertificateBuilder(
                each.certificate.serial_number, since - timedelta(days=1)
            )
            builder = builder.add_revoked_certificate(entry.build())
        return builder.sign(self.root.key, hashes.SHA256())

    def issuers(self, *revoked: Card, at: datetime = specimen.AT) -> Issuers:
        """What an operator names for this scheme."""
        return Issuers((self.root.certificate,), (self.revocation_list(*revoked, at=at),))


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def _certificate(
    whose: str,
    key: Key,
    issuer: str,
    by: Key,
    start: datetime,
    end: datetime,
    signing: bool = False,
    responder: str = "",
) -> x509.Certificate:
    authority = whose == issuer
    builder = (
        x509.CertificateBuilder()
        .subject_name(_name(whose))
        .issuer_name(_name(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(end)
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        .add_extension(
            x509.KeyUsage(
                digital_signature=not authority,
                content_commitment=signing,
                key_encipherment=False,
                data_encipherment=False,
                key_agreement=False,
                key_cert_sign=authority,
                crl_sign=authority,
                encipher_only=False,
                decipher_only=False,
            ),
            critical=True,
        )
    )
    if responder:
        said = x509.AccessDescription(
            AuthorityInformationAccessOID.OCSP, x509.UniformResourceIdentifier(responder)
        )
        builder = builder.add_extension(x509.AuthorityInformationAccess([said]), critical=False)
    return builder.sign(by, hashes.SHA256())
