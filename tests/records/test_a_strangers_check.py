"""The commands of docs/records-format.md as printed, run where only the file and the root are."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from govern.exchange.records import TOTAL
from tests.records import kinds, specimen

GUIDE = Path(__file__).parents[2] / "docs" / "records-format.md"


def printed(opening: str) -> str:
    """The first block of commands after these words of the guide."""
    after = GUIDE.read_text(encoding="utf-8").partition(opening)[2]
    assert after, f"the guide no longer says: {opening}"
    found = re.search(r"```(?:python)?\n(.*?)```", after, re.DOTALL)
    assert found
    return found.group(1)


def run(place: Path, command: str, **filled: object) -> str:
    """What the commands say, with the words in capitals filled in; they must not fail."""
    for word, value in filled.items():
        command = command.replace(word, str(value))
    told = ["python3", "-c", command] if "import re" in command else ["bash", "-ec", command]
    done = subprocess.run(told, cwd=place, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    return done.stdout + done.stderr


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with one record and the published root."""
    (tmp_path / "record.pdf").write_bytes(specimen.record())
    (tmp_path / "root.crt").write_bytes(specimen.keyring().root_pem)
    return tmp_path


def test_pdfsig_and_qpdf_as_printed(place: Path) -> None:
    said = run(place, printed("Is it signed, whole and total?"))

    assert "Signature is Valid" in said and "Total document signed" in said
    assert "No syntax or stream encoding errors" in run(place, printed("Is the file sound?"))


def test_openssl_as_printed_tells_when_and_by_whom(place: Path) -> None:
    run(place, printed("Take out what was signed"))
    stated, seconds, verify = printed("**When?**").strip().splitlines()
    at = run(place, seconds).split()[0]

    assert "Time stamp: Mar 12 14:32:05" in run(place, stated)
    assert int(at) == int(specimen.AT.timestamp())
    assert "Verification: OK" in run(place, verify, SECONDS=at)
    said = run(place, printed("**Who signed, and does it lead"), SECONDS=at)
    assert "CMS Verification successful" in said
    assert "CN = Priya Nair" in said


def test_the_readme_of_an_export_names_what_is_not_total(place: Path) -> None:
    (place / "longer.pdf").write_bytes(specimen.record() + b"\n% more")
    bent = bytearray(specimen.record())
    bent[2000] ^= 1
    (place / "bent.pdf").write_bytes(bent)
    (place / "archived.pdf").write_bytes(kinds.archived())

    assert run(place, TOTAL).splitlines() == [
        "bent.pdf: not Signature is Valid",
        "longer.pdf: not Total document signed",
    ]


def test_the_signature_does_not_lead_to_the_root_at_another_time(place: Path) -> None:
    run(place, printed("Take out what was signed"))
    day_later = int(specimen.AT.timestamp()) + 86_400

    with pytest.raises(AssertionError, match="certificate has expired"):
        run(place, printed("**Who signed, and does it lead"), SECONDS=day_later)


def test_the_facts_are_taken_out_as_printed(place: Path) -> None:
    frozen = specimen.facts()["frozen_pdf"]

    said = run(place, printed("**What does it say?**"), BYTES=frozen["bytes"])

    assert json.loads((place / "out" / "record.json").read_bytes()) == specimen.facts()
    assert frozen["digest"].removeprefix("sha256:") in said


def test_an_archived_record_is_taken_apart_as_printed(place: Path) -> None:
    (place / "record.pdf").write_bytes(kinds.archived())

    run(place, printed("Take the record that was sealed out of it"))
    verify = printed("data[resume : resume + after])\n```")

    assert (place / "sealed.pdf").read_bytes() == specimen.record()
    at = int(specimen.AT.timestamp())
    assert "Verification: OK" in run(place, verify, SECONDS=at)
