"""Sealing: frozen bytes and one revision, which tools that are not ours call valid and total."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from asn1crypto import cms
from cryptography.hazmat.primitives import serialization

from govern.records import facts
from govern.records.pades.reading import read
from govern.records.pades.signing import Attachment, NoSuchField
from govern.records.seal import SealError, seal, seal_notice
from govern.records.verify import verify
from tests.records import specimen


def run(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def signature_of(record: bytes) -> tuple[bytes, bytes]:
    """What was signed and the signature over it, as a stranger would cut them out."""
    start = record.index(b"/ByteRange [", len(specimen.frozen()))
    numbers = record[start + 12 : record.index(b"]", start)].split()
    _, before, resume, after = (int(each) for each in numbers)
    digits = bytes.fromhex(record[before + 1 : resume - 1].decode())
    held = cms.ContentInfo.load(digits).dump()
    return record[:before] + record[resume : resume + after], held


def test_the_frozen_bytes_are_the_exact_prefix() -> None:
    assert specimen.record().startswith(specimen.frozen())


def test_pdfsig_says_valid_and_total(tmp_path: Path) -> None:
    (tmp_path / "record.pdf").write_bytes(specimen.record())

    said = run("pdfsig", str(tmp_path / "record.pdf"))

    assert said.count("Signature Validation: Signature is Valid.") == 1
    assert "Total document signed" in said
    assert "Signer Certificate Common Name: Priya Nair" in said
    assert "ETSI.CAdES.detached" in said


def test_qpdf_finds_no_fault(tmp_path: Path) -> None:
    (tmp_path / "record.pdf").write_bytes(specimen.record())

    assert "No syntax or stream encoding errors found" in run(
        "qpdf", "--check", str(tmp_path / "record.pdf")
    )


def test_openssl_verifies_the_signature_against_the_root(tmp_path: Path) -> None:
    content, signature = signature_of(specimen.record())
    (tmp_path / "content").write_bytes(content)
    (tmp_path / "signature.der").write_bytes(signature)
    (tmp_path / "root.pem").write_bytes(specimen.keyring().root_pem)

    said = run(
        *("openssl", "cms", "-verify", "-binary", "-inform", "DER", "-purpose", "any"),
        *("-in", str(tmp_path / "signature.der"), "-content", str(tmp_path / "content")),
        *("-CAfile", str(tmp_path / "root.pem"), "-out", "/dev/null"),
        *("-attime", str(int(specimen.AT.timestamp()) + 1)),
    )

    assert "Verification successful" in said


def test_openssl_verifies_the_timestamp_against_the_root(tmp_path: Path) -> None:
    signer = cms.ContentInfo.load(signature_of(specimen.record())[1])["content"]["signer_infos"][0]
    token = signer["unsigned_attrs"][0]["values"][0]
    issuing = specimen.keyring().issuing.certificate
    (tmp_path / "token.der").write_bytes(token.dump())
    (tmp_path / "signed").write_bytes(signer["signature"].native)
    (tmp_path / "root.pem").write_bytes(specimen.keyring().root_pem)
    (tmp_path / "issuing.pem").write_bytes(issuing.public_bytes(serialization.Encoding.PEM))

    said = run(
        *("openssl", "ts", "-verify", "-token_in", "-in", str(tmp_path / "token.der")),
        *("-data", str(tmp_path / "signed"), "-CAfile", str(tmp_path / "root.pem")),
        *("-untrusted", str(tmp_path / "issuing.pem")),
        *("-attime", str(int(specimen.AT.timestamp()) + 1)),
    )

    assert "Verification: OK" in said


def test_a_stranger_can_take_the_facts_out(tmp_path: Path) -> None:
    (tmp_path / "record.pdf").write_bytes(specimen.record())

    run("pdfdetach", "-saveall", "-o", str(tmp_path), str(tmp_path / "record.pdf"))

    assert facts.read((tmp_path / "record.json").read_bytes()) == specimen.facts()


def test_the_signed_field_can_be_read_on_the_page(tmp_path: Path) -> None:
    (tmp_path / "record.pdf").write_bytes(specimen.record())

    seen = run("pdftotext", "-layout", str(tmp_path / "record.pdf"), "-")

    for words in ("Endorsed", "Priya Nair", "Data Protection Officer", "Essex Police"):
        assert words in seen
    assert "12 March 2027, 14:32:05 in London" in seen


def test_a_time_in_summer_is_shown_by_the_clock_in_london(tmp_path: Path) -> None:
    at = specimen.AT.replace(month=7)

    (tmp_path / "record.pdf").write_bytes(specimen.sealed(specimen.facts(), at=at))

    assert "12 July 2027, 15:32:05 in London" in run("pdftotext", str(tmp_path / "record.pdf"), "-")


def _twice() -> list[bytes]:
    return [specimen.sealed(specimen.facts(), at=specimen.AT) for _ in range(2)]


def test_each_seal_has_a_key_of_its_own() -> None:
    root = specimen.keyring().root
    held = [read(each, root).signature for each in _twice()]

    assert held[0] is not None and held[1] is not None
    assert held[0].certificate.public_key() != held[1].certificate.public_key()


def test_earlier_records_are_attached_whole() -> None:
    earlier = Attachment(
        "dpo.pdf", specimen.record(), "application/pdf", "The advice of the DPO", "Supplement"
    )
    made = specimen.sealed(specimen.facts(), at=specimen.AT, field="siro", attachments=[earlier])

    verdict = verify(made, root=specimen.keyring().root)

    assert verdict.whole
    assert verdict.attachments == {"dpo.pdf": specimen.record()}
    inner = verify(verdict.attachments["dpo.pdf"], root=specimen.keyring().root)
    assert inner.whole


def test_names_longer_than_a_certificate_allows_still_verify() -> None:
    changed = specimen.facts()
    changed["organisation"]["name"] = "The Combined Authority of " + "a very long name " * 9
    changed["signatory"]["role_title"] = "Officer for " + "many areas and " * 9

    assert verify(specimen.sealed(changed, at=specimen.AT), root=specimen.keyring().root).whole


def test_facts_about_other_bytes_are_not_sealed() -> None:
    with pytest.raises(SealError, match="another frozen PDF"):
        specimen.sealed(specimen.facts(b"other"), at=specimen.AT)


def test_an_unknown_field_is_named_with_those_there_are() -> None:
    with pytest.raises(NoSuchField, match="dpo, siro, service"):
        specimen.sealed(specimen.facts(), at=specimen.AT, field="chief")


def test_a_signed_record_is_not_signed_again() -> None:
    with pytest.raises(NoSuchField):
        seal(
            specimen.record(),
            record=specimen.facts(specimen.record()),
            field="dpo",
            address=specimen.ADDRESS,
            keyring=specimen.keyring(),
            at=specimen.AT,
        )


def test_a_person_signs_no_notice_and_the_service_no_act() -> None:
    with pytest.raises(SealError):
        specimen.sealed(specimen.notice(), at=specimen.AT)
    with pytest.raises(SealError):
        seal_notice(
            specimen.frozen(),
            record=specimen.facts(),
            address=specimen.ADDRESS,
            keyring=specimen.keyring(),
            at=specimen.AT,
        )


def test_a_notice_is_sealed_by_the_service() -> None:
    made = seal_notice(
        specimen.frozen(),
        record=specimen.notice(),
        address=specimen.ADDRESS,
        keyring=specimen.keyring(),
        at=specimen.AT,
    )

    verdict = verify(made, root=specimen.keyring().root)

    assert verdict.whole
    assert "It was sealed by the service; it is nobody's signature." in [
        each.sentence for each in verdict.findings
    ]


def test_a_name_in_another_script_is_sealed_and_whole_in_the_facts() -> None:
    changed = specimen.facts()
    changed["signatory"]["name"] = "\u738b \u5c0f\u660e"

    verdict = verify(specimen.sealed(changed, at=specimen.AT), root=specimen.keyring().root)

    assert verdict.whole
    assert verdict.record == changed
