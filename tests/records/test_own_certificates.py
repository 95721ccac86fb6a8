"""A person's own certificate signs a record: the key stays outside, and nothing else passes."""

from __future__ import annotations

import base64
import subprocess
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from govern.records import own, own_seal
from govern.records.holding import Issuers, OwnCertificateError, holder
from govern.records.pades.interrupted import Prepared
from govern.records.revocation import Published
from govern.records.seal import SealError, seal
from govern.records.verify import Verdict, verify
from govern.records.verifying import verify_upload
from tests.records import specimen
from tests.records.own_cards import Card, Scheme

SCHEME = Scheme()
CARD = SCHEME.card()
LATER = specimen.AT + timedelta(minutes=4)


def facts(card: Card, **changed: Any) -> dict[str, Any]:
    made = specimen.facts()
    made["authentication"]["own_certificate"] = own.named(card.certificate)
    return made | changed


def prepared(card: Card = CARD, record: dict[str, Any] | None = None) -> Prepared:
    return own_seal.prepare(
        specimen.frozen(),
        record=record or facts(card),
        field="dpo",
        address=specimen.ADDRESS,
        holder=holder(card.certificate, SCHEME.issuers(), specimen.AT),
        keyring=specimen.keyring(),
        at=specimen.AT,
    )


def completed(waiting: Prepared, signature: bytes, card: Card = CARD) -> bytes:
    return own_seal.complete(
        waiting,
        signature,
        record=facts(card),
        holder=holder(card.certificate, SCHEME.issuers(), LATER),
        keyring=specimen.keyring(),
        published=Published(own_roots=SCHEME.issuers().roots),
        at=LATER,
    )


def judged(data: bytes, *, roots: Issuers | None = None) -> Verdict:
    named = (roots or SCHEME.issuers()).roots
    return verify(data, root=specimen.keyring().root, published=Published(own_roots=named))


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    waiting = prepared()
    return completed(waiting, CARD.sign(waiting.attributes, tmp_path_factory.mktemp("card")))


def wrong(verdict: Verdict) -> str:
    assert not verdict.whole
    return " ".join(each.sentence for each in verdict.findings if not each.ok)


def test_what_openssl_signs_outside_becomes_a_whole_record(record: bytes) -> None:
    verdict = judged(record)

    assert verdict.whole, wrong(verdict)
    assert verdict.signed_at == LATER
    assert record.startswith(specimen.frozen())
    said = " ".join(each.sentence for each in verdict.findings)
    assert "own certificate of Priya Nair, Data Protection Officer, Essex Police" in said
    assert "issued by CN=Specimen card scheme" in said


def test_pdfsig_says_valid_and_total(record: bytes, tmp_path: Path) -> None:
    (tmp_path / "record.pdf").write_bytes(record)

    done = subprocess.run(
        ("pdfsig", tmp_path / "record.pdf"), capture_output=True, text=True, check=False
    )

    assert "Signature Validation: Signature is Valid." in done.stdout
    assert "Total document signed" in done.stdout


def test_the_confined_reader_judges_it_alike(record: bytes) -> None:
    root, own_roots = specimen.keyring().root, SCHEME.issuers().roots

    assert verify_upload(record, root=root, published=Published(own_roots=own_roots)).whole
    assert not verify_upload(record, root=root).whole


def test_a_card_with_an_rsa_key_signs_too(tmp_path: Path) -> None:
    card = SCHEME.card(key=rsa.generate_private_key(65537, 3072))
    waiting = prepared(card)

    made = completed(waiting, card.sign(waiting.attributes, tmp_path), card)

    assert judged(made).whole


def test_the_signature_is_taken_in_base64_too(tmp_path: Path) -> None:
    waiting = prepared()
    written = base64.encodebytes(CARD.sign(waiting.attributes, tmp_path))

    assert judged(completed(waiting, written)).whole


def test_a_cms_envelope_without_attributes_of_its_own_is_taken(tmp_path: Path) -> None:
    waiting = prepared()
    CARD.sign(waiting.attributes, tmp_path)
    pem = CARD.certificate.public_bytes(serialization.Encoding.PEM)
    (tmp_path / "certificate.pem").write_bytes(pem)
    subprocess.run(
        (
            *("openssl", "cms", "-sign", "-binary", "-noattr", "-md", "sha256"),
            *("-signer", tmp_path / "certificate.pem", "-inkey", tmp_path / "card.pem"),
            *("-in", tmp_path / "to-sign.der", "-outform", "DER", "-out", tmp_path / "out.p7s"),
        ),
        check=True,
    )

    assert judged(completed(waiting, (tmp_path / "out.p7s").read_bytes())).whole


