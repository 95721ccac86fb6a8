"""What a force takes away: everything it signed, with a manifest that is checked offline."""

from __future__ import annotations

import csv
import hashlib
import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from govern.commands.signing.archive import archive_record
from govern.errors import Conflict, NotFound
from govern.exchange.records import CHECK, export
from govern.records.archive import Altered
from tests.adopting import NOT_NEEDED, Adopting


@pytest.fixture
def signed(adopting: Adopting) -> dict[str, str]:
    """What was signed, by force and act: the digest of each record."""
    return {
        "essex endorse": adopting.sign("essex_dpo", "endorse"),
        "kent endorse": adopting.sign("kent_dpo", "endorse"),
        "essex approve": adopting.sign("essex_siro", "approve", NOT_NEEDED),
    }


def manifest(folder: Path) -> list[dict[str, Any]]:
    told = json.loads((folder / "manifest.json").read_text())
    assert told["format"] == "govern-export/1"
    return list(told["records"])


def checked(folder: Path) -> int:
    """How the one line of the guide ends."""
    return subprocess.run(["sh", "-c", CHECK], cwd=folder, capture_output=True).returncode


def test_a_force_takes_away_what_it_signed_and_no_other_forces_records(
    adopting: Adopting, signed: dict[str, str], tmp_path: Path
) -> None:
    made = export(adopting.installation, folder=tmp_path / "out", organisation="essex")

    listed = manifest(tmp_path / "out")
    assert made == 2
    assert [each["digest"] for each in listed] == [signed["essex endorse"], signed["essex approve"]]
    assert {each["title"] for each in listed} == {"Shared records management system"}
    names = {each.name for each in (tmp_path / "out").glob("*.pdf")}
    assert names == {each["name"] for each in listed}
    assert not any("kent" in name for name in names)


def test_an_executed_copy_goes_to_every_party(adopting: Adopting, tmp_path: Path) -> None:
    digest = adopting.installation.archive.put(b"an executed copy")
    with adopting.installation.writing(None) as w:
        sealed = {"executed_copy_sha256": digest, "size": 16}
        w.record("executed_copy_sealed", ("version", adopting.version_id), sealed)

    for force in ("essex", "kent"):
        export(adopting.installation, folder=tmp_path / force, organisation=force)

        (listed,) = manifest(tmp_path / force)
        assert (listed["act"], listed["digest"]) == ("executed_copy", digest)


@pytest.mark.usefixtures("signed")
def test_one_line_checks_the_whole_export_and_notices_every_change(
    adopting: Adopting, tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    export(adopting.installation, folder=folder)

    assert checked(folder) == 0
    listed = {line.split("  ")[1] for line in (folder / "SHA256SUMS").read_text().splitlines()}
    assert listed | {"SHA256SUMS"} == {each.name for each in folder.iterdir()}
    for name in sorted(listed):
        kept = (folder / name).read_bytes()
        (folder / name).write_bytes(kept + b" ")
        assert checked(folder) != 0, name
        (folder / name).write_bytes(kept)
        (folder / name).rename(tmp_path / "gone")
        assert checked(folder) != 0, name
        (tmp_path / "gone").rename(folder / name)
    assert checked(folder) == 0


def test_a_renewed_record_is_listed_under_both_its_digests(
    adopting: Adopting, signed: dict[str, str], tmp_path: Path
) -> None:
    after = archive_record(adopting.installation, digest=signed["kent endorse"])

    export(adopting.installation, folder=tmp_path / "out", organisation="kent")

    (listed,) = manifest(tmp_path / "out")
    assert (listed["sealed_digest"], listed["digest"]) == (signed["kent endorse"], after)
    content = (tmp_path / "out" / listed["name"]).read_bytes()
    assert hashlib.sha256(content).hexdigest() == after


@pytest.mark.usefixtures("signed")
def test_the_list_for_a_spreadsheet_has_the_titles(adopting: Adopting, tmp_path: Path) -> None:
    export(adopting.installation, folder=tmp_path / "out", reference="DPIA-1")

    with (tmp_path / "out" / "records.csv").open(newline="", encoding="utf-8") as given:
        table = list(csv.DictReader(given))
    assert [(each["organisation"], each["act"]) for each in table] == [
        ("essex", "endorse"),
        ("kent", "endorse"),
        ("essex", "approve"),
    ]
    assert {each["title"] for each in table} == {"Shared records management system"}


def test_nothing_is_exported_that_is_not_whole_or_not_known(
    adopting: Adopting, signed: dict[str, str], tmp_path: Path
) -> None:
    installation = adopting.installation
    with pytest.raises(NotFound, match="sussex"):
        export(installation, folder=tmp_path / "none", organisation="sussex")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "file").touch()
    with pytest.raises(Conflict, match="not empty"):
        export(installation, folder=tmp_path / "full")
    digest = signed["essex endorse"]
    place = installation.archive.path / digest[:2] / digest[2:4] / digest
    place.chmod(0o600)
    place.write_bytes(b"forged")

    with pytest.raises(Altered):
        export(installation, folder=tmp_path / "out")
    assert not (tmp_path / "out" / "SHA256SUMS").exists()
