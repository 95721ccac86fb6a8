"""What certificates say, read by openssl: who may do what, for how long, and for whom."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization

from govern.records import certificates
from govern.records.certificates import Keyed
from govern.records.keys import Keyring
from govern.records.pades.reading import read
from govern.records.seal import cites, subject
from tests.records import specimen
from tests.records.keys_at_work import made, openssl, sealed, written

AT = ("-attime", str(int(specimen.AT.timestamp()) + 1))


@pytest.fixture
def keyring(tmp_path: Path) -> Keyring:
    return made(tmp_path)


def told(tmp_path: Path, certificate: x509.Certificate) -> str:
    """The certificate in openssl's words, without its line breaks."""
    options = ("-noout", "-text", "-nameopt", "RFC2253,-esc_msb,utf8")
    path = written(tmp_path / "told", "it.pem", certificate)
    return " ".join(openssl("x509", "-in", path, *options).split())


def signer(keyring: Keyring) -> x509.Certificate:
    facts = specimen.facts()
    return keyring.one_time(subject(facts), specimen.AT, cites(facts)).certificate


def test_a_signer_is_named_with_id_office_and_organisation(
    keyring: Keyring, tmp_path: Path
) -> None:
    said = told(tmp_path, signer(keyring))

    who = specimen.facts()["signatory"]
    for part in (
        "CN=Priya Nair",
        f"serialNumber={who['person_id']}",
        "title=Data Protection Officer",
        "O=Essex Police",
        "OU=Demonstration keys: proves nothing",
    ):
        assert part in said
    assert f"URI:urn:govern:appointment:{who['appointment_id']}" in said
    assert f"URI:urn:govern:act:{specimen.facts()['act']['id']}" in said
    assert "URI:urn:govern:authentication:password_and_code:2027-03-12T14:31:50.000Z" in said


def test_a_signer_may_sign_for_ten_minutes_and_nothing_else(
    keyring: Keyring, tmp_path: Path
) -> None:
    certificate = signer(keyring)
    said = told(tmp_path, certificate)

    assert "Basic Constraints: critical CA:FALSE" in said
    assert "Key Usage: critical Digital Signature, Non Repudiation X509v3" in said
    assert "ASN1 OID: prime256v1" in said
    assert "ecdsa-with-SHA256" in said
    lasts = certificate.not_valid_after_utc - certificate.not_valid_before_utc
    assert lasts.total_seconds() == 600


@pytest.mark.parametrize(("name", "below"), [("root", 2), ("issuing", 0)])
def test_an_authority_certifies_and_lists_and_signs_no_document(
    keyring: Keyring, tmp_path: Path, name: str, below: int
) -> None:
    said = told(tmp_path, keyring.certificate(name))

    assert f"Basic Constraints: critical CA:TRUE, pathlen:{below}" in said
    assert "Key Usage: critical Certificate Sign, CRL Sign" in said
    assert "Digital Signature" not in said


def test_the_timestamp_authority_stamps_alone_and_stands_under_the_root(
    keyring: Keyring, tmp_path: Path
) -> None:
    said = told(tmp_path, keyring.certificate("timestamp"))

    assert "Extended Key Usage: critical Time Stamping" in said
    assert keyring.certificate("timestamp").issuer == keyring.root.subject


@pytest.mark.parametrize(
    ("name", "purpose"), [("service", "any"), ("timestamp", "timestampsign"), ("issuing", "any")]
)
def test_openssl_leads_each_certificate_to_the_root_by_the_strict_rules(
    keyring: Keyring, tmp_path: Path, name: str, purpose: str
) -> None:
    root = written(tmp_path, "root.pem", keyring.root)
    issuing = written(tmp_path, "issuing.pem", keyring.certificate("issuing"))
    lists = written(tmp_path, "lists.pem", *keyring.revocation_lists(specimen.AT))

    said = openssl(
        *("verify", "-x509_strict", "-purpose", purpose, "-crl_check_all", "-CRLfile", lists),
        *("-CAfile", root, "-untrusted", issuing, *AT),
        written(tmp_path, "it.pem", keyring.certificate(name)),
    )

    assert said.endswith("it.pem: OK\n")


def test_openssl_leads_the_signer_of_a_record_to_the_root(keyring: Keyring, tmp_path: Path) -> None:
    held = read(sealed(keyring, specimen.AT), keyring.root).signature
    assert held is not None
    root = written(tmp_path, "root.pem", keyring.root)
    issuing = written(tmp_path, "issuing.pem", keyring.certificate("issuing"))
    lists = written(tmp_path, "lists.pem", *keyring.revocation_lists(specimen.AT))
    path = written(tmp_path, "signer.pem", held.certificate)
    chain = ("-CAfile", root, "-untrusted", issuing, path)

    said = openssl("verify", "-x509_strict", "-crl_check_all", "-CRLfile", lists, *AT, *chain)
    late = openssl("verify", "-attime", str(int(specimen.AT.timestamp()) + 601), *chain)

    assert said.endswith("signer.pem: OK\n")
    assert "certificate has expired" in late


def test_the_key_of_an_act_is_nowhere_after_it(
    keyring: Keyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing in the program refers to it, no file has it, and no record carries it."""
    references: list[weakref.ref[Keyed]] = []
    secrets: list[bytes] = []
    make = certificates.signer

    def remembered(*given: Any, **named: Any) -> Keyed:
        keyed = make(*given, **named)
        references.append(weakref.ref(keyed))
        numbers = keyed.key.private_numbers()
        secrets.append(numbers.private_value.to_bytes(32, "big"))
        return keyed

    monkeypatch.setattr(certificates, "signer", remembered)
    files = {each.name for each in keyring.path.iterdir()}

    record = sealed(keyring, specimen.AT)

    gc.collect()
    assert [each() for each in references] == [None]
    assert secrets[0] not in record
    assert {each.name for each in keyring.path.iterdir()} == files
    held = [key.private_numbers().private_value for key in keys_of(keyring)]
    assert int.from_bytes(secrets[0], "big") not in held


def keys_of(keyring: Keyring) -> Iterable[Any]:
    for each in keyring.path.glob("*.key"):
        yield serialization.load_pem_private_key(each.read_bytes(), password=None)


def test_two_acts_have_two_keys(keyring: Keyring) -> None:
    def key(at: datetime) -> Any:
        held = read(sealed(keyring, at), keyring.root).signature
        assert held is not None
        return held.certificate.public_key()

    assert key(specimen.AT) != key(specimen.AT)
