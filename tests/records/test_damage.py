"""A file that cannot be read any more is still told what was done to it."""

from __future__ import annotations

import pytest

from govern.records.damage import CHANGED, UNREADABLE, named
from govern.records.verify import verify
from tests.records import specimen


def bent(place: int) -> bytes:
    content = bytearray(specimen.record())
    content[place] ^= 1
    return bytes(content)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (lambda: specimen.record() + b"\n%%EOF\n", "was signed, 7 bytes were added"),
        (lambda: specimen.record()[:-100], "Its end is cut off: 100 bytes"),
        (lambda: bent(2000), CHANGED),
        (
            lambda: b"%PDF-1.7\nnothing more",
            "that can be found, and its end is missing",
        ),
    ],
    ids=["appended", "cut off", "flipped", "empty"],
)
def test_the_damage_is_named(data: object, said: str) -> None:
    assert callable(data)

    told = list(named(data()))

    assert told[0] == UNREADABLE
    assert said in told[1]


@pytest.mark.parametrize("data", [b"", b"no PDF", b"\x00" * 99])
def test_of_what_is_no_pdf_nothing_else_is_said(data: bytes) -> None:
    assert list(named(data)) == [UNREADABLE]


def test_what_is_whole_has_no_damage_to_be_named() -> None:
    assert list(named(specimen.record())) == [UNREADABLE]


@pytest.mark.parametrize(
    "ranges", [b"[0 9 5 9", b"[0 1 999999999999 1", b"[0 0 0 0", b"[0 20 60 0"]
)
def test_ranges_that_were_made_up_hurt_nobody(ranges: bytes) -> None:
    forged = b"%PDF-1.7 /ByteRange " + ranges + b"] <30800000>"

    assert len(list(named(forged))) == 2


def test_the_verdict_on_a_file_with_bytes_after_its_end_names_them() -> None:
    verdict = verify(specimen.record() + b"\n%%EOF\n", root=specimen.keyring().root)

    assert not verdict.whole
    assert any("7 bytes were added" in each.sentence for each in verdict.findings)
