"""What tools that are not ours say of a record under archive timestamps (PAdES B-LTA)."""

from __future__ import annotations

import functools
import re
import subprocess
from datetime import timedelta
from pathlib import Path

from cryptography.hazmat.primitives.serialization import Encoding

from govern.records.renewal import renewed
from tests.records import specimen

KEYS = specimen.keyring()
TIMES = 2
RANGE = re.compile(rb"/ByteRange \[(\d+) +(\d+) +(\d+) +(\d+)")


@functools.cache
def archived() -> bytes:
    """The specimen record under two archive timestamps, a year apart."""
    data = specimen.record()
    for year in range(1, TIMES + 1):
        made = renewed(data, keyring=KEYS, at=specimen.AT + year * timedelta(days=365))
        assert made.faults == ()
        data = made.content
    return data


def run(*words: str) -> str:
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def layers() -> list[tuple[bytes, bytes]]:
    """(what is covered, what stands over it) of each signature and timestamp, first to last."""
    data, found = archived(), []
    for place in RANGE.finditer(data):
        first, before, resume, after = map(int, place.groups())
        held = bytes.fromhex(data[before + 1 : resume - 1].decode())
        length = int.from_bytes(held[2:4], "big") + 4  # a long form of two bytes of length
        found.append((data[first:before] + data[resume : resume + after], held[:length]))
    return found


def test_qpdf_finds_nothing_wrong(tmp_path: Path) -> None:
    (tmp_path / "it.pdf").write_bytes(archived())

    assert "No syntax or stream encoding errors" in run("qpdf", "--check", str(tmp_path / "it.pdf"))


def signed_parts(data: bytes, folder: Path) -> list[str]:
    """What pdfsig says of each field that is signed."""
    (folder / "it.pdf").write_bytes(data)
    said = run("pdfsig", str(folder / "it.pdf")).split("Signature #")[1:]
    return [each for each in said if "is not signed" not in each]


def test_pdfsig_says_total_of_the_last_timestamp_alone(tmp_path: Path) -> None:
    """It cannot validate document timestamps and says so; the guide tells what then to do."""
    said = signed_parts(archived(), tmp_path)

    assert len(said) == 1 + TIMES
    assert "Signature is Valid" in said[0]
    assert all("Signature has not yet been verified" in each for each in said[1:])
    totals = ["Not total document signed" not in each for each in said]
    assert totals == [False] * TIMES + [True]


def test_pdfsig_says_valid_and_total_of_the_record_under_the_timestamps(tmp_path: Path) -> None:
    place = RANGE.search(archived())
    assert place is not None

    (said,) = signed_parts(archived()[: int(place.group(3)) + int(place.group(4))], tmp_path)

    assert "Signature is Valid" in said and "- Total document signed" in said


def test_openssl_leads_every_archive_timestamp_to_the_root(tmp_path: Path) -> None:
    root = tmp_path / "root.pem"
    root.write_bytes(KEYS.root.public_bytes(Encoding.PEM))
    at = str(int(specimen.AT.timestamp()) + TIMES * 365 * 86400 + 60)

    stamps = layers()[1:]

    assert len(stamps) == TIMES
    for number, (covered, token) in enumerate(stamps):
        data, held = tmp_path / f"{number}.data", tmp_path / f"{number}.token"
        data.write_bytes(covered)
        held.write_bytes(token)
        asked = ("openssl", "ts", "-verify", "-token_in", "-in", str(held), "-CAfile", str(root))
        assert "Verification: OK" in run(*asked, "-attime", at, "-data", str(data))
        data.write_bytes(covered[:-1] + b"x")
        assert "message imprint mismatch" in run(*asked, "-attime", at, "-data", str(data))
