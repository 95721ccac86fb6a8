"""Statements signed for programs: a stranger checks them with the certificate they carry."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.x509.oid import NameOID

from govern.records.certificates import Keyed
from govern.records.statements import signed

AT = datetime(2026, 11, 24, tzinfo=UTC)


def keyed() -> Keyed:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "seal")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(AT)
        .not_valid_after(AT + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    return Keyed(key, made)


def checked(jwt: str) -> dict[str, str]:
    header, claims, signature = jwt.split(".")
    der = base64.b64decode(json.loads(decoded(header))["x5c"][0])
    public = x509.load_der_x509_certificate(der).public_key()
    assert isinstance(public, ec.EllipticCurvePublicKey)
    raw = decoded(signature)
    pair = (int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
    public.verify(
        encode_dss_signature(*pair), f"{header}.{claims}".encode(), ec.ECDSA(hashes.SHA256())
    )
    found: dict[str, str] = json.loads(decoded(claims))
    return found


def decoded(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


def test_the_claims_come_back_and_the_signature_holds() -> None:
    assert checked(signed({"iss": "https://govern.example"}, keyed())) == {
        "iss": "https://govern.example"
    }


def test_other_claims_under_the_signature_do_not_hold() -> None:
    header, _, signature = signed({"iss": "https://govern.example"}, keyed()).split(".")
    other = base64.urlsafe_b64encode(b'{"iss":"https://evil.example"}').rstrip(b"=").decode()

    with pytest.raises(InvalidSignature):
        checked(f"{header}.{other}.{signature}")
