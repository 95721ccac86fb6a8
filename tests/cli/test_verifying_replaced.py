"""`govern records verify` on a genuine record: whole, and whether what it is on is in force."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from govern.cli import main
from tests.adopting import NOT_NEEDED, Adopting
from tests.adopting import adopting as adopting
from tests.adopting import adopting_template as adopting_template
from tests.commands.signing.second_version import second_version, signed

pytestmark = pytest.mark.parametrize("adopting", ["sqlite"], indirect=True)


def said(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    capsys.readouterr()
    code = main(["records", "verify", *words])
    return code, capsys.readouterr().out


@pytest.fixture
def record(adopting: Adopting, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A file with the record of Essex's adoption of the first version."""
    settings = adopting.installation.settings
    for name in [name for name in os.environ if name.startswith("GOVERN_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GOVERN_HOME", str(settings.home))
    monkeypatch.setenv("GOVERN_DATABASE_URL", settings.database_url)
    adopting.sign("essex_dpo", "endorse")
    digest = adopting.sign("essex_siro", "approve", NOT_NEEDED)
    (tmp_path / "record.pdf").write_bytes(adopting.installation.archive.get(digest))
    return str(tmp_path / "record.pdf")


def test_a_record_of_a_replaced_version_is_whole_and_names_the_later_one(
    adopting: Adopting, record: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = said(capsys, record)
    signed(second_version(adopting), "essex")
    after = said(capsys, record)
    told: list[dict[str, Any]] = json.loads(said(capsys, record, "--json")[1])

    assert before[0] == after[0] == 0
    assert "version 1: This version is genuine and in force." in before[1]
    assert "is a whole record" in after[1]
    assert "version 1: This version is genuine and was replaced by version 2." in after[1]
    assert (told[0]["standing"]["state"], told[0]["standing"]["replaced_by"]) == ("replaced", 2)


def test_of_a_file_that_is_bent_nothing_is_said_but_what_fails(
    adopting: Adopting, record: str, capsys: pytest.CaptureFixture[str]
) -> None:
    place = Path(record)
    place.write_bytes(place.read_bytes()[:-9])

    code, told = said(capsys, record)

    assert code == 1
    assert "is NOT a whole record" in told and "genuine" not in told