def test_another_card_does_not_sign_for_the_registered_one(tmp_path: Path) -> None:
    waiting = prepared()

    with pytest.raises(OwnCertificateError, match="not the signature of the registered"):
        completed(waiting, SCHEME.card().sign(waiting.attributes, tmp_path))


def test_the_signature_of_another_act_does_not_serve_here(tmp_path: Path) -> None:
    act = specimen.facts()["act"] | {"id": "e" * 32}
    other = prepared(record=facts(CARD, act=act))

    with pytest.raises(OwnCertificateError, match="for this act"):
        completed(prepared(), CARD.sign(other.attributes, tmp_path))


@pytest.mark.parametrize("content", [b"", b"nothing", b"\x30\x80", bytes(64), bytes(70_000)])
def test_what_is_no_signature_is_refused(content: bytes) -> None:
    with pytest.raises(OwnCertificateError):
        completed(prepared(), content)


def test_a_card_of_an_unknown_scheme_is_not_believed(record: bytes) -> None:
    other = Scheme("Another scheme")

    with pytest.raises(OwnCertificateError, match="does not lead to a root"):
        holder(other.card().certificate, SCHEME.issuers(), specimen.AT)
    assert "own certificate does not lead to a root" in wrong(judged(record, roots=other.issuers()))


def test_an_expired_card_is_refused() -> None:
    with pytest.raises(OwnCertificateError, match="expired"):
        holder(SCHEME.card(days=30).certificate, SCHEME.issuers(), specimen.AT)


def test_a_revoked_card_is_refused() -> None:
    with pytest.raises(OwnCertificateError, match="revoked"):
        holder(CARD.certificate, SCHEME.issuers(CARD), specimen.AT)


def test_a_card_is_refused_where_no_list_says_that_it_holds() -> None:
    with pytest.raises(OwnCertificateError, match="revocation list"):
        holder(CARD.certificate, Issuers((SCHEME.root.certificate,)), specimen.AT)


def test_a_stale_list_says_nothing() -> None:
    stale = SCHEME.issuers(at=specimen.AT - timedelta(days=30))

    with pytest.raises(OwnCertificateError, match="revocation list"):
        holder(CARD.certificate, stale, specimen.AT)


def test_a_certificate_for_signing_in_alone_is_refused() -> None:
    with pytest.raises(OwnCertificateError, match="non-repudiation"):
        holder(SCHEME.card(signing=False).certificate, SCHEME.issuers(), specimen.AT)


def test_a_short_rsa_key_is_refused() -> None:
    card = SCHEME.card(key=rsa.generate_private_key(65537, 2048))

    with pytest.raises(OwnCertificateError, match="3072"):
        holder(card.certificate, SCHEME.issuers(), specimen.AT)


def test_a_one_time_certificate_is_not_sealed_as_an_own_one() -> None:
    with pytest.raises(SealError, match="own certificate"):
        specimen.sealed(facts(CARD), at=specimen.AT)


def test_a_stolen_issuing_key_cannot_pose_as_an_own_certificate(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    keyring = specimen.keyring()
    keyed = keyring.one_time(specimen.keyring().root.subject, specimen.AT, ())
    said = facts(Card(keyed.key, keyed.certificate))
    monkeypatch.setattr("govern.records.own.named", lambda _: said["authentication"])
    plain = specimen.facts()
    monkeypatch.setattr("govern.records.seal.checked_facts", _facts_of(said))

    forged = seal(
        specimen.frozen(),
        record=plain,
        field="dpo",
        address=specimen.ADDRESS,
        keyring=keyring,
        at=specimen.AT,
    )

    assert "own certificate does not lead to a root" in wrong(judged(forged))


def test_an_own_certificate_cannot_pose_as_a_one_time_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("govern.records.own_seal.checked_facts", _facts_of(specimen.facts()))
    waiting = prepared()

    with pytest.raises(OwnCertificateError, match="does not lead to the published root"):
        completed(waiting, CARD.sign(waiting.attributes, tmp_path))


def _facts_of(record: dict[str, Any]) -> Any:
    from govern.records import facts as written

    return lambda *_: written.canonical(record)
