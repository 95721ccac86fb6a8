"""Archive timestamps: laid one over the other for decades, and nothing else may be laid."""

from __future__ import annotations

import functools
import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.sign.fields import InvisSigSettings
from pyhanko.sign.signers.pdf_signer import PdfTimeStamper

from govern.records.keys import Keyring
from govern.records.pades.evidence import gather
from govern.records.pades.running import run
from govern.records.pades.signing import OneRevision
from govern.records.renewal import good_until, renewed
from govern.records.seal import seal
from govern.records.verify import verify
from govern.records.verifying import verify_upload
from tests.records import specimen
from tests.records.authority import now, tsa

KEYS = specimen.keyring()
YEAR = timedelta(days=365)


@functools.cache
def archived(times: int = 1) -> bytes:
    """The specimen record under some archive timestamps, three years apart."""
    if times == 0:
        return specimen.record()
    made = renewed(archived(times - 1), keyring=KEYS, at=specimen.AT + times * 3 * YEAR)
    assert made.faults == ()
    return made.content


def failed(data: bytes) -> list[str]:
    verdict = verify(data, root=KEYS.root)
    found = [each.sentence for each in verdict.findings if not each.ok]
    assert verdict.whole == (not found)
    return found


def test_renewed_bytes_begin_with_the_record_and_are_whole() -> None:
    assert archived(3).startswith(archived(2))
    assert archived(2).startswith(specimen.record())
    verdict = verify(archived(3), root=KEYS.root)

    assert verdict.whole
    assert verdict.record == specimen.facts()
    assert verdict.signed_at == specimen.AT
    assert [each.sentence for each in verdict.findings][-3:] == [
        "Archive timestamp 1 of 11 March 2030, 14:32:05 in London covers all before it and holds.",
        "Archive timestamp 2 of 10 March 2033, 14:32:05 in London covers all before it and holds.",
        "Archive timestamp 3 of 9 March 2036, 14:32:05 in London covers all before it and holds.",
    ]
    assert verify_upload(archived(3), root=KEYS.root).whole


def test_a_record_lasts_as_long_as_its_last_timestamp() -> None:
    ends = KEYS.timestamp.certificate.not_valid_after_utc

    assert good_until(specimen.record(), KEYS.root) == ends
    assert good_until(archived(2), KEYS.root) == ends
    assert good_until(specimen.frozen(), KEYS.root) is None


def test_an_outside_authority_carries_on_where_the_embedded_one_ends(tmp_path: Path) -> None:
    keyring = Keyring.create(tmp_path / "keys", now() - timedelta(days=2), "T", demonstration=True)
    record = _sealed(keyring)
    with tsa(tmp_path / "tsa", lasting_days=9000) as outside:
        made = renewed(
            record,
            keyring=keyring,
            at=now(),
            authority=outside.authority(),
            time_roots=(outside.root,),
        )

    assert made.faults == ()
    assert verify(made.content, root=keyring.root, time_roots=(outside.root,)).whole
    assert not verify(made.content, root=keyring.root).whole
    assert made.kept_until > now() + timedelta(days=8000)


def _sealed(keyring: Keyring) -> bytes:
    return seal(
        specimen.frozen(),
        record=specimen.facts(),
        field="dpo",
        address=specimen.ADDRESS,
        keyring=keyring,
        at=now() - timedelta(hours=1),
    )


def test_what_is_not_whole_is_never_stamped() -> None:
    broken = bytearray(specimen.record())
    broken[len(specimen.frozen()) // 2] ^= 1

    made = renewed(bytes(broken), keyring=KEYS, at=specimen.AT + YEAR)

    assert made.faults and made.content == bytes(broken)


def test_a_flipped_byte_anywhere_in_an_archived_record_is_caught() -> None:
    data = archived(2)
    for place in range(7, len(data), len(data) // 90):
        assert failed(data[:place] + bytes([data[place] ^ 4]) + data[place + 1 :]), place


@pytest.mark.parametrize("added", [b"\n", b"%%EOF\n", b"\x00" * 9])
def test_bytes_after_the_last_timestamp_are_caught(added: bytes) -> None:
    assert failed(archived() + added)


def test_a_timestamp_cut_off_leaves_the_record_before_it() -> None:
    assert failed(archived(2)[: len(archived(1))]) == []
    assert failed(archived(2)[: len(archived(1)) + 500])


def stamped(change: Any, at: Any = specimen.AT + YEAR, field: str = "archive-1") -> bytes:
    """What anybody could make with a timestamp of a trusted authority: a revision that does more
    than lay it.
    """

    async def make() -> bytes:
        writer = OneRevision(io.BytesIO(specimen.record()))
        evidence = await gather(KEYS, at, None)
        evidence.put_into(writer)
        change(writer)
        stamper = PdfTimeStamper(
            evidence.stamper, field, InvisSigSettings(set_print_flag=True, set_hidden_flag=False)
        )
        out = await stamper.async_timestamp_pdf(writer, "sha512", bytes_reserved=evidence.reserved)
        return bytes(out.getvalue())

    return run(make())


def _page(writer: Any) -> Any:
    return writer.root["/Pages"]["/Kids"][0].get_object()


def _other_content(writer: Any) -> None:
    page = _page(writer)
    page["/Contents"] = writer.add_object(generic.StreamObject(stream_data=b"q Q"))
    writer.update_container(page)


def _note(writer: Any) -> None:
    page = _page(writer)
    page["/Annots"].append(writer.add_object(generic.DictionaryObject()))
    writer.update_container(page["/Annots"])


def _language(writer: Any) -> None:
    writer.root["/Lang"] = generic.pdf_string("fr")
    writer.update_root()


def _attachment(writer: Any) -> None:
    names = writer.root["/Names"]["/EmbeddedFiles"]["/Names"]
    names[0] = generic.pdf_string("other.json")
    writer.update_container(names)


def _no_evidence(writer: Any) -> None:
    store = writer.root["/DSS"]
    store["/Certs"] = generic.ArrayObject(list(store["/Certs"])[-1:])
    writer.update_container(store)


def _reason(writer: Any) -> None:
    field = next(
        each.get_object()
        for each in list(writer.root["/AcroForm"]["/Fields"])
        if "/V" in each.get_object()
    )
    field["/V"]["/Reason"] = generic.pdf_string("Rejected")
    writer.update_container(field["/V"])


@pytest.mark.parametrize(
    "change", [_other_content, _note, _language, _attachment, _no_evidence, _reason]
)
def test_a_timestamp_hides_no_change_under_it(change: Any) -> None:
    found = failed(stamped(change))

    assert any(each.startswith("Archive timestamp 1 does not hold: it ") for each in found), found


def test_a_plain_timestamp_made_the_same_way_holds() -> None:
    assert failed(stamped(lambda _: None)) == []


def test_a_timestamp_laid_too_late_is_caught() -> None:
    late = KEYS.timestamp.certificate.not_valid_after_utc + timedelta(days=1)

    with pytest.raises(Exception, match=r"not to be believed|no longer in force|does not hold"):
        renewed(specimen.record(), keyring=KEYS, at=late)


def test_a_timestamp_dated_before_the_seal_is_caught() -> None:
    assert failed(stamped(lambda _: None, at=specimen.AT - timedelta(days=1)))
