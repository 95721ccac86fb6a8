"""Verifying: whole records are whole, and whatever was done to one is caught and named."""

from __future__ import annotations

import io
import random
from datetime import timedelta
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from govern.records import facts
from govern.records.confined.limits import Limits
from govern.records.keys import Keyring
from govern.records.pades.signing import Attachment, Revision, add_revision
from govern.records.rotation import revoke
from govern.records.seal import cites, subject
from govern.records.stamp import Shown, appearance
from govern.records.verify import Expected, Verdict, verify
from govern.records.verifying import verify_upload
from tests.records import specimen

ROOT = specimen.keyring().root


def failed(data: bytes, expected: Expected | None = None) -> list[str]:
    """What does not hold of a file; a verdict is whole exactly when this is empty."""
    verdict = verify(data, root=ROOT, expected=expected or Expected())
    found = [each.sentence for each in verdict.findings if not each.ok]
    assert verdict.whole == (not found)
    return found


def test_a_record_is_whole_and_says_who_and_when() -> None:
    verdict = verify(specimen.record(), root=ROOT)

    assert verdict.whole
    assert verdict.signer == "Priya Nair, Data Protection Officer, Essex Police"
    assert verdict.signed_at == specimen.AT
    assert verdict.record == specimen.facts()
    assert verdict.demonstration
    told = [each.sentence for each in verdict.findings]
    assert any(said.endswith("as this service's own timestamp authority states.") for said in told)
    assert not any("outside" in said for said in told)


def test_everything_expected_of_a_record_is_compared() -> None:
    digest = specimen.facts()["frozen_pdf"]["digest"]
    right = Expected(frozen_digest=digest, record=specimen.facts(), installation="specimen")

    assert failed(specimen.record(), right) == []
    assert failed(specimen.record(), Expected(frozen_digest="0" * 64))
    assert failed(specimen.record(), Expected(installation="another"))
    other = specimen.facts(content_digest="sha256:" + "0" * 64)
    assert failed(specimen.record(), Expected(record=other)) == [
        "Its facts are not those that were stored."
    ]


@pytest.mark.parametrize(
    "data", [b"", b"%PDF-1.7", b"not a PDF", b"\x00" * 5000, b"PK\x03\x04" * 99], ids=repr
)
def test_a_file_that_is_no_pdf_is_not_whole(data: bytes) -> None:
    assert failed(data[:20_000])


def test_the_frozen_document_alone_is_no_record() -> None:
    assert "The file has no signature; a record has exactly one." in failed(specimen.frozen())


def test_a_flipped_byte_anywhere_is_caught() -> None:
    record, chance = specimen.record(), random.Random(7)
    start = record.index(b"/Contents <", len(specimen.frozen()))
    end = record.index(b">", start)
    places = [*chance.sample(range(len(record)), 60), *chance.sample(range(start, end), 40)]

    for place in places:
        changed = bytes([record[place] ^ chance.choice((0x01, 0x20, 0x80))])
        assert failed(record[:place] + changed + record[place + 1 :]), place


def test_digits_hidden_behind_the_signature_are_caught() -> None:
    record = specimen.record()
    end = record.index(b">", record.index(b"/Contents <", len(specimen.frozen())))

    assert failed(record[: end - 8] + b"deadbeef" + record[end:])


@pytest.mark.parametrize("added", [b"\n", b"%", b"\x00" * 100, b"%%EOF\n"])
def test_bytes_after_the_end_are_caught(added: bytes) -> None:
    assert failed(specimen.record() + added)


@pytest.mark.parametrize("cut", [1, 2, 7, 200, 5000, 20_000])
def test_a_file_cut_short_is_caught(cut: int) -> None:
    assert failed(specimen.record()[:-cut])


def revised(change: Any) -> bytes:
    """The record with one more, unsigned revision."""
    writer = IncrementalPdfFileWriter(io.BytesIO(specimen.record()))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _other_title(writer: Any) -> None:
    writer.root["/Lang"] = generic.pdf_string("fr")
    writer.update_root()


def _no_fields(writer: Any) -> None:
    writer.root["/AcroForm"]["/Fields"] = generic.ArrayObject()
    writer.update_container(writer.root["/AcroForm"])


@pytest.mark.parametrize("change", [_other_title, _no_fields])
def test_a_later_revision_is_caught(change: Any) -> None:
    assert failed(revised(change))


def test_a_record_written_anew_is_caught() -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(specimen.record())) as pdf:
        pdf.save(out)

    assert failed(out.getvalue())


def test_the_signature_of_another_document_is_caught() -> None:
    record, length = specimen.record(), len(specimen.frozen())

    assert failed(specimen.frozen()[:-1] + b" " + record[length:])


def test_facts_swapped_in_from_another_record_are_caught() -> None:
    other = specimen.facts()
    other["organisation"] = {"id": "e" * 32, "slug": "kent", "name": "Kent Police"}

    made = forged(other, signed_as=specimen.facts())

    assert [each for each in failed(made) if "Kent Police" in each]


