"""`govern records verify` on a genuine record: whole, and whether what it is on is in force."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from govern.cli import main
from govern.store.rows.sign_offs import ActRow
from tests.adopting import NOT_NEEDED, Adopting
from tests.adopting import adopting as adopting
from tests.adopting import adopting_template as adopting_template
from tests.commands.signing.second_version import second_version, signed
from workflows.engine import Form

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
    standing = told[0]["standing"]

    assert before[0] == after[0] == 0
    assert "version 1: This version is genuine and in force for the organisation" in before[1]
    assert "is a whole record" in after[1]
    assert "was replaced for the organisation of this record by version 2." in after[1]
    assert f"the record in its place: sha256:{standing['later_record']}" in after[1]
    assert "the record in its place" not in before[1]
    assert (standing["state"], standing["replaced_by"]) == ("replaced", 2)


def test_what_was_signed_is_told_in_the_words_that_the_signatory_read(
    record: str, capsys: pytest.CaptureFixture[str]
) -> None:
    told = said(capsys, record)[1]

    assert "Approval of DPIA-1, version 1: " in told
    assert "In these words" in told and "approve DPIA-1 version 1" in told
    assert "Endorsement: " in told and "inside as dpo-advice.pdf" in told


def test_the_record_of_one_organisation_is_replaced_while_another_stays(
    adopting: Adopting, record: str, capsys: pytest.CaptureFixture[str]
) -> None:
    adopting.sign("kent_dpo", "endorse")
    theirs = adopting.sign("kent_siro", "approve", NOT_NEEDED)
    place = Path(record).with_name("kent.pdf")
    place.write_bytes(adopting.installation.archive.get(theirs))
    signed(second_version(adopting), "essex")

    ours, kents = said(capsys, record)[1], said(capsys, str(place))[1]

    assert "was replaced for the organisation of this record by version 2." in ours
    assert "in force for the organisation of this record." in kents


def test_an_endorsement_that_was_withdrawn_names_the_later_record(
    adopting: Adopting, record: str, capsys: pytest.CaptureFixture[str]
) -> None:
    installation = adopting.installation
    with installation.reading() as session:
        endorsed = session.scalars(select(ActRow).where(ActRow.act == "endorse")).one()
    place = Path(record).with_name("endorsement.pdf")
    place.write_bytes(installation.archive.get(endorsed.record_sha256 or ""))

    why = Form(reasons="The supplier's new terms change the risk that was advised on.")
    withdrawn = adopting.sign("essex_dpo", "withdraw_endorsement", why)

    told = said(capsys, str(place))[1]
    assert "a later record on it replaces this one" in told
    assert f"the record in its place: sha256:{withdrawn}" in told


def test_of_a_file_that_is_bent_nothing_is_said_but_what_fails(
    adopting: Adopting, record: str, capsys: pytest.CaptureFixture[str]
) -> None:
    place = Path(record)
    place.write_bytes(place.read_bytes()[:-9])

    code, told = said(capsys, record)

    assert code == 1
    assert "is NOT a whole record" in told and "genuine" not in told