def forged(
    record: dict[str, Any], *, signed_as: dict[str, Any], before: Any = None, field: str = "dpo"
) -> bytes:
    """What an insider with the keys could make: facts of one act, signed as another, or more."""
    keyring = specimen.keyring()
    keyed = keyring.one_time(subject(signed_as), specimen.AT, cites(signed_as))
    shown = Shown("Endorsed", "Priya Nair", "DPO", "Essex Police", specimen.AT, specimen.ADDRESS)
    own = Attachment(facts.FILE_NAME, facts.canonical(record), "application/json", "Facts")
    revision = Revision(field, appearance(shown), shown.spoken(), "Endorsed", (own,))
    return add_revision(
        specimen.frozen(),
        revision,
        keyed=keyed,
        keyring=keyring,
        at=specimen.AT,
        before=before,
    )


@pytest.mark.parametrize(
    ("part", "name", "value"),
    [
        ("signatory", "person_id", "0" * 32),
        ("signatory", "name", "Someone Else"),
        ("signatory", "role_title", "Chief Constable"),
        ("signatory", "appointment_id", "0" * 32),
        ("act", "id", "0" * 32),
        ("authentication", "method", "none"),
    ],
)
def test_a_signature_by_anyone_but_the_signatory_is_caught(
    part: str, name: str, value: str
) -> None:
    claimed = specimen.facts()
    claimed[part] = claimed[part] | {name: value}

    found = failed(forged(claimed, signed_as=specimen.facts()))

    assert any("but it was signed by" in each for each in found)


def test_a_persons_signature_is_no_seal_of_the_service() -> None:
    made = forged(specimen.notice(), signed_as=specimen.facts(), field="service")

    assert any("should carry the service's seal" in each for each in failed(made))


def _other_page(writer: Any) -> None:
    page = writer.root["/Pages"]["/Kids"][0].get_object()
    page["/Contents"] = writer.add_object(generic.StreamObject(stream_data=b"q Q"))
    writer.update_container(page)


def _overlay(writer: Any) -> None:
    page = writer.root["/Pages"]["/Kids"][0].get_object()
    page["/Annots"].append(writer.add_object(generic.DictionaryObject()))
    writer.update_container(page["/Annots"])


def _other_tree(writer: Any) -> None:
    tree = generic.DictionaryObject(writer.root["/Pages"])
    writer.root["/Pages"] = writer.add_object(tree)
    writer.update_root()


def _action(writer: Any) -> None:
    writer.root["/OpenAction"] = generic.DictionaryObject()
    writer.update_root()


@pytest.mark.parametrize("change", [_other_page, _overlay, _other_tree, _action])
def test_pages_changed_by_the_signed_revision_itself_are_caught(change: Any) -> None:
    made = forged(specimen.facts(), signed_as=specimen.facts(), before=change)

    assert any("replaced parts of the frozen document" in each for each in failed(made))


def test_a_record_of_other_keys_is_caught(tmp_path: Path) -> None:
    other = Keyring.create(
        tmp_path / "keys", specimen.BEFORE, "Specimen consortium", demonstration=True
    )

    verdict = verify(specimen.record(), root=other.root)

    assert not verdict.whole
    assert any("published root" in each.sentence for each in verdict.findings if not each.ok)


def test_a_signer_revoked_before_signing_is_refused_when_sealing(tmp_path: Path) -> None:
    keyring = Keyring.create(tmp_path / "keys", specimen.BEFORE, "Test", demonstration=True)
    lost = keyring.timestamp.certificate
    revoke(keyring, lost, specimen.BEFORE, since=specimen.BEFORE, reason="lost")

    with pytest.raises(Exception, match="revoked"):
        add_revision(
            specimen.frozen(),
            Revision("dpo", _blank(), "x", "x", ()),
            keyed=keyring.one_time(subject(specimen.facts()), specimen.AT, ()),
            keyring=keyring,
            at=specimen.AT,
        )


def _blank() -> bytes:
    return appearance(Shown("a", "b", "c", "d", specimen.AT, specimen.ADDRESS))


def test_a_record_made_at_the_end_of_a_certificate_verifies_years_later() -> None:
    late = specimen.sealed(specimen.facts(), at=specimen.AT + timedelta(days=3650))

    assert verify(late, root=ROOT).whole


def test_a_file_from_outside_gets_the_same_verdict_in_a_child() -> None:
    inside = verify(specimen.record(), root=ROOT)
    outside = verify_upload(specimen.record(), root=ROOT)

    assert outside == Verdict(
        whole=True,
        findings=inside.findings,
        record=inside.record,
        signer=inside.signer,
        signed_at=inside.signed_at,
        demonstration=True,
        kept_until=specimen.keyring().timestamp.certificate.not_valid_after_utc,
    )
    assert not verify_upload(specimen.record()[:-9], root=ROOT).whole


def test_a_file_that_exhausts_its_limits_is_not_whole() -> None:
    starved = Limits(cpu_seconds=1, wall_seconds=1, memory_bytes=1)

    assert not verify_upload(specimen.record(), root=ROOT, limits=starved).whole
